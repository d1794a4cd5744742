"""Orders of payments: demands and what the counter took."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib.dossiers import examples
from chalicelib.dossiers.shapes import Charges, Key, MoveOrder, ReceiptNumber, Waived
from chalicelib.procedures.model import MOST

from . import wording


class FeeOrder(MoveOrder):
    """``checked``: the required papers, each seen and found right.

    ``charges`` are the fees to pay; every one not yet paid if none is named. How much of each is
    what the form says, unless it is counted here; a ``note`` says why that differs. A demand that
    is not paid yet ends when every fee of it is exempt.
    """

    checked: Annotated[tuple[Key, ...], Field(max_length=100)] = ()
    waived: Waived = ()
    charges: Charges = ()

    @classmethod
    def examples(cls) -> dict[str, Any]:
        """Of dossiers filed as the submissions ``with_fee`` are; each demands the same."""
        whole = examples.submission_with_fee()
        checked = examples.checked(whole)
        names = [name for name, _ in examples.fees()]
        named = [{"name": name, "quantity": 1} for name in names]
        shown = {"exempt": examples.ground(), "shown_by": wording.EXAMPLE_PROOF}
        exempt = [{"name": name, **shown} for name in names]
        return {
            "every_fee": examples.named(
                f"Every fee of procedure {whole['procedure']}", {"checked": checked}
            ),
            "named_fees": examples.named(
                "Fees by name, each with its quantity", {"checked": checked, "charges": named}
            ),
            "paper_waived": examples.named(
                "A paper that was left out need not be handed in",
                {"checked": checked[:-1], "waived": examples.waived(whole)},
            ),
            "exempt": examples.named(
                "Ends a demand that is not paid yet: every fee is exempt", {"charges": exempt}
            ),
        }


class PaymentOrder(MoveOrder):
    amount: int = Field(ge=1, le=MOST, description="Whole VND, exactly what was demanded")
    receipt: ReceiptNumber
    method: Literal["cash", "transfer"] = "cash"

    @classmethod
    def examples(cls) -> dict[str, Any]:
        """What the examples of ``FeeOrder`` demand."""
        procedure = examples.submission_with_fee()["procedure"]
        amount = sum(amount for _, amount in examples.fees())
        return {
            way: examples.named(
                f"What is demanded for procedure {procedure}, by {way}",
                {"amount": amount, "receipt": examples.receipt(), "method": way},
            )
            for way in ("cash", "transfer")
        }
