"""What is printed, filled in from what the system knows."""

from .filled_books import control_sheet, outage_sheet, register
from .filled_declarations import declaration, empty_declaration
from .filled_receipts import receipt
from .filled_slips import slip
from .heads import form_of, how_counted, title_of

__all__ = [
    "control_sheet",
    "declaration",
    "empty_declaration",
    "form_of",
    "how_counted",
    "outage_sheet",
    "receipt",
    "register",
    "slip",
    "title_of",
]
