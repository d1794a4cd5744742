"""Tests that leak personal data, for ``test_canary`` to see them fail; not collected."""

from __future__ import annotations

import logging

from tests.support.canary import ears


def test_says_a_name_of_the_province() -> None:
    logging.getLogger("chalicelib").warning('{"what": "Nguy\\u1ec5n Th\\u1ecb Hoa Mai"}')


def test_says_a_number_that_nobody_handed_in() -> None:
    logging.getLogger("chalicelib").warning("no such person: 089300004711")


def test_says_what_was_handed_in() -> None:
    ears.meet({"form": {"pet": {"name": "Rex the Dog"}}})
    logging.getLogger("botocore.endpoint").warning("sending %s", {"pet": "Rex the Dog"})


def test_says_it_in_an_error() -> None:
    ears.meet({"form": {"pet": {"name": "Rex the Dog"}}})
    try:
        raise ValueError("Rex the Dog is no citizen")
    except ValueError:
        logging.getLogger("mot-cua").exception("Caught exception")


def test_says_nothing() -> None:
    logging.getLogger("chalicelib").warning('{"what": "request", "code": "H01.51-260302-0001"}')
