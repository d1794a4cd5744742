"""Who may make each move, and who may read what: from the regulations and docs/desk.md.

Written apart from the code, which must come to the same. A line is a path of the API (``…`` is
``/desk/dossiers/{code}``), the stage of the dossier that is meant, the agency where a role
counts, the roles that may, and the article (NĐ 61 is NĐ 61/2018).

- The stages are those of ``tests/support/routes.py``; ``-`` is no dossier. After a slash stands
  which of several requests is sent. ``in_hands`` was given to another officer, ``in_own_hands``
  to whoever sends the request.
- ``receiving``, ``settling`` and ``consulted`` are agencies of the dossier, ``named`` is the one
  that the request names. Several: at any of them.
- Of several roles each one will do. ``processing+head`` is who holds both, ``nobody`` no officer.
  ``desk`` are the four roles that work on dossiers.

A role counts where it is held: at one agency, or in the whole province. Whoever may by a role
at the right agency may whatever else they hold; whoever may not is let in by no role elsewhere.
Nobody makes a move of their own dossier.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

ROLES = (
    "reception",
    "processing",
    "head",
    "finance",
    "postal",
    "agency_admin",
    "content_admin",
    "province_admin",
    "partner",
)
# Held in the whole province, or not at all (S2 Điều 20).
OF_THE_PROVINCE = frozenset({"content_admin", "province_admin"})
DESK = ("reception", "processing", "head", "finance")
# Each path of a move within an agency.
EACH = "/desk/dossiers/{code}"

MOVES = """
/dossiers                    | -                 | named     | nobody | NĐ 61 Điều 16.1
/desk/dossiers               | -/counter         | named     | reception | NĐ 61 Điều 17.1
/desk/dossiers               | -/postal          | named     | reception, postal | QĐ 45/2016 Điều 7
/desk/dossiers               | -/postal-accepted | named     | reception | NĐ 61 Điều 17.1
/desk/dossiers               | -/not-received    | named     | reception | NĐ 61 Điều 17.1b
…/acceptance                 | exempt            | receiving | reception | NĐ 61 Điều 17
…/forwarding                 | accepted          | receiving | reception | NĐ 61 Điều 18
/desk/forwardings            | accepted          | receiving | reception | NĐ 61 Điều 18
…/refusal                    | filed             | receiving | reception | NĐ 61 Điều 17.1b
…/supplement-request         | filed             | receiving | reception | NĐ 61 Điều 17.2a
…/supplement-request         | in_process        | settling  | processing | NĐ 61 Điều 19.4
…/supplement-request         | in_hands          | settling  | processing+head | S2 Điều 8.2
/dossiers/{code}/supplement  | incomplete        | receiving | reception | NĐ 45/2020 Điều 12
…/fee                        | filed             | receiving | reception | CV 442/UBND-TH 1b
…/fee                        | in_process        | settling  | processing | CV 442/UBND-TH 1b
…/fee                        | in_hands          | settling  | processing+head | S2 Điều 8.2
…/fee                        | signed            | receiving | reception, finance | NĐ 61 Điều 22
…/payment                    | to_pay            | receiving | reception, finance | NĐ 61 Điều 22
…/payment                    | to_pay_in_process | receiving | reception, finance | NĐ 61 Điều 22
…/assignment                 | accepted          | settling  | head | NĐ 61 Điều 19
…/handover                   | in_hands          | settling  | head | S2 Điều 8.2
…/handover                   | in_own_hands      | settling  | processing, head | S2 Điều 8.2, 32.8
/desk/handovers              | left              | settling  | \
                               head, agency_admin, province_admin | S2 Điều 8.2
…/step                       | accepted          | settling  | processing | S1 Điều 9
…/step                       | in_hands          | settling  | processing+head | S2 Điều 8.2
…/step                       | in_own_hands      | settling  | processing | S1 Điều 9
…/step-return                | further_on        | settling  | processing, head | S1 Điều 9
…/step-return                | in_hands          | settling  | head | S2 Điều 8.2
…/opinions                   | accepted          | settling  | processing, head | NĐ 61 Điều 19.5
…/opinions                   | in_hands          | settling  | head | S2 Điều 8.2
…/opinions/{id}/answer       | awaiting          | consulted | \
                               processing, head | NĐ 61 Điều 19.5–19.7
…/opinions/{id}/cancellation | awaiting          | settling  | processing, head | NĐ 61 Điều 19.5
…/opinions/{id}/cancellation | awaiting_in_hands | settling  | head | S2 Điều 8.2
…/extension                  | accepted          | settling  | head | NĐ 61 Điều 19.9
…/longer-limit               | accepted          | settling  | processing, head | \
                               Luật Hộ tịch Điều 25.2
…/longer-limit               | in_hands          | settling  | head | S2 Điều 8.2
…/verification               | accepted          | settling  | processing, head | NĐ 61 Điều 19.3b
…/verification               | in_hands          | settling  | head | S2 Điều 8.2
…/explanation                | late              | settling  | processing, head | CV 442/UBND-TH 1c
…/explanation                | late_in_hands     | settling  | head | S2 Điều 8.2
…/apology                    | explained         | settling  | head | NĐ 61 Điều 19.9
…/result-correction          | returned          | settling  | head | NĐ 61 Điều 21
…/refusal-withdrawal         | refused           | settling  | head | NĐ 61 Điều 21
…/loss                       | accepted          | settling  | head | NĐ 61 Điều 21
…/stop                       | in_process        | settling  | head | TT 03/2025 Phụ lục I
…/result                     | to_sign           | settling  | head | NĐ 61 Điều 19
…/result                     | to_sign/refused   | settling  | head | NĐ 61 Điều 19.8
…/return                     | resolved          | receiving | reception | NĐ 61 Điều 20
…/return                     | corrected         | receiving | reception | NĐ 61 Điều 21
…/return                     | stopped           | receiving | reception | NĐ 61 Điều 19.8
…/return                     | withdrawn         | receiving | reception | NĐ 61 Điều 20
…/return                     | not_received      | receiving | reception | NĐ 61 Điều 17.1b
/dossiers/{code}/amendment   | filed             | receiving | reception | NĐ 45/2020 Điều 12
/dossiers/{code}/withdrawal  | filed             | receiving | reception | NĐ 61
/dossiers/{code}/withdrawal  | filed_online      | receiving | nobody | NĐ 61 Điều 16
…/correction                 | to_correct        | receiving | reception | –
…/approvals                  | filed             | settling  | head | –
…/approvals/withdrawal       | to_correct        | settling  | head | –
/desk/outages                | -                 | named     | \
                               reception, head, agency_admin | S2 Điều 21.4
"""

READINGS = """
/dossiers                            | -          | named | nobody | NĐ 61 Điều 16
/drafts                              | -          | named | nobody | S1 Điều 5.6
/me/data                             | -          | named | nobody | S1 Điều 5.6
/dossiers/{code}                     | filed      | receiving, settling | desk | S1 Điều 9
/dossiers/{code}                     | awaiting   | receiving, settling, consulted | \
                                       desk | NĐ 61 Điều 19.5
/dossiers/{code}/receipt             | accepted   | receiving, settling | desk | TT 01/2018 Điều 9
/dossiers/{code}/form                | filed      | receiving, settling | desk | NĐ 61/2018 Điều 6
/dossiers/{code}/forms/{version}     | incomplete | receiving, settling | desk | TT 01/2018 Điều 9
/dossiers/{code}/timeline/verification | filed      | receiving, settling | desk | S1 Điều 9
/dossiers/{code}/readings            | awaiting   | receiving, settling | agency_admin | –
/desk/dossiers                       | -          | named | desk | S1 Điều 32
/desk/standing                       | -          | named | desk | S1 Điều 32
/desk/dossiers/{code}/control-sheet  | accepted   | receiving, settling | desk | TT 01/2018 Điều 9
/desk/registers/{agency}             | -          | named | reception, head | TT 01/2018 Điều 9
/desk/outages                        | -          | named | \
                                       reception, head, agency_admin | S2 Điều 21.4
/desk/outages/{agency}/{day}/{first}/sheet | block      | named | \
                                       reception, head, agency_admin | S2 Điều 21.4
/people                              | -          | named | \
                              desk, agency_admin, content_admin, province_admin | S2 Điều 20
/people/{subject}/grants             | -          | settling | \
                                       agency_admin, province_admin | S2 Điều 20
"""


class Line(NamedTuple):
    """A line of the table; ``roles`` are alternatives, each a set of roles to be held together."""

    call: str
    stage: str
    request: str
    places: tuple[str, ...]
    roles: tuple[frozenset[str], ...]
    article: str


def lines(method: str, table: str) -> Iterator[Line]:
    for line in table.strip().splitlines():
        path, found, places, roles, article = (cell.strip() for cell in line.split("|"))
        stage, _, request = found.partition("/")
        yield Line(
            f"{method} {path}".replace("…", EACH),
            stage,
            request,
            tuple(places.split(", ")),
            tuple(_alternatives(roles)),
            article,
        )


def _alternatives(roles: str) -> Iterator[frozenset[str]]:
    for one in roles.split(", "):
        if one == "desk":
            yield from (frozenset({role}) for role in DESK)
        elif one != "nobody":
            yield frozenset(one.split("+"))
