"""Orders of payments: demands and what the counter took."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from chalicelib.dossiers import examples
from chalicelib.dossiers.shapes import Given, Key, Line200, MoveOrder, Note, Waived

from . import wording


class ChargeGiven(Given):
    name: Line200
    quantity: int = Field(default=1, ge=1, le=10_000)
    exempt: Note = Field(
        default="", max_length=500, description="Why it is not taken; the published exemption"
    )


class FeeOrder(MoveOrder):
    """``checked``: the required papers, each seen and found right.

    ``charges`` are the fees to pay; every one not yet paid, once, if none is named. A demand
    that is not paid yet ends when every fee of it is exempt.
    """

    checked: Annotated[tuple[Key, ...], Field(max_length=100)] = ()
    waived: Waived = ()
    charges: Annotated[tuple[ChargeGiven, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _names_each_once(self) -> FeeOrder:
        if len({one.name for one in self.charges}) < len(self.charges):
            raise ValueError(wording.FEE_TWICE)
        return self

    @classmethod
    def examples(cls) -> dict[str, Any]:
        """Of dossiers filed as the submissions ``with_fee`` are; each demands the same."""
        whole = examples.submission_with_fee()
        checked = examples.checked(whole)
        names = [name for name, _ in examples.fees()]
        named = [{"name": name, "quantity": 1} for name in names]
        exempt = [{"name": name, "exempt": wording.EXAMPLE_EXEMPT} for name in names]
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
    amount: int = Field(ge=1, description="Whole VND, exactly what was demanded")
    receipt: Line200 = Field(description="Number of the receipt given")
    method: Literal["cash", "transfer"] = "cash"

    @classmethod
    def examples(cls) -> dict[str, Any]:
        """What the examples of ``FeeOrder`` demand."""
        paid = {"amount": sum(amount for _, amount in examples.fees()), "receipt": "0000123"}
        return {
            way: examples.named(
                f"What the examples of a fee demand, by {way}", {**paid, "method": way}
            )
            for way in ("cash", "transfer")
        }
