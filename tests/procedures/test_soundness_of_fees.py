"""A fee that an administrator drafts is held to what its procedure and its form know."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.procedures import soundness
from chalicelib.procedures.model import Fee, Version
from tools import packs

BIRTH = "1.001193"
WHEN = {"field": "birth_date", "title": "Trong hạn", "article": "Luật Hộ tịch Điều 15"}
LESS = {"channel": "online", "percent": 50, "text": "Nộp trực tuyến", "article": "Nghị quyết"}
GROUND = {"key": "poor", "text": "Người thuộc hộ nghèo"}


def version() -> Version:
    adopted = packs.adopted_procedures("an-giang")
    return next(one.versions[-1] for one in adopted if one.code == BIRTH)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"cases": ["lost"]}, "unknown_case"),
        (
            {"tiers": [{"above": 5, "amount": 1}, {"above": 2, "amount": 1}]},
            "tiers_out_of_order",
        ),
        ({"tiers": [{"above": 0, "amount": 1}]}, "tiers_out_of_order"),
        ({"tiers": [{"above": 2, "amount": -1}]}, "negative"),
        ({"most": -1}, "negative"),
        ({"quantity_from": {"field": "pages"}}, "unknown_field"),
        ({"when": {**WHEN, "field": "day", "days_at_most": 60}}, "unknown_field"),
        ({"when": WHEN}, "one_of_two_terms"),
        ({"when": {**WHEN, "days_at_most": 60, "days_more_than": 60}}, "one_of_two_terms"),
        ({"grounds": [GROUND, GROUND]}, "ground_twice"),
        ({"grounds": [{**GROUND, "percent": 100}]}, "percent_out_of_range"),
        ({"grounds": [{**GROUND, "percent": 50, "amount": 1}]}, "one_of_two_reliefs"),
        ({"amount": 5, "grounds": [{**GROUND, "amount": 5}]}, "amount_out_of_range"),
        ({"reductions": [{**LESS, "percent": 0}]}, "percent_out_of_range"),
        ({"reductions": [{**LESS, "article": " "}]}, "article_missing"),
    ],
)
def test_a_fee_that_cannot_be_is_a_problem(changed: dict[str, Any], code: str) -> None:
    before = version()
    first, *others = before.fees
    drafted = Fee.model_validate({**first.model_dump(), **changed})
    after = before.model_copy(update={"fees": (drafted, *others)})

    found = soundness.problems(after, {"online", "counter", "postal"}, 8)

    assert code in [one["code"] for one in found if one["pointer"].startswith("/fees/0")]
