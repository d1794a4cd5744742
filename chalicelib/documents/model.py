"""The nouns of the room: what a printed form carries, before it is drawn."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field


def one_line(text: str) -> str:
    """Composed letters (loose marks print beside theirs), one space, nothing invisible."""
    visible = "".join(
        sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    return " ".join(unicodedata.normalize("NFC", visible).split())


Line = Annotated[str, AfterValidator(one_line)]


class ReceiptPaper(BaseModel, frozen=True):
    number: int = Field(ge=1)
    name: Line
    originals: int = Field(ge=0)
    copies: int = Field(ge=0)


class Receipt(BaseModel, frozen=True):
    """Form 01: a dossier was received, and when its result can be collected.

    Texts are shown as given; whoever fills the receipt decides what is masked.
    """

    form_title_article: Line  # which form of which decision, printed in the corner
    code: Line
    agency_name: Line
    parent_agency_name: Line | None = None
    place: Line
    issued_at: AwareDatetime
    desk: Line  # the reception desk; the form itself says what kind of desk
    submitter_name: Line
    owner_name: Line | None = None  # printed when it is somebody else
    organisation: Line | None = None
    identity_number: Line | None = None
    address: Line
    phone: Line
    email: Line | None = None
    request: Line  # the name of the procedure
    procedure_code: Line
    papers: tuple[ReceiptPaper, ...]
    sets: int = Field(default=1, ge=1)
    time_limit: Line
    received_at: AwareDatetime
    due_at: AwareDatetime
    due_explanation: tuple[Line, ...] = ()
    return_by: Line
    fee_text: Line
    lookup_url: str = Field(min_length=1)  # what the QR carries: no personal data
    receiver_name: Line
    hotline: Line | None = None
    register_volume: Line | None = None  # only for a dossier first kept in the paper register
    register_number: Line | None = None
