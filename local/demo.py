"""``make demo``: fills the running province with a believable week, so that every list, count and
chart has something to show.

Made-up people bring dossiers to three agencies, and officers move them on as days go by: through
the house's own actions, with a clock that is told the time. The same seed tells the same week.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .state import PROVINCE, RUNNING

if TYPE_CHECKING:
    from chalicelib.dossiers.model import Dossier
    from chalicelib.dossiers.turn import Request
    from chalicelib.people.model import Person

DOSSIERS = 400
SEED = 20
TRIES = 12
MARK = "demo.json"

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Phan",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Châu",
    "Kim",
    "Thạch",
    "Danh",
]
# Old and long names as they are found in the Mekong delta.
WOMEN = [
    "Thị Bé Ba",
    "Thị Cẩm Tú",
    "Ngọc Ánh",
    "Thị Kim Ngân",
    "Thị Mỹ Duyên",
    "Thị Út",
    "Thị Hồng Gấm",
    "Thanh Trúc",
    "Thị Bích Liên",
    "Thị Thu Thảo",
    "Huỳnh Như",
    "Thị Sà Rây",
    "Thị Mỹ Lệ",
    "Thị Phương Uyên",
]
MEN = [
    "Văn Tám",
    "Hữu Nghĩa",
    "Minh Khôi",
    "Văn Lượm",
    "Quốc Thái",
    "Thanh Tùng",
    "Hoàng Phúc",
    "Văn Út Em",
    "Chí Hiếu",
    "Công Danh",
    "Sóc Kha",
    "Tấn Lộc",
    "Đình Bảo",
    "Văn Bé Năm",
]
STREETS = ["Nguyễn Huệ", "Trần Hưng Đạo", "Lý Thái Tổ", "Tôn Đức Thắng", "Hùng Vương", "Lê Lợi"]
REASONS = (
    "Chờ kết quả xác minh của cơ quan khác nên chưa kịp ký.",
    "Hồ sơ nhiều thửa, phải đối chiếu bản đồ địa chính nhiều lần.",
    "Cán bộ thụ lý nghỉ ốm, việc bàn giao chậm một ngày.",
)


@dataclass(frozen=True)
class Place:
    """Where dossiers are brought and settled, who works there, and its share of all."""

    receives: str
    settles: str
    reception: str
    workers: tuple[str, ...]
    head: str
    asks: str
    share: int


PLACES = (
    Place("{}.51", "{}.51", "reception-1", ("officer-1", "officer-2"), "head-1", "{}.52", 11),
    Place("{}.52", "{}.52", "reception-2", ("officer-3",), "head-2", "{}.51", 6),
    Place("{}.20", "{}.13", "centre-1", ("builder-1",), "builder-head-1", "{}.51", 3),
)


class NotYet(Exception):
    """What comes next in a story lies in the future."""


@dataclass
class Filler:
    """Tells one story after another, up to the present moment."""

    now: dt.datetime
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # nosec B311 # a story
    statuses: Counter[int] = field(default_factory=Counter)
    numbers: int = 0
    unfit: set[tuple[str, str, str]] = field(default_factory=set)

    def fill(self, count: int) -> int:
        """Tells so many stories; how many dossiers came of them."""
        names = [story.__name__ for story, share in STORIES for _ in range(share)]
        stories = {story.__name__: story for story, _ in STORIES}
        places = [place for place in PLACES for _ in range(place.share)]
        for number in range(count):
            name = names[number * 7 % len(names)]
            self._tell(name, stories[name], places[number * 3 % len(places)])
        return sum(self.statuses.values())

    def _tell(self, name: str, story: Callable[[Walk], None], place: Place) -> None:
        from chalicelib.dossiers import store
        from chalicelib.foundation.errors import Refusal

        for _ in range(TRIES):
            walk = Walk(self, place, name)
            try:
                story(walk)
            except NotYet:
                pass
            except Refusal:
                # A procedure that cannot come in this way is not tried here again.
                self.unfit |= set() if walk.code else {(place.settles, name, walk.procedure)}
            if walk.code:
                self.statuses[int(store.load(walk.code).dossier.status)] += 1
                return

    def number(self) -> int:
        """Of a result or a receipt: each is given once."""
        self.numbers += 1
        return self.numbers


class Walk:
    """One dossier on its way, with the moment that it has come to."""

    def __init__(self, filler: Filler, place: Place, story: str) -> None:
        from chalicelib.agencies import actions as agencies
        from chalicelib.people import actions as people

        self.filler, self.place, self.chance = filler, place, filler.chance
        here = agencies.province()["identifier"]
        self.receives, self.settles, self.asks = (
            one.format(here) for one in (place.receives, place.settles, place.asks)
        )
        self.reception = people.officer(place.reception)
        self.worker = people.officer(self.chance.choice(place.workers))
        self.head = people.officer(place.head)
        self.story, self.code, self.procedure = story, "", ""
        self.at = filler.now
        self.who: Person | None = None

    # How it comes in.

    def began(self, days: int, least: int = 0) -> None:
        """It is brought in the last so many days, in office hours."""
        today = self.filler.now.astimezone(_zone())
        day = today - dt.timedelta(days=self.chance.randint(least, days))
        self.at = _in_office(day.replace(hour=7, minute=self.chance.randrange(60)))
        self.later(self.chance.randrange(0, 400), or_else=least == 0)

    def later(self, minutes: int, or_else: bool = False) -> None:
        """Some working time goes by; what would be in the future has not happened yet."""
        then = self.at
        while minutes > 0:
            step = min(minutes, 30)
            then, minutes = _in_office(then + dt.timedelta(minutes=step)), minutes - step
        if then > self.filler.now and not or_else:
            raise NotYet
        if then > self.filler.now:
            then = self.filler.now - dt.timedelta(minutes=self.chance.randrange(3, 90))
        self.at = then

    def days(self, count: float) -> None:
        self.later(int(count * 420))

    def online(self) -> None:
        """Somebody files it themselves."""
        from chalicelib.reception import actions as reception
        from chalicelib.reception import filing

        applicant, self.who = self._applicant()
        whole = filing.Online(
            **self._handed_in(applicant, "online"), channel="online", settled_by=self.elsewhere
        )
        self.code = reception.submit(whole, self.who, now=self._now).dossier.code

    def counter(self) -> None:
        """Somebody comes, and it is accepted as it is brought."""
        from chalicelib.dossiers.applicants import EIdentity
        from chalicelib.reception import actions as reception
        from chalicelib.reception import filing

        applicant, self.who = self._applicant()
        whole = filing.Accepted(
            **self._handed_in(applicant, "counter"),
            channel="counter",
            settled_by=self.elsewhere,
            e_identity=EIdentity(state="checked", how="Đọc mã QR trên VNeID"),
        )
        self.code = reception.receive(whole, self.reception, now=self._now).dossier.code

    @property
    def elsewhere(self) -> str | None:
        """Who settles it, said only where the desk takes in for others."""
        return self.settles if self.settles != self.receives else None

    def _handed_in(self, applicant: dict[str, Any], channel: str) -> dict[str, Any]:
        from chalicelib.dossiers import examples
        from chalicelib.foundation import clock
        from chalicelib.procedures import actions as procedures
        from chalicelib.reception.orders import SubmissionOrder

        unfit = self.filler.unfit
        offered = [
            code
            for code in _procedures(self.settles)
            if (self.place.settles, self.story, code) not in unfit
        ]
        self.procedure = self.chance.choice(offered)
        version = procedures.in_force(self.procedure, clock.local_day(self.at)).version
        case = self.chance.choice(version.cases)
        order = SubmissionOrder.model_validate(
            {
                "procedure": self.procedure,
                "agency": self.receives,
                "case": case.key,
                "applicant": applicant,
                "form": examples.form_of(version, case.key, applicant),
                "papers": [
                    {"code": one.code, "originals": max(one.originals, 1), "copies": one.copies}
                    for one in case.papers
                    if one.required
                ],
                "declared": channel == "online",
            }
        )
        return order.handed_in()

    def _applicant(self) -> tuple[dict[str, Any], Person]:
        from chalicelib.people import actions as people
        from chalicelib.people import audiences as roles
        from chalicelib.people import wire
        from chalicelib.people.model import Person as Whoever

        from .people import directory

        account = self.chance.choice(("citizen-1", "citizen-2", *[""] * 18))
        known = directory().get(account)
        if known:
            told = (known[wire.NAME], known[wire.IDENTITY_NUMBER], known[wire.PHONE])
            address = known[wire.ADDRESS]
        else:
            told, address = self._made_up()
        name, number, phone = told
        who = Whoever(
            subject=account or f"citizen-{number}",
            name=name,
            roles=frozenset({roles.CITIZEN}),
            key=people.key_of(roles.CITIZEN, number),
            claims={"number": number, "phone": phone},
            level=2,
            provider="vneid",
        )
        named = {"name": name, "identity_number": number, "phone": phone, "address": address}
        return {"kind": "citizen", **named}, who

    def _made_up(self) -> tuple[tuple[str, str, str], str]:
        chance = self.chance
        woman = chance.random() < 0.6
        name = f"{chance.choice(FAMILIES)} {chance.choice(WOMEN if woman else MEN)}"
        born = chance.randrange(45, 100)
        # Province, century and sex, year of birth, then what nobody has: beginning with nines.
        number = f"089{1 if woman else 0}{born:02}9{chance.randrange(10**5):05}"
        street = f"Số {chance.randrange(1, 300)} đường {chance.choice(STREETS)}"
        return (name, number, f"0912{chance.randrange(10**6):06}"), street

    # What is done with it.

    def accept(self) -> None:
        from chalicelib.reception import actions as reception

        self.later(self.chance.randrange(20, 200))
        if self.may("accept"):
            try:
                self._make(reception.accept, self.reception)
                return
            except _refusals():
                pass
        self.fee()
        self.pay()

    def fee(self) -> None:
        from chalicelib.payments import actions as payments

        self.later(self.chance.randrange(10, 60))
        self._make(payments.demand_fee, self.reception, list(self._papers), {})

    def pay(self) -> None:
        from chalicelib.payments import actions as payments

        self.later(self.chance.randrange(5, 300))
        owed = self.dossier.fee_due - self.dossier.fee_paid
        receipt = f"DM{self.filler.number():06}"
        self._make(payments.record_payment, self.reception, owed, receipt, "cash")

    def forward(self) -> None:
        from chalicelib.reception import actions as reception

        if self.may("forward"):
            self.later(self.chance.randrange(10, 60))
            self._make(reception.forward, self.reception)

    def assign(self) -> None:
        from chalicelib.processing import actions as processing

        self.forward()
        self.later(self.chance.randrange(20, 120))
        self._make(processing.assign, self.head, self.worker.subject)

    def steps(self, most: int = 9) -> None:
        """Up to so many steps of its process, each after a while."""
        from chalicelib.processing import actions as processing

        while most and self.may("complete_step"):
            self.later(self.chance.randrange(30, 260))
            self._make(processing.complete_step, self.worker)
            most -= 1

    def ask(self) -> None:
        from chalicelib.processing import actions as processing

        self.later(60)
        question = "Đề nghị cho ý kiến về nguồn gốc và tình trạng tranh chấp, nếu có."
        self._make(processing.request_opinions, self.worker, [(self.asks, 3)], question)

    def resolve(self) -> None:
        from chalicelib.processing import actions as processing

        self.later(self.chance.randrange(30, 200))
        self._make(processing.resolve, self.head, f"{self.filler.number()}/KQ-ĐM")

    def give_back(self) -> None:
        from chalicelib.processing import actions as processing

        self.later(self.chance.randrange(60, 500))
        if self.may("demand_fee"):
            try:
                self.fee()
                self.pay()
            except _refusals():
                pass
        self._make(processing.give_back, self.reception, None)

    def move(self, what: str, by: Person, *given: Any) -> None:
        from chalicelib.processing import actions as processing
        from chalicelib.reception import actions as reception

        self.later(self.chance.randrange(20, 120))
        self._make(getattr(reception, what, None) or getattr(processing, what), by, *given)

    def _make(self, action: Callable[..., Any], by: Person, *given: Any) -> None:
        from chalicelib.dossiers.turn import Request as Asked

        request: Request = Asked()
        action(self.code, by, request, *given, now=self._now)

    def may(self, move: str) -> bool:
        from chalicelib.dossiers.moves import Move

        return self.dossier.allows(Move(move))

    @property
    def dossier(self) -> Dossier:
        from chalicelib.dossiers import store

        return store.load(self.code).dossier

    @property
    def _papers(self) -> Iterator[str]:
        from chalicelib.dossiers import store

        return (one.code for one in store.load(self.code).papers)

    def _now(self) -> dt.datetime:
        return self.at


# ── The stories, each with its share ──────────────────────────────────────────────────


def just_filed(walk: Walk) -> None:
    walk.began(1)
    walk.online()


def incomplete(walk: Walk) -> None:
    from chalicelib.dossiers.model import Defect

    walk.began(6, 1)
    walk.online()
    paper = next(walk._papers)
    walk.move(
        "request_supplement",
        walk.reception,
        (Defect(about=paper, reason="Ảnh chụp mờ, không đọc được số và ngày cấp"),),
    )


def to_be_paid(walk: Walk) -> None:
    walk.began(4)
    walk.online()
    walk.fee()


def not_competent(walk: Walk) -> None:
    walk.began(9, 1)
    walk.online()
    walk.move("refuse_reception", walk.reception, "Nội dung đề nghị không thuộc thủ tục này")


def taken_back(walk: Walk) -> None:
    walk.began(9, 1)
    walk.online()
    assert walk.who
    walk.move("withdraw", walk.who, "Tôi đã tìm lại được giấy tờ cũ nên không cần nữa")


def accepted_today(walk: Walk) -> None:
    walk.began(1)
    walk.counter()


def at_work(walk: Walk) -> None:
    walk.began(4)
    walk.counter()
    walk.assign()
    walk.steps(walk.chance.randrange(0, 3))


def at_work_online(walk: Walk) -> None:
    walk.began(6, 1)
    walk.online()
    walk.accept()
    walk.assign()
    walk.steps(walk.chance.randrange(0, 3))


def asked_others(walk: Walk) -> None:
    walk.began(6, 1)
    walk.counter()
    walk.assign()
    walk.steps(1)
    walk.ask()


def to_be_signed(walk: Walk) -> None:
    walk.began(6, 1)
    walk.counter()
    walk.assign()
    walk.steps()


def stopped(walk: Walk) -> None:
    walk.began(14, 3)
    walk.counter()
    walk.assign()
    walk.steps(1)
    walk.move("stop", walk.head, "Có đơn tranh chấp đang được giải quyết", "Điều 19")


def late(walk: Walk) -> None:
    walk.began(34, 20)
    walk.counter()
    walk.assign()
    walk.steps(1)


def late_and_explained(walk: Walk) -> None:
    late(walk)
    walk.at = _in_office(walk.filler.now - dt.timedelta(days=walk.chance.randint(1, 4)))
    reason = walk.chance.choice(REASONS)
    walk._make(_processing("explain_lateness"), walk.worker, "other", reason)


def late_and_apologised(walk: Walk) -> None:
    late(walk)
    walk.at = _in_office(walk.filler.now - dt.timedelta(days=walk.chance.randint(1, 4)))
    walk._make(_processing("apologise"), walk.head, 3, walk.chance.choice(REASONS))


def refused(walk: Walk) -> None:
    walk.began(14, 4)
    walk.counter()
    walk.assign()
    walk.steps()
    number = f"{walk.filler.number()}/TB-ĐM"
    walk.move("refuse_to_resolve", walk.head, "Không đủ điều kiện theo quy định", number)


def ready(walk: Walk) -> None:
    walk.began(9, 2)
    walk.counter()
    walk.assign()
    walk.steps()
    walk.resolve()


def finished(walk: Walk) -> None:
    walk.began(14, 3)
    walk.counter()
    walk.assign()
    walk.steps()
    walk.resolve()
    walk.give_back()


def finished_online(walk: Walk) -> None:
    walk.began(14, 3)
    walk.online()
    walk.accept()
    walk.assign()
    walk.steps()
    walk.resolve()
    walk.give_back()


STORIES = (
    (just_filed, 5),
    (incomplete, 4),
    (to_be_paid, 4),
    (not_competent, 2),
    (taken_back, 2),
    (accepted_today, 4),
    (at_work, 6),
    (at_work_online, 4),
    (asked_others, 3),
    (to_be_signed, 3),
    (stopped, 2),
    (late, 3),
    (late_and_explained, 2),
    (late_and_apologised, 1),
    (refused, 2),
    (ready, 4),
    (finished, 6),
    (finished_online, 2),
)


def _processing(name: str) -> Callable[..., Any]:
    from chalicelib.processing import actions as processing

    found: Callable[..., Any] = getattr(processing, name)
    return found


@functools.cache
def _procedures(agency: str) -> list[str]:
    """Those that an agency settles, by their codes."""
    from chalicelib.foundation import clock
    from chalicelib.procedures import actions as procedures

    day = clock.local_day(clock.now())
    return sorted(one.code for one in procedures.find("", None, agency, day))


def _refusals() -> type[Exception]:
    from chalicelib.foundation.errors import Refusal

    return Refusal


def _zone() -> dt.timezone:
    from chalicelib.foundation import clock

    return clock.LOCAL


def _in_office(at: dt.datetime) -> dt.datetime:
    """That moment, or the next one at which a desk is open."""
    at = at.astimezone(_zone())
    if at.hour < 7 or (at.hour == 7 and at.minute < 30):
        at = at.replace(hour=7, minute=30)
    if at.hour in (11, 12):
        at = at.replace(hour=13, minute=0)
    if at.hour >= 17:
        at = (at + dt.timedelta(days=1)).replace(hour=7, minute=30)
    while at.weekday() >= 5:
        at = (at + dt.timedelta(days=1)).replace(hour=7, minute=30)
    return at


# ── In the running province ───────────────────────────────────────────────────────────


def main() -> None:
    from . import house
    from .bench import share_the_table

    given = os.environ.get("STATE")
    states = [Path(given)] if given else sorted(house.STATES.glob("*"))
    state = next((one for one in states if (one / RUNNING).exists()), None)
    if state is None:
        print("no province runs here; start one with make run.", file=sys.stderr)
        raise SystemExit(1)
    os.environ["PROVINCE"] = (state / PROVINCE).read_text().strip()
    if (state / MARK).exists():
        print(f"the week is there already ({state / MARK}); nothing was added")
        return
    share_the_table(state)
    from chalicelib.foundation import clock

    print("filling the province with a week; about a minute", flush=True)
    began = time.monotonic()
    filler = Filler(clock.now())
    count = filler.fill(int(os.environ.get("DOSSIERS") or DOSSIERS))
    (state / MARK).write_text(json.dumps({"dossiers": count}))
    print(f"{count} dossiers in {time.monotonic() - began:.0f} s, by status:")
    for status, found in sorted(filler.statuses.items()):
        print(f"  {status:2}  {_status(status):45}{found:>5}")


def _status(status: int) -> str:
    from chalicelib.dossiers import wording
    from chalicelib.dossiers.moves import Status

    return str(wording.STATUSES[Status(status)])


if __name__ == "__main__":
    main()
