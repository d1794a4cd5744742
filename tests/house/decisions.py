"""Who may make each move, and who may read what: from the regulations and docs/desk.md.

Written apart from the code, which must come to the same. A line is a call of the API (``…`` is
``/desk/dossiers/{code}``), the stage of the dossier it finds, the agency where a role counts, the
roles that may, and the article.

- The stages are those of ``tests/support/routes.py``; ``-`` is no dossier. After a slash stands
  which of several requests is sent. ``in_hands`` was given to another officer, ``in_own_hands``
  to whoever sends the request.
- ``receiving``, ``settling`` and ``consulted`` are agencies of the dossier, ``named`` is the one
  that the request names. Several: at any of them.
- Of several roles each one will do. ``processing+head`` is who holds both, ``nobody`` no officer.

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
# Of a call that finds one dossier.
EACH = "/desk/dossiers/{code}"

MOVES = """
POST /dossiers               | -                 | named     | nobody           | NĐ 61/2018 Điều 16.1
POST /desk/dossiers          | -/counter         | named     | reception        | NĐ 61/2018 Điều 17.1
POST /desk/dossiers          | -/postal          | named     | reception, postal | QĐ 45/2016 Điều 7
POST /desk/dossiers          | -/postal-accepted | named     | reception        | NĐ 61/2018 Điều 17.1
POST …/acceptance            | filed             | receiving | reception        | NĐ 61/2018 Điều 17
POST …/refusal               | filed             | receiving | reception        | NĐ 61/2018 Điều 17.1b
POST …/supplement-request    | filed             | receiving | reception        | NĐ 61/2018 Điều 17.2a
POST …/supplement-request    | in_process        | settling  | processing       | NĐ 61/2018 Điều 19.4
POST …/supplement-request    | in_hands          | settling  | processing+head  | S2 Điều 8.2
POST /dossiers/{code}/supplement | incomplete    | receiving | reception        | NĐ 45/2020 Điều 12
POST …/fee                   | filed             | receiving | reception        | CV 442/UBND-TH 1b
POST …/fee                   | in_process        | settling  | processing       | CV 442/UBND-TH 1b
POST …/fee                   | in_hands          | settling  | processing+head  | S2 Điều 8.2
POST …/payment               | to_pay            | receiving | reception, finance | NĐ 61/2018 Điều 22
POST …/payment               | to_pay_in_process | receiving | reception, finance | NĐ 61/2018 Điều 22
POST …/assignment            | accepted          | settling  | head             | NĐ 61/2018 Điều 19
POST …/handover              | in_hands          | settling  | head             | S2 Điều 8.2
POST …/handover              | in_own_hands      | settling  | processing, head | S2 Điều 8.2, 32.8
POST /desk/handovers         | left              | settling  | head, agency_admin, province_admin | S2 Điều 8.2
POST …/step                  | accepted          | settling  | processing       | S1 Điều 9
POST …/step                  | in_hands          | settling  | processing+head  | S2 Điều 8.2
POST …/step                  | in_own_hands      | settling  | processing       | S1 Điều 9
POST …/step-return           | further_on        | settling  | processing, head | S1 Điều 9
POST …/step-return           | in_hands          | settling  | head             | S2 Điều 8.2
POST …/opinions              | accepted          | settling  | processing, head | NĐ 61/2018 Điều 19.5
POST …/opinions              | in_hands          | settling  | head             | S2 Điều 8.2
POST …/opinions/{id}/answer  | awaiting          | consulted | processing, head | NĐ 61/2018 Điều 19.5–19.7
POST …/opinions/{id}/cancellation | awaiting     | settling  | processing, head | NĐ 61/2018 Điều 19.5
POST …/opinions/{id}/cancellation | awaiting_in_hands | settling | head         | S2 Điều 8.2
POST …/extension             | accepted          | settling  | head             | NĐ 61/2018 Điều 19.9
POST …/stop                  | in_process        | settling  | head             | TT 03/2025 Phụ lục I
POST …/result                | to_sign           | settling  | head             | NĐ 61/2018 Điều 19
POST …/result                | to_sign/refused   | settling  | head             | NĐ 61/2018 Điều 19.8
POST …/return                | resolved          | receiving | reception        | NĐ 61/2018 Điều 20
POST …/return                | stopped           | receiving | reception        | NĐ 61/2018 Điều 19.8
POST /dossiers/{code}/withdrawal | filed         | receiving | reception        | NĐ 61/2018
POST /dossiers/{code}/withdrawal | filed_online  | receiving | nobody           | NĐ 61/2018 Điều 16
POST …/correction            | to_correct        | receiving | reception        | –
POST …/approvals             | filed             | settling  | head             | –
POST …/approvals/withdrawal  | to_correct        | settling  | head             | –
POST /desk/outages           | -                 | named     | reception, head, agency_admin | S2 Điều 21.4
"""

DESK = "reception, processing, head, finance"
READINGS = f"""
GET /dossiers                         | -          | named | nobody | NĐ 61/2018 Điều 16
GET /dossiers/{{code}}                | filed      | receiving, settling | {DESK} | S1 Điều 9
GET /dossiers/{{code}}                | awaiting   | receiving, settling, consulted | {DESK} | NĐ 61/2018 Điều 19.5
GET /dossiers/{{code}}/receipt        | accepted   | receiving, settling | {DESK} | TT 01/2018 Điều 9
GET /dossiers/{{code}}/forms/{{version}} | incomplete | receiving, settling | {DESK} | TT 01/2018 Điều 9
GET /dossiers/{{code}}/timeline/verification | filed | receiving, settling | {DESK} | S1 Điều 9
GET /dossiers/{{code}}/readings       | awaiting   | receiving, settling | agency_admin | –
GET /desk/dossiers                    | -          | named | {DESK} | S1 Điều 32
GET /desk/standing                    | -          | named | {DESK} | S1 Điều 32
GET /desk/outages                     | -          | named | reception, head, agency_admin | S2 Điều 21.4
GET /desk/outages/{{agency}}/{{day}}/{{first}}/sheet | block | named | reception, head, agency_admin \
| S2 Điều 21.4
GET /people                           | -          | named | {DESK}, agency_admin, content_admin, \
province_admin | S2 Điều 20
GET /people/{{subject}}/grants        | -          | settling | agency_admin, province_admin | S2 Điều 20
"""


class Line(NamedTuple):
    """A line of the table; ``roles`` are alternatives, each a set of roles to be held together."""

    call: str
    stage: str
    request: str
    places: tuple[str, ...]
    roles: tuple[frozenset[str], ...]
    article: str


def lines(table: str) -> Iterator[Line]:
    for line in table.strip().splitlines():
        call, found, places, roles, article = (cell.strip() for cell in line.split("|"))
        stage, _, request = found.partition("/")
        yield Line(
            call.replace("…", EACH),
            stage,
            request,
            tuple(places.split(", ")),
            tuple(frozenset(one.split("+")) for one in roles.split(", ") if one != "nobody"),
            article,
        )
