"""Who may, tried over officers who hold roles at two agencies, and over requests sent again.

What must come of it stands in ``decisions``. Each is tried with a dossier that is received and
settled at home, with one of the other agency, and with one that is received at home and settled
by the other.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

import app
from chalicelib.people import audiences
from tests.house import decisions
from tests.house.decisions import OF_THE_PROVINCE, ROLES, Line, lines
from tests.support import officers
from tests.support.held import NONE, Held, Roles, at, grant
from tests.support.province import Answer, Province
from tests.support.refusals import assert_refused, without_writing
from tests.support.routes import (
    AWAY,
    EXAMPLES,
    HOME,
    ITS_OWN,
    PERSONAL,
    Desk,
    Example,
    Found,
    Side,
    at_counter,
    in_hands_of,
    parts,
    posted,
    refused_at_once,
    says,
    to_correct_by,
)

SIDES = {
    "home": Side("citizen-1", HOME, at_counter=True, consults=AWAY),
    "away": Side("citizen-1", AWAY, at_counter=True, consults=HOME),
    "between": Side("citizen-1", HOME, settled_by=AWAY, at_counter=True, consults=HOME),
}
BETWEEN = SIDES["between"]
MOVES = list(lines("POST", decisions.MOVES))
READINGS = list(lines("GET", decisions.READINGS))
LINES = [*READINGS, *MOVES]
SHARED = [line for line in LINES if line.stage != "in_own_hands"]
IN_OWN_HANDS = [line for line in LINES if line.stage == "in_own_hands"]
# It keeps no Idempotency-Key, and is of several dossiers.
HANDOVERS = "POST /desk/handovers"
OF_ONE_DOSSIER = [line for line in MOVES if line.roles and line.call != HANDOVERS]

# One role, or none, at each of the two agencies.
ONE_EACH = [NONE, *(frozenset({role}) for role in ROLES)]
PAIRS = [Held(home, away) for home, away in itertools.product(ONE_EACH, ONE_EACH)]
EVERY_ROLE = frozenset(ROLES)
ALL = Held(EVERY_ROLE, EVERY_ROLE)
# Of so many pairs that are let in one is tried.
FEW = 29

REQUESTS = {
    "counter": at_counter,
    "postal": lambda side: {**posted(side), "accept": False},
    "not-received": refused_at_once,
    "postal-accepted": lambda side: {**posted(side), "accept": True},
    "refused": says(decision="refused", reason="Không đủ điều kiện", number=ITS_OWN),
}

EACH_SIDE = pytest.mark.parametrize("side", SIDES.values(), ids=SIDES)


def name_of(line: Line) -> str:
    return f"{line.call} {line.stage} {line.request}".strip(" -")


def each(some: list[Line]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("line", some, ids=name_of)


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    """With every officer who is tried granted beforehand."""
    every = (held for line in SHARED for side in SIDES.values() for held in tried(line, side))
    for held in dict.fromkeys(every):
        grant(held)
    return Desk(province)


# ---- The table ----------------------------------------------------------------------------------


def test_every_call_that_moves_or_shows_a_dossier_or_officers_is_decided() -> None:
    open_or_not_here = {
        "GET /me",
        "POST /sign-out",
        "PUT /drafts/{draft}",
        "POST /drafts/{draft}/removal",
        "PUT /people/{subject}/grants",
    }
    # Changes of data are of no dossier: tests/administration tries who may.
    calls = {
        f"{route.method} {route.path}"
        for route in app.door.routes
        if route.audience and not route.path.startswith("/administration/")
    }

    assert {line.call for line in LINES} == calls - open_or_not_here


def test_every_role_of_an_officer_is_tried() -> None:
    assert set(ROLES) == audiences.OFFICER_ROLES


@pytest.mark.parametrize("call", sorted({line.call for line in SHARED}))
def test_every_pair_of_roles_at_two_agencies_is_tried_with_every_call(call: str) -> None:
    own = [line for line in SHARED if line.call == call]

    assert set(PAIRS) <= {
        held for line in own for side in SIDES.values() for held in tried(line, side)
    }


# ---- First requests -----------------------------------------------------------------------------


@EACH_SIDE
@each(SHARED)
def test_whoever_may_not_is_let_in_by_no_role_elsewhere(desk: Desk, line: Line, side: Side) -> None:
    found = ready(desk, line, side)
    kept_out = [held for held in tried(line, side) if not may(line, held, side)]

    answers = without_writing(
        lambda: {str(one): sent(desk, line, side, one.account, found) for one in kept_out}
    )

    assert {who: one.raw for who, one in answers.items() if one.status not in (403, 404)} == {}
    assert [who for who, one in answers.items() if is_personal(one)] == []


@EACH_SIDE
@each([line for line in SHARED if line.roles])
def test_whoever_may_is_kept_out_by_nothing_else_they_hold(
    desk: Desk, line: Line, side: Side
) -> None:
    let_in = [held for held in tried(line, side) if may(line, held, side)]

    answers = {str(one): moved(desk, line, side, one) for one in let_in}

    assert {who: one.raw for who, one in answers.items() if one.status not in (200, 201)} == {}


@pytest.mark.parametrize("roles", ONE_EACH, ids=lambda roles: min(roles, default="none"))
@each(IN_OWN_HANDS)
def test_what_somebody_has_in_hand_is_theirs_to_move_in_their_role_there_alone(
    desk: Desk, line: Line, roles: frozenset[str]
) -> None:
    account = f"has-it-in-hand-{min(roles, default='none')}"
    found = in_own_hands(desk, BETWEEN, account)
    held = at(BETWEEN.settler, roles, frozenset().union(*line.roles))
    grant(held, account)

    if may(line, held, BETWEEN):
        assert sent(desk, line, BETWEEN, account, found).status == 200
    else:
        answer = without_writing(lambda: sent(desk, line, BETWEEN, account, found))
        assert (answer.status, is_personal(answer)) == (403, False)


# ---- Own dossiers -------------------------------------------------------------------------------


@EACH_SIDE
@each([line for line in OF_ONE_DOSSIER if line in SHARED and line.call != "POST /desk/outages"])
def test_nobody_moves_their_own_dossier_whatever_they_hold(
    desk: Desk, line: Line, side: Side
) -> None:
    own = replace(side, number=officers.number_of(ALL.account))
    found = ready(desk, line, own)

    answer = without_writing(lambda: sent(desk, line, own, ALL.account, found))

    assert_refused(answer, 403, "own_dossier")
    assert not is_personal(answer)


@EACH_SIDE
def test_nobody_hands_over_their_own_dossier_with_all_of_who_leaves(desk: Desk, side: Side) -> None:
    own = replace(side, number=officers.number_of(ALL.account))
    leaving = grant(at(side.settler, {"processing"}), "leaves-with-yours")
    in_own_hands(desk, own, leaving)
    order = {"leaving": leaving, "to": side.team["other"]}

    answer = without_writing(lambda: desk.ask(ALL.account, "POST", "/desk/handovers", order))

    assert_refused(answer, 403, "own_dossier")


# ---- Requests sent again ------------------------------------------------------------------------


class First(NamedTuple):
    """A request that was made by a role, by whom, of which dossier, its body and its answer."""

    line: Line
    roles: Roles
    account: str
    found: Found
    order: dict[str, Any] | None
    answer: Answer

    def __str__(self) -> str:
        return f"{name_of(self.line)} {'+'.join(sorted(self.roles))}"


@pytest.fixture(scope="module")
def firsts(desk: Desk) -> list[First]:
    """Of each line, and of each role that may, a first request by an account of its own."""
    cases = [(line, roles) for line in OF_ONE_DOSSIER for roles in line.roles]
    senders = [
        grant(at(agencies_of(line, BETWEEN)[0], roles), f"sends-it-again-{number}")
        for number, (line, roles) in enumerate(cases)
    ]
    return [first_of(desk, *case, who) for case, who in zip(cases, senders, strict=True)]


# What an officer holds later: by the line, the roles they held, and the agency.
MAY_NO_MORE: dict[str, Callable[[Line, Roles, str], Held]] = {
    "moved to the other agency": lambda line, roles, agency: at(agency, (), roles),
    "given other roles there": lambda line, roles, agency: next(lacking(line, agency)),
    "revoked": lambda line, roles, agency: Held(),
}
MAY_STILL: dict[str, Callable[[Line, Roles, str], Held]] = {
    "given more roles": lambda line, roles, agency: ALL,
    "given it in the whole province": lambda line, roles, agency: Held(everywhere=roles),
    "in another role that may": lambda line, roles, agency: at(agency, line.roles[-1]),
}


@pytest.mark.parametrize("change", MAY_NO_MORE)
def test_a_request_sent_again_is_refused_to_whoever_may_no_longer_make_the_move(
    desk: Desk, firsts: list[First], change: str
) -> None:
    answers = without_writing_again(desk, firsts, MAY_NO_MORE[change])

    found = {str(first): one.raw for first, one in answers if one.status != 403 or is_personal(one)}
    assert found == {}


@pytest.mark.parametrize("change", MAY_STILL)
def test_a_request_sent_again_is_answered_as_before_to_whoever_may_still_make_the_move(
    desk: Desk, firsts: list[First], change: str
) -> None:
    answers = without_writing_again(desk, firsts, MAY_STILL[change])

    assert {str(first): one.raw for first, one in answers if one.raw != first.answer.raw} == {}


def test_what_was_accepted_is_not_answered_again_to_who_only_registers_now(desk: Desk) -> None:
    account = grant(at(HOME, {"reception"}), "brings-the-post-now")
    order = posted(BETWEEN)
    first = desk.ask(account, "POST", "/desk/dossiers", order, once="by post")
    assert first.body["status"]["code"] == 2

    grant(at(HOME, {"postal"}), account)
    answer = without_writing(
        lambda: desk.ask(account, "POST", "/desk/dossiers", order, once="by post")
    )

    assert_refused(answer, 403, "post_registers")


@pytest.mark.parametrize("move", ["supplement", "withdrawal"])
def test_a_request_sent_again_is_answered_to_its_applicant_alone(desk: Desk, move: str) -> None:
    side = Side("citizen-1", HOME)
    how = EXAMPLES[f"POST /dossiers/{{code}}/{move}"]
    assert how.stage
    assert how.order
    path = f"/dossiers/{desk.dossier(how.stage, side)['code']}/{move}"
    desk.moved_on(how.stage, side)
    order = how.order(side)
    first = desk.ask("citizen-1", "POST", path, order, once="applicant")

    other = officers.number_of("somebody else")
    token = desk.province.provider.token("citizen-1", SoDinhDanh=other)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "applicant"}
    theirs = without_writing(lambda: desk.province.ask("POST", path, order=order, headers=headers))
    own = without_writing(lambda: desk.ask("citizen-1", "POST", path, order, once="applicant"))

    assert (theirs.status, is_personal(theirs)) == (404, False)
    assert (own.status, own.body) == (200, first.body)


# ---- What is decided ----------------------------------------------------------------------------


def may(line: Line, held: Held, side: Side) -> bool:
    """What the table says: whether one of the roles is held at one of the agencies."""
    not_held = OF_THE_PROVINCE - held.everywhere
    return any(
        roles <= held.at(agency) - not_held
        for agency in agencies_of(line, side)
        for roles in line.roles
    )


def agencies_of(line: Line, side: Side) -> list[str]:
    meant = {
        "receiving": side.agency,
        "named": side.agency,
        "settling": side.settler,
        "consulted": side.consults,
    }
    return [meant[place] for place in line.places]


# ---- Who is tried -------------------------------------------------------------------------------


@functools.cache
def tried(line: Line, side: Side) -> list[Held]:
    """Those who are tried with a line and this dossier.

    Every pair of roles is tried with every call: with one of the dossiers where it is kept out,
    or of all if there is none. Where a call has several lines, those that make no difference
    are tried with the first. Of those who may, each line tries a few more.
    """
    turn = LINES.index(line)
    place = list(SIDES.values()).index(side)
    agency = agencies_of(line, side)[-1]
    return [
        *(one for number, one in enumerate(PAIRS, turn) if _is_chosen(line, one, side, number)),
        *lacking(line, agency),
        *(Held(everywhere=frozenset({role})) for role in ROLES[(turn + place) % 3 :: 3]),
        *([ALL] if (turn + place) % 3 == 0 else []),
    ]


def _is_chosen(line: Line, held: Held, side: Side, number: int) -> bool:
    if may(line, held, side) and number % FEW == 0:
        return True
    kept_out = [one for one in SIDES.values() if not may(line, held, one)]
    of_all = kept_out or list(SIDES.values())
    return of_all[number % len(of_all)] == side and (_is_told_apart(line, held) or _is_first(line))


def _is_told_apart(line: Line, held: Held) -> bool:
    """Whether what they hold would let them in at one agency or the other."""
    return any(roles <= held.home | held.away for roles in line.roles)


def _is_first(line: Line) -> bool:
    return line == next(one for one in LINES if one.call == line.call)


def lacking(line: Line, agency: str) -> Iterator[Held]:
    """Whoever holds every role at both agencies, but at this one not those that would let in."""
    for lacked in itertools.product(*map(sorted, line.roles)):
        yield at(agency, EVERY_ROLE - set(lacked), EVERY_ROLE)


# ---- How it is tried ----------------------------------------------------------------------------


def ready(desk: Desk, line: Line, side: Side) -> Found:
    """A dossier that is kept until somebody moves it; none for a line that finds none."""
    return desk.dossier(line.stage, side) if line.stage != "-" else {}


def ready_for(desk: Desk, line: Line, side: Side, who: str) -> Found:
    """The same, for a move that needs its maker named before."""
    if line.call.endswith("/correction"):
        return to_correct_by(desk, side, who)
    if line in IN_OWN_HANDS:
        return in_own_hands(desk, side, who)
    return ready(desk, line, side)


def in_own_hands(desk: Desk, side: Side, who: str) -> Found:
    grant(at(side.settler, {"processing"}), who)
    return in_hands_of(desk, side, who)


def moved(desk: Desk, line: Line, side: Side, held: Held) -> Answer:
    found = ready_for(desk, line, side, held.account)
    answer = sent(desk, line, side, held.account, found)
    if line.call.startswith("POST"):
        moved_on(desk, line, side)
    return answer


def moved_on(desk: Desk, line: Line, side: Side) -> None:
    # Whoever leaves may have dossiers of several sides in hand.
    for one in SIDES.values() if line.call == HANDOVERS else [side]:
        desk.moved_on(line.stage, one)


def sent(desk: Desk, line: Line, side: Side, who: str, found: Found) -> Answer:
    return sent_as(desk, line, side, who, found, order_of(line, side, found))


def order_of(line: Line, side: Side, found: Found) -> dict[str, Any] | None:
    how = EXAMPLES.get(line.call, Example())
    if how.naming:
        return how.naming(found)
    order = REQUESTS.get(line.request, how.order)
    return order(side) if order else None


def sent_as(
    desk: Desk,
    line: Line,
    side: Side,
    who: str,
    found: Found,
    order: dict[str, Any] | None,
    once: str = "",
) -> Answer:
    method, path = line.call.split()
    how = EXAMPLES.get(line.call, Example())
    return desk.ask(
        who,
        method,
        quote(path.format_map(parts(found, side))),
        order,
        once,
        **(how.query(side) if how.query else {}),
    )


def first_of(desk: Desk, line: Line, roles: Roles, account: str) -> First:
    found = ready_for(desk, line, BETWEEN, account)
    grant(at(agencies_of(line, BETWEEN)[0], roles), account)
    order = order_of(line, BETWEEN, found)
    answer = sent_as(desk, line, BETWEEN, account, found, order, "sent again")
    moved_on(desk, line, BETWEEN)
    assert answer.status in (200, 201), answer.raw
    return First(line, roles, account, found, order, answer)


def without_writing_again(
    desk: Desk, firsts: list[First], later: Callable[[Line, Roles, str], Held]
) -> list[tuple[First, Answer]]:
    """The answers to the same requests, sent again once their senders hold something else."""
    for one in firsts:
        (agency,) = agencies_of(one.line, BETWEEN)
        grant(later(one.line, one.roles, agency), one.account)
    return without_writing(
        lambda: [
            (one, sent_as(desk, one.line, BETWEEN, one.account, one.found, one.order, "sent again"))
            for one in firsts
        ]
    )


def is_personal(answer: Answer) -> bool:
    return any(one in answer.raw for one in PERSONAL)
