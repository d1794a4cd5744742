"""Orders of payments: demands and what the counter took."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

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
    def example(cls) -> dict[str, Any]:
        return {"checked": [paper["code"] for paper in examples.submission()["papers"]]}


class PaymentOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"amount": 8000, "receipt": "0000123", "method": "cash"}]}
    )

    amount: int = Field(ge=1, description="Whole VND, exactly what was demanded")
    receipt: Line200 = Field(description="Number of the receipt given")
    method: Literal["cash", "transfer"] = "cash"
