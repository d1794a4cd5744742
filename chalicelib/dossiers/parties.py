"""Người có tên trong hồ sơ: everybody whom a dossier names by a personal number. No I/O.

Whoever asks is one of several: of a birth both parents are named, of a marriage both spouses. None
of them settles it as an officer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people import identifiers

from .applicants import Applicant
from .model import Content


def of(content: Content) -> list[str]:
    """The keys of everybody named in what was handed in, and of who came with it."""
    brought = [content.bearer] if content.bearer else []
    who = [*brought, *(came.who for came in content.came)]
    keys = [people.key_of(*one.identity) for one in who if one.identity[1]]
    return [*keys, *named(content.applicant, content.form)]


def named(applicant: Applicant, form: dict[str, Any]) -> list[str]:
    """The keys of whom the applicant's data and the form name by number."""
    parent = applicant.birth.parent_number if applicant.birth else ""
    numbers = dict.fromkeys([*_numbers(parent), *_numbers(form)])
    return [people.key_of(roles.CITIZEN, number) for number in numbers]


def _numbers(part: Any) -> Iterator[str]:
    """Whatever reads as a personal number, whichever field it is in: who is meant by it may not
    settle the dossier, under whatever name the form has the field."""
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _numbers(one)
    elif isinstance(part, str):
        try:
            yield identifiers.identity_number(part)
        except ValueError:
            return
