"""A room's function by name: there when it is used, and not before."""

from __future__ import annotations

import pytest

from chalicelib.foundation.rooms import Reference, Room
from chalicelib.oversight import backstage
from tests.house.sources import in_a_new_process

DOSSIERS = Room("chalicelib.dossiers")


def test_to_name_a_function_imports_nothing() -> None:
    loaded = in_a_new_process("""
import json, sys
from chalicelib.rooms import dossiers
named = dossiers.entry.submit
print(json.dumps("chalicelib.dossiers" in sys.modules))
""")

    assert loaded is False


def test_a_function_that_is_called_is_found() -> None:
    assert DOSSIERS.codes.is_code("H01.51-260101-0001")


def test_a_function_is_found_whatever_it_is_called() -> None:
    """Also by a name that a tuple, a list or a string has a method for."""
    assert Room("chalicelib.oversight").backstage.count.function is backstage.count


def test_a_function_that_is_not_there_is_found_out_once_it_is_looked_for() -> None:
    named = DOSSIERS.entry.sumbit

    assert isinstance(named, Reference)
    with pytest.raises(AttributeError, match="sumbit"):
        _ = named.function


def test_a_module_that_is_not_there_is_found_out_once_it_is_looked_for() -> None:
    named = DOSSIERS.entrance.submit

    with pytest.raises(ImportError, match="entrance"):
        _ = named.function
