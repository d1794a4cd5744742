"""A procedure and its versions: its papers, its time, its cost, its steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from chalicelib.agencies.deadlines import Unit
from chalicelib.agencies.model import AgencyKind, Level
from chalicelib.foundation.errors import Invalid
from chalicelib.foundation.frozen import Frozen

from . import tariff, wording

# The channel of the province's own site.
ONLINE = "online"
# How a result may be returned besides at the counter.
ELECTRONIC, BY_POST = "electronic", "postal"
# No amount of money (đồng) and no count is beyond it: what is more is typed wrongly.
MOST = 10**12


# The level-1 code of the ministry and that of the field in the national list.
Sector = Annotated[str, StringConstraints(pattern="^([A-Z][0-9]{2}-[A-Z]{2}[0-9]{2})?$")]


class Channel(Frozen):
    """Hình thức nộp (NĐ 61/2018 Điều 16): how dossiers come in.

    ``electronic``: whoever submits does so themselves and hands in no paper; ``carried``: a
    carrier hands it over, and the time of the hand-over counts (QĐ 45/2016/QĐ-TTg Điều 7).
    """

    key: str
    name: str
    electronic: bool = False
    carried: bool = False
    article: str = ""


class Field(Frozen):
    """Lĩnh vực; ``sector`` is its national code ``MX1X2-LV`` (TT 01/2018 Điều 20), empty where
    it is not known."""

    code: str
    name: str
    sector: Sector = ""
    verify: bool = False
    note: str = ""


class LifeEvent(Frozen):
    """Sự kiện trong đời: a birth, a marriage; by it people find what they then need."""

    code: str
    name: str
    verify: bool = False
    note: str = ""


class OnlineService(Frozen):
    """Dịch vụ công trực tuyến: full (toàn trình) or partial (một phần) with its reason.

    ``sign_in_level`` is the level of the sign-in that it needs, where not as the rules say for
    every procedure (NĐ 69/2024 Điều 40).
    """

    service: Literal["full", "partial", "none"]
    sign_in_level: int | None = None
    reason: str = ""
    article: str = ""
    verify: bool = False
    note: str = ""


class PublishingDecision(Frozen):
    """Quyết định công bố: the decision that publishes a procedure (NĐ 63/2010 Điều 15), or that
    puts it on a list; ``name`` is the procedure's name as published, where ours is shorter.

    ``number`` is empty while it is not known; ``date`` is the day it was signed.
    """

    number: str
    date: dt.date | None = None
    name: str = ""
    verify: bool = False
    note: str = ""


ListKind = Literal["online", "integrated", "boundary_free", "postal"]


class LegalBasis(Frozen):
    document: str
    article: str = ""


class Result(Frozen):
    """What is given at the end; ``document`` is false of what is only entered somewhere.

    ``code`` is the national one (``KQ.G15.000031``), empty while it is not known.
    """

    code: str
    name: str
    electronic: bool = False
    document: bool = True
    verify: bool = False
    note: str = ""


class TimeLimit(Frozen):
    """How long settling takes: by channel, and by case where ``cases`` names some."""

    channel: str
    unit: Unit
    value: int
    article: str
    cases: tuple[str, ...] = ()
    verify: bool = False
    note: str = ""


class Takes(Frozen):
    """How long it takes at most, without saying by which channel."""

    unit: Unit
    value: int


class Costs(Frozen):
    """Đồng for one unit of each fee: the least and the most of all cases and channels."""

    least: int
    most: int


class LongerLimit(Frozen):
    """A longer limit that the law gives when something is needed, such as a verification.

    ``working_days`` are at most added, or ``in_all`` from reception; None where a paper fixes
    them (an agreement, a public posting). ``cases`` to which it applies; none named: all.
    ``minutes``: it is given for a verification, whose minutes must be there before a result.
    """

    key: str
    name: str
    working_days: int | None = None
    in_all: bool = False
    minutes: bool = False
    cases: tuple[str, ...] = ()
    article: str
    verify: bool = False
    note: str = ""


class NoticeLimit(Frozen):
    """How many working days a special law gives for the notice of Điều 19 khoản 4."""

    value: int
    article: str
    verify: bool = False
    note: str = ""


class Part(Frozen):
    """So many items (copies of one paper) of so many units (its pages) each."""

    units: int = 1
    items: int = 1


class Tier(Frozen):
    """From the unit after ``above`` on, each unit costs ``amount`` đồng."""

    above: int
    amount: int


class Ground(Frozen):
    """A published reason for which a fee is not taken, or less of it, in the words of its text.

    ``percent`` is how much of the fee it takes off, ``amount`` the đồng that the first unit then
    costs; with neither nothing is taken.
    """

    key: str
    text: str
    percent: int | None = None
    amount: int | None = None
    article: str = ""
    verify: bool = False
    note: str = ""

    @property
    def takes_all(self) -> bool:
        return self.percent is None and self.amount is None


class Reduction(Frozen):
    """Less is taken of whatever is filed by a channel, whoever asks (such as the resolution of a
    province's council on what is filed online): ``percent`` of the fee is taken off."""

    channel: str
    percent: int
    text: str
    article: str
    verify: bool = False
    note: str = ""


class QuantityFrom(Frozen):
    """Where the form says how much is charged: a number, or a list of which each entry is one.

    With ``units`` each entry names its units, and its items with ``items``.
    """

    field: str
    units: str = ""
    items: str = ""


class Timeliness(Frozen):
    """Taken only of what is filed within so many days of a day that the form names, or of what
    is filed after more than so many; ``title`` says so to people."""

    field: str
    days_at_most: int | None = None
    days_more_than: int | None = None
    title: str
    article: str
    verify: bool = False
    note: str = ""


Due = Literal["before_settling", "with_result"]


class Fee(Frozen):
    """``amount`` in đồng a unit; ``exemption`` is the text as published, word for word.

    ``tiers`` and ``most`` (đồng an item) make the tariff. ``cases`` are those it is taken in,
    all when none is named, and ``when`` in time or late; ``due`` is when at the latest,
    ``due_online`` of what is submitted online where that differs; ``due_verify``: the text was
    not found that says so. ``grounds`` are the exemptions and reductions that may be named,
    ``reductions`` those that hold by themselves. ``on_request``: of what may be asked for besides,
    such as copies; nothing is owed where the form asks for none.
    """

    channel: str
    kind: Literal["phi", "le_phi"]
    name: str
    amount: int
    per: str
    exemption: str = ""
    article: str
    verify: bool = False
    note: str = ""
    cases: tuple[str, ...] = ()
    when: Timeliness | None = None
    due: Due = "with_result"
    due_online: Due | None = None
    due_article: str = ""
    due_verify: bool = False
    tiers: tuple[Tier, ...] = ()
    most: int | None = None
    quantity_from: QuantityFrom | None = None
    on_request: bool = False
    grounds: tuple[Ground, ...] = ()
    reductions: tuple[Reduction, ...] = ()

    def is_taken(self, channel: str, case: str) -> bool:
        return self.channel in (channel, "any") and (not self.cases or case in self.cases)

    def by(self, channel: str) -> Fee:
        """The fee as it is due by a channel, with what is taken off there."""
        due = self.due_online if channel == ONLINE and self.due_online else self.due
        reductions = tuple(one for one in self.reductions if one.channel == channel)
        return self.model_copy(update={"due": due, "due_online": None, "reductions": reductions})

    def ground(self, named: str) -> Ground:
        """The published exemption of that key, or in those words; refuses any other reason."""
        for one in self.grounds:
            if named in (one.key, one.text):
                return one
        known = [one.key for one in self.grounds]
        refusal = (wording.NOT_A_GROUND if known else wording.NO_GROUNDS).format(fee=self.name)
        raise Invalid("exemption_unknown", refusal, grounds=known)

    def parts_of(self, form: dict[str, Any]) -> tuple[Part, ...]:
        """What the form says is charged; none where it says nothing."""
        counted = self.quantity_from
        said = form.get(counted.field) if counted else None
        if counted is None or not said:
            return ()
        if isinstance(said, list):
            if not counted.units:
                return (Part(units=len(said)),)
            return tuple(
                Part(units=one.get(counted.units) or 1, items=one.get(counted.items) or 1)
                for one in said
            )
        return (Part(units=int(said)),)

    def is_asked_for(self, form: dict[str, Any]) -> bool:
        return not self.on_request or bool(self.parts_of(form))

    def total(self, parts: tuple[Part, ...]) -> int:
        """What the tariff makes of it, in đồng."""
        return tariff.total(self, parts)

    def taken_off(self, rule: Ground | Reduction, parts: tuple[Part, ...]) -> int:
        """What a ground or a reduction takes off, in đồng."""
        instead = rule.amount if isinstance(rule, Ground) else None
        return tariff.taken_off(self, parts, rule.percent, instead)

    def in_words(self, parts: tuple[Part, ...]) -> str:
        return tariff.in_words(self, parts)


class Paper(Frozen):
    """A component of the dossier: how many originals and copies, to be digitised or not.

    Of papers with the same ``one_of`` one is enough, and one must be there: a witness's text, or
    else a statement (Luật Hộ tịch Điều 16 khoản 1).
    """

    code: str
    name: str
    originals: int
    copies: int
    required: bool = True
    one_of: str = ""
    digitise: bool = False
    e_form: bool = False
    article: str = ""
    verify: bool = False
    note: str = ""


class Case(Frozen):
    """Trường hợp: some cases of a procedure need papers of their own."""

    key: str
    name: str
    papers: tuple[Paper, ...]

    @property
    def choices(self) -> tuple[frozenset[str], ...]:
        """Of each of these one paper must be there."""
        groups = dict.fromkeys(paper.one_of for paper in self.papers if paper.one_of)
        return tuple(
            frozenset(paper.code for paper in self.papers if paper.one_of == group)
            for group in groups
        )

    @property
    def enough(self) -> tuple[Paper, ...]:
        """The fewest papers with which it is complete: of a choice the first."""
        first = {paper.one_of: paper.code for paper in reversed(self.papers)}
        return tuple(
            paper
            for paper in self.papers
            if paper.required or (paper.one_of and first[paper.one_of] == paper.code)
        )

    def in_words(self, codes: Iterable[str]) -> str:
        """Papers of the checklist by their names, as people know them, each with its code."""
        names = {paper.code: paper.name for paper in self.papers}
        return "; ".join(f"“{names[code]}” ({code})" for code in sorted(codes))


class ByAnother(Frozen):
    """Where the law has somebody ask in person: which rights to act for them are ``refused``.

    Only in ``cases``, or where a field of the form says one of the values that ``when`` gives;
    always where neither is named.
    """

    refused: tuple[Literal["parent", "guardian", "representative", "authorised"], ...]
    cases: tuple[str, ...] = ()
    when: dict[str, tuple[str, ...]] = {}
    article: str
    verify: bool = False
    note: str = ""

    def holds(self, case: str, form: dict[str, Any]) -> bool:
        said = any(form.get(field) in values for field, values in self.when.items())
        return said or case in self.cases or not (self.cases or self.when)


class Allowed(Frozen):
    """Which ``values`` of a field of the form a procedure takes: in ``cases``, in all where none is
    named. What the form leaves out is not held against it.

    Texts are compared however they are spelled. ``title`` is the sentence of a refusal, where it
    is not enough to name what is taken.
    """

    field: str
    values: tuple[bool | str, ...]
    cases: tuple[str, ...] = ()
    title: str = ""
    article: str = ""
    verify: bool = False
    note: str = ""


class Step(Frozen):
    """A step of the internal process; ``hours`` of working time; ``shows`` is the national
    status displayed once the step is done (S1 Điều 9)."""

    key: str
    title: str
    division: str
    role: str
    hours: float
    shows: int


class Competence(Frozen):
    """Thẩm quyền giải quyết: a kind of agency at a level; a department in the procedure's field."""

    kind: AgencyKind
    level: Level
    article: str = ""
    verify: bool = False
    note: str = ""


class Version(Frozen):
    """A procedure as it is in force from a day on.

    ``levels`` are the levels it is published for, ``competence`` who settles it there.
    ``decision`` publishes it; ``lists`` are those that it is on, each by the decision of the
    Chairman of the province (S1 Điều 27 khoản 1, S3 mục A14, B1, B2).
    """

    effective_from: dt.date
    decision: PublishingDecision | None = None
    levels: tuple[Level, ...]
    competence: tuple[Competence, ...] = ()
    online: OnlineService
    applicants: tuple[Literal["citizen", "firm", "state_body", "organisation"], ...]
    channels: tuple[str, ...]
    legal_basis: tuple[LegalBasis, ...]
    results: tuple[Result, ...]
    time_limits: tuple[TimeLimit, ...]
    fees: tuple[Fee, ...] = ()
    cases: tuple[Case, ...]
    supplement_notice: NoticeLimit | None = None
    by_another: ByAnother | None = None
    longer_limits: tuple[LongerLimit, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    postal: bool
    boundary_free: bool
    process: tuple[Step, ...]
    lists: dict[ListKind, PublishingDecision] = {}
    form: str | None = None
    form_schema: dict[str, Any] | None = None
    no_form: str = ""  # why there is none
    verify: bool = False
    note: str = ""

    def time_limit(self, channel: str, case: str = "") -> TimeLimit:
        """That of the case, where it has one of its own; else that of every case."""
        found = [limit for limit in self.time_limits if limit.channel in (channel, "any")]
        own = [limit for limit in found if case in limit.cases]
        return (own or [limit for limit in found if not limit.cases])[0]

    def longer_limit(self, key: str, case: str) -> LongerLimit:
        """The longer limit of that key; refuses one that the law does not give the case."""
        given = {one.key: one for one in self.longer_limits_of(case)}
        if key not in given:
            raise Invalid("no_longer_limit", wording.NO_LONGER_LIMIT, known=sorted(given))
        return given[key]

    def longer_limits_of(self, case: str) -> list[LongerLimit]:
        return [one for one in self.longer_limits if case in one.cases or not one.cases]

    def fees_by(self, channel: str, case: str) -> list[Fee]:
        """The fees of a case by a channel, each as it is due there, in time or late."""
        return [fee.by(channel) for fee in self.fees if fee.is_taken(channel, case)]

    def takes(self) -> tuple[Takes, ...]:
        """The limits of its channels, each once."""
        told = {(one.unit, one.value): None for one in self.time_limits}
        return tuple(Takes(unit=unit, value=value) for unit, value in told)

    def costs(self) -> Costs:
        """From what to what it may cost."""
        sums = []
        for case in self.cases:
            for channel in self.channels:
                fees = [f for f in self.fees_by(channel, case.key) if not f.on_request]
                always = sum(fee.amount for fee in fees if fee.when is None)
                # In time or late: one of them is taken.
                either = [fee.amount for fee in fees if fee.when] or [0]
                sums += [always + min(either), always + max(either)]
        return Costs(least=min(sums, default=0), most=max(sums, default=0))

    def statuses(self) -> dict[str, tuple[int, ...]]:
        """The national statuses that each step of the process may show, by the step's key.

        The process has all of them (CV 442/UBND-TH 1b; TT 22/2019 phụ lục I): the fee is asked
        inside reception, as its step 2.3, or while the dossier is processed.
        """
        fee = (6,) if self.fees else ()
        ends = {
            "receive": (1, 2, 3, 5, *fee, 7, 8),
            "sign": (4, 5, *fee, 7, 8, 9),
            "return": (9, 10),
        }
        return {step.key: ends.get(step.key, (4, 5, *fee, 7, 8)) for step in self.process}

    def form_of(self, case: str | None) -> dict[str, Any] | None:
        """The schema of its form, with what a case of the procedure takes besides (``x-values``);
        of the first case when none is named.

        One form serves several procedures and cases: what it says must be what is filed.
        """
        if self.form_schema is None:
            return None
        key = self.case(case).key
        own = [one.model_dump() for one in self.allowed if key in one.cases or not one.cases]
        return {**self.form_schema, "x-values": [*self.form_schema.get("x-values", ()), *own]}

    @property
    def issues_document(self) -> bool:
        return any(result.document for result in self.results)

    def case(self, key: str | None) -> Case:
        """The case of that key, or the first when none is named."""
        for case in self.cases:
            if key in (None, case.key):
                return case
        raise Invalid("unknown_case", wording.UNKNOWN_CASE.format(case=key))

    @property
    def divisions(self) -> tuple[str, ...]:
        """The divisions of the whole process, each once, in order (S1 Điều 12 khoản 1 điểm c)."""
        return tuple(dict.fromkeys(step.division for step in self.process))

    def may_lack(self, case: Case) -> frozenset[str]:
        """What a defect may be about: a paper of the case, the form, a field of it."""
        fields = (self.form_schema or {}).get("properties", {})
        papers = (paper.code for paper in case.papers)
        return frozenset({"form", *papers, *(f"form/{name}" for name in fields)})

    def name_of(self, about: str, case: str | None) -> str:
        """What a defect is about, a paper or a field of the form, as people know it."""
        for paper in self.case(case).papers:
            if paper.code == about:
                return paper.name
        schema = self.form_schema or {}
        form: str = schema.get("title", wording.A_FORM)
        _, _, field = about.partition("/")
        title = schema.get("properties", {}).get(field, {}).get("title")
        return wording.FIELD_OF_FORM.format(form=form, field=title) if title else form

    def must_offer(self, channel: Channel) -> None:
        if channel.key not in self.channels:
            raise Invalid(
                "channel_not_offered",
                wording.CHANNEL_NOT_OFFERED.format(channel=channel.name.lower()),
                channels=list(self.channels),
            )

    def must_mean(self, applicant_kind: str) -> None:
        if applicant_kind not in self.applicants:
            kind = wording.APPLICANTS[applicant_kind]
            raise Invalid("applicant_not_meant", wording.APPLICANT_NOT_MEANT.format(kind=kind))

    def must_be_asked_by(self, capacity: str, case: str, form: dict[str, Any]) -> None:
        """Refuses a right to act for another in what the law has one ask in person."""
        rule = self.by_another
        if rule and capacity in rule.refused and rule.holds(case, form):
            refusal = wording.NOT_BY_ANOTHER.format(article=rule.article)
            raise Invalid("authorisation_not_allowed", refusal, article=rule.article)

    def must_list(self, case: Case, papers: list[str]) -> None:
        """Refuses papers that the case does not know, and papers named twice."""
        known = {paper.code for paper in case.papers}
        for at, paper in enumerate(papers):
            if paper not in known:
                raise Invalid("unknown_paper", wording.UNKNOWN_PAPER.format(paper=paper))
            if paper in papers[:at]:
                raise Invalid("paper_named_twice", wording.PAPER_TWICE.format(paper=paper))

    def must_be_numbered(self, number: str) -> None:
        """Refuses a result without the number and symbol of its document.

        Every document that is issued has them (NĐ 30/2020 Điều 8 khoản 2); they are given once
        it is signed (Điều 15).
        """
        if self.issues_document and not number:
            raise Invalid("number_needed", wording.NUMBER_NEEDED)

    def must_return_by(self, method: str) -> None:
        """Refuses a way in which its result cannot reach anybody."""
        if method == BY_POST and not self.postal:
            raise Invalid("postal_return_not_offered", wording.POSTAL_NOT_OFFERED)
        if method == ELECTRONIC and not any(result.electronic for result in self.results):
            raise Invalid("electronic_return_not_offered", wording.ELECTRONIC_NOT_OFFERED)


class AgencyProcess(Frozen):
    """Quy trình nội bộ that an agency has of its own for a procedure, as it was approved
    (QĐ 03/2023 Điều 31 khoản 3), from a day on."""

    agency: str
    effective_from: dt.date
    process: tuple[Step, ...]

    @property
    def key(self) -> str:
        """What a dossier keeps of it: ``H01.51#2026-12-01``."""
        return f"{self.agency}#{self.effective_from.isoformat()}"


class Procedure(Frozen):
    """Thủ tục hành chính: one code, one name, versions in the order of their days.

    ``answered_by`` is the agency that answers for a procedure which the national database does not
    have, or does not show (S1 Điều 18 khoản 3).
    """

    code: str
    name: str
    field: Field
    keywords: tuple[str, ...] = ()
    events: tuple[LifeEvent, ...] = ()
    answered_by: str = ""
    versions: tuple[Version, ...]


class Named(Frozen):
    """One version of a procedure together with the name it goes by."""

    code: str
    name: str
    field: Field
    keywords: tuple[str, ...] = ()
    events: tuple[LifeEvent, ...] = ()
    answered_by: str = ""
    version: Version

    def settled_by(self, own: AgencyProcess | None) -> Named:
        """The same with the internal process of the agency that settles it, if it has its own."""
        if own is None:
            return self
        version = self.version.model_copy(update={"process": own.process})
        return self.model_copy(update={"version": version})


# What an agency does with a procedure: it settles it, or its desk takes it in: for those whom it
# receives for, or for whoever settles it where boundaries do not matter.
Role = Literal["settles", "receives_for", "boundary_free"]


class Line(Frozen):
    """A procedure's line in the catalogue: what a search needs and shows."""

    code: str
    name: str
    field: Field
    keywords: tuple[str, ...] = ()
    events: tuple[LifeEvent, ...] = ()
    effective_from: dt.date
    levels: tuple[Level, ...]
    competence: tuple[Competence, ...] = ()
    online: str
    channels: tuple[str, ...]
    form: bool
    boundary_free: bool = False
    takes: tuple[Takes, ...] = ()
    costs: Costs | None = None
    not_online: str = ""  # why it cannot be done online alone
