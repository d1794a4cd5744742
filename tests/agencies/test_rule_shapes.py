"""Each rule has one declared shape, which the packs keep as drafts must."""

from __future__ import annotations

from typing import get_args

import pytest

from chalicelib.agencies import rule_shapes
from chalicelib.dossiers.lookup import LookupView
from tools import packs


@pytest.mark.parametrize("pack", packs.provinces())
def test_every_rule_of_a_pack_has_its_shape(pack: str) -> None:
    for rules in packs.rule_sets(pack):
        values = {name: rule["value"] for name, rule in rules.rules.items()}

        assert values.keys() == rule_shapes.RuleValues.model_fields.keys()
        assert list(rule_shapes.faults(values)) == []


def test_a_look_up_can_show_each_member_that_a_rule_may_list() -> None:
    shown = LookupView.__annotations__.keys() - {"promised_at"}

    assert set(get_args(rule_shapes.LookupField)) == shown
