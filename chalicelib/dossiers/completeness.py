"""Đủ thành phần: whether every required paper of a case is there, or need not be handed in."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.procedures.model import Case

from . import wording
from .applicants import EIdentity
from .model import Defect, HandedPaper


def must_be_complete(
    case: Case, handed_in: Iterable[HandedPaper], waived: tuple[Defect, ...]
) -> None:
    """Refuses while a required paper is neither handed in nor waived (NĐ 61/2018 Điều 17
    khoản 1)."""
    codes = [one.about for one in waived]
    unknown = set(codes) - _required(case).union(*case.choices)
    if unknown:
        raise Invalid("unknown_paper", wording.NOT_REQUIRED.format(paper=min(unknown)))
    must_be_named_once(codes)
    handed = {paper.code for paper in handed_in}
    both = handed & set(codes)
    if both:
        raise Invalid("waived_though_there", wording.WAIVED_THOUGH_THERE.format(paper=min(both)))
    missing = _left(case, handed, waived)
    if missing:
        refusal = wording.PAPERS_MISSING.format(papers=case.in_words(missing))
        raise Conflict("papers_missing", refusal, missing=sorted(missing))
    for choice in case.choices:
        if not choice & (handed | set(codes)):
            refusal = wording.ONE_PAPER_MISSING.format(papers=case.in_words(choice))
            raise Conflict("papers_missing", refusal, one_of=sorted(choice))


def must_be_examined(case: Case, checked: Iterable[str], waived: tuple[Defect, ...]) -> None:
    """Refuses while a required paper is neither checked nor waived."""
    left = _left(case, _known(case, checked), waived)
    if left:
        refusal = wording.NOT_EXAMINED.format(papers=case.in_words(left))
        raise Conflict("not_examined", refusal, unchecked=sorted(left))


def is_examined(
    case: Case,
    handed_in: Iterable[HandedPaper],
    checked: Iterable[str],
    waived: tuple[Defect, ...],
) -> bool:
    """Whether every required paper was handed in and checked, or waived; refuses an unknown one."""
    seen = _known(case, checked) & {paper.code for paper in handed_in}
    return not _left(case, seen, waived)


def must_have_seen(waived: Iterable[Defect], *checked: EIdentity | None) -> None:
    """Refuses a paper that an electronic identity stands for, where none was checked (NĐ 69/2024
    Điều 40 khoản 8)."""
    if any(one.shown_by for one in waived) and not any(
        one is not None and one.state == "checked" for one in checked
    ):
        raise Invalid("e_identity_not_checked", wording.WAIVED_UNSEEN)


def must_be_named_once(codes: list[str]) -> None:
    for at, one in enumerate(codes):
        if one in codes[:at]:
            raise Invalid("defect_named_twice", wording.DEFECT_TWICE.format(about=one))


def _known(case: Case, checked: Iterable[str]) -> set[str]:
    seen = set(checked)
    unknown = seen - {paper.code for paper in case.papers}
    if unknown:
        raise Invalid("unknown_paper", wording.UNKNOWN_CHECKED.format(paper=min(unknown)))
    return seen


def _left(case: Case, there: set[str], waived: Iterable[Defect]) -> set[str]:
    return _required(case) - there - {one.about for one in waived}


def _required(case: Case) -> set[str]:
    return {paper.code for paper in case.papers if paper.required}
