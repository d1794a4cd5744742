"""The nouns of the room: what a printed form carries, before it is drawn."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    Field,
    PlainSerializer,
    RootModel,
    model_validator,
)

from chalicelib.foundation import clock

from . import wording


def one_line(text: str) -> str:
    """Composed letters (loose marks print beside theirs), one space, nothing invisible."""
    visible = "".join(
        sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    return " ".join(unicodedata.normalize("NFC", visible).split())


def lines(text: str) -> str:
    """Each line as ``one_line`` has it, without the empty ones."""
    return "\n".join(filter(None, map(one_line, text.splitlines())))


Line = Annotated[str, AfterValidator(one_line)]
Text = Annotated[str, AfterValidator(lines)]
# Shown as every other answer shows a time.
Moment = Annotated[AwareDatetime, PlainSerializer(clock.shown, when_used="json")]


class ReceiptPaper(BaseModel, frozen=True):
    number: int = Field(ge=1)
    name: Line
    originals: int = Field(ge=0)
    copies: int = Field(ge=0)
    waived: Line | None = None  # why it need not be handed in


class Form(BaseModel, frozen=True):
    """What every form about a dossier carries.

    Texts are shown as given; whoever fills the form in decides what is masked.
    """

    form_title_article: Line | None = None  # which form of which text, printed in the corner
    code: Line
    agency_name: Line
    parent_agency_name: Line | None = None
    place: Line
    issued_at: Moment
    entered_at: Moment | None = None  # of what was given on paper before it was entered
    owner_name: Line | None = None
    organisation: Line | None = None
    identity_number: Line | None = None
    tax_code: Line | None = None
    passport: Line | None = None
    address: Line
    phone: Line | None = None
    email: Line | None = None
    request: Line  # the name of the procedure
    procedure_code: Line
    lookup_url: str = Field(min_length=1)  # what the QR carries: no personal data
    qr: bool = True  # whether the rules of the dossier print one
    hotline: Line | None = None
    contact_email: Line | None = None  # of the agency


class Receipt(Form, frozen=True):
    """Form 01: a dossier was received, and when its result can be collected or was given."""

    title: tuple[Line, ...] = wording.TITLES["receipt"]  # line by line
    desk: Line  # the reception desk; the form itself says what kind of desk
    submitter_name: Line  # the owner's name is printed when it is somebody else
    papers: tuple[ReceiptPaper, ...]
    sets: int = Field(default=1, ge=1)
    time_limit: Line
    received_at: Moment
    due_at: Moment | None = None
    returned_at: Moment | None = None  # settled at once: there is no appointment
    due_explanation: tuple[Line, ...] = ()
    return_by: Line
    fee_text: Line
    fee_total: int = Field(default=0, ge=0)  # đồng, of those that are not exempt
    fee_paid: int = Field(default=0, ge=0)
    fee_receipts: tuple[Line, ...] = ()  # numbers of the receipts that were given for it
    receiver_name: Line
    version: int = Field(default=0, ge=0)  # of the event with which it was given
    reissued_for: Line | None = None  # why it was given again,
    due_before: Moment | None = None  # and the due time that the one before told, if another
    register_volume: Line | None = None  # only for a dossier first kept in the paper register
    register_number: Line | None = None

    @model_validator(mode="after")
    def _appoints_or_has_returned(self) -> Receipt:
        if (self.due_at is None) == (self.returned_at is None):
            raise ValueError("a receipt says when the result is due, or when it was returned")
        return self


class Slip(Form, frozen=True):
    """A form that an event of the timeline calls for, as the dossier stood then."""

    title: tuple[Line, ...]  # line by line; the same purpose has other names under other rules
    owner_name: Line
    officer_name: Line  # who decided, and signs,
    officer_title: Text | None = None  # in which capacity
    number: Line | None = None  # and symbol
    copies_to: tuple[Line, ...] = ()


class SlipDefect(BaseModel, frozen=True):
    name: Line  # of the paper, or of the field of the form
    reason: Line


class SupplementSlip(Slip, frozen=True):
    """Form 02: everything that is missing or wrong, at once."""

    kind: Literal["supplement"] = "supplement"
    defects: tuple[SlipDefect, ...]
    note: Text = ""
    answer_by: Moment
    approver_name: Line | None = None
    stage: Line | None = None  # of a further request: where it is made,
    ground: Line | None = None  # and the article that it rests on


class RefusalSlip(Slip, frozen=True):
    """Form 03: not received, or not settled, and why."""

    kind: Literal["refusal"] = "refusal"
    at_reception: bool
    submitter_name: Line
    filed_at: Moment
    reason: Text
    competent: tuple[Line, ...] = ()  # the agencies that are, where this one is not


class ApologySlip(Slip, frozen=True):
    """Form 04: it will be late; why, and until when."""

    kind: Literal["apology"] = "apology"
    received_at: Moment
    due_before: Moment
    reason: Text
    due_at: Moment | None = None  # None: no date may be promised again
    missed: bool = False  # apologised for after the due time, which stays what it was
    return_by: Line


class FaultSlip(Slip, frozen=True):
    """A fault of the agency: what happened, its apology, how it makes up for it at its own cost. It
    is no form of the law's list."""

    kind: Literal["fault"] = "fault"
    reason: Text
    remedy: Text
    cost: int = Field(default=0, ge=0)  # đồng
    corrected: bool = False  # a result, and not papers that were lost
    withdrawn: bool = False  # a refusal to settle
    article: Line | None = None  # on which it is withdrawn
    wrong_number: Line | None = None  # of the result that was wrong,
    new_number: Line | None = None  # and of the one that takes its place
    papers: tuple[Line, ...] = ()
    damaged: bool = False
    ready_at: Moment | None = None


class AppointmentSlip(Slip, frozen=True):
    """The law gives longer: by which article, and the hour and date of the result then."""

    kind: Literal["appointment"] = "appointment"
    received_at: Moment
    due_before: Moment
    name: Line
    article: Line
    paper: Line | None = None
    reason: Text
    due_at: Moment
    return_by: Line


class MinutesSlip(Slip, frozen=True):
    """What was verified: when, where, with whom."""

    kind: Literal["minutes"] = "minutes"
    happened_at: Moment
    venue: Text
    participants: tuple[Line, ...]
    content: Text


class ExplanationSlip(Slip, frozen=True):
    """To the head: why it is late. It is no form of the law's list."""

    kind: Literal["explanation"] = "explanation"
    filed_at: Moment
    received_at: Moment | None = None  # none while its examination is late
    due_before: Moment
    said: Line
    reason: Text


class StopSlip(Slip, frozen=True):
    """Form 05: it is settled no further, on a ground of the law."""

    kind: Literal["stop"] = "stop"
    filed_at: Moment
    received_at: Moment | None = None
    ground: Text
    article: Line


OneSlip = (
    SupplementSlip
    | RefusalSlip
    | ApologySlip
    | FaultSlip
    | AppointmentSlip
    | MinutesSlip
    | ExplanationSlip
    | StopSlip
)


class AnySlip(RootModel[OneSlip], frozen=True):
    root: Annotated[OneSlip, Field(discriminator="kind")]


class Tick(BaseModel, frozen=True):
    label: Line
    ticked: bool = False


class DeclaredField(BaseModel, frozen=True):
    """A field of a declaration: its value, its boxes or its table. No value: to be written in."""

    label: Line
    value: Text | None = None
    lines: int = Field(default=1, ge=1)  # to write on
    ticks: tuple[Tick, ...] = ()
    columns: tuple[Line, ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()


class DeclaredSection(BaseModel, frozen=True):
    title: Line
    fields: tuple[DeclaredField, ...]


class Declaration(BaseModel, frozen=True):
    """Tờ khai, đơn (NĐ 61/2018 Điều 6): empty, or as a dossier has it."""

    title: Line
    procedure_name: Line
    procedure_code: Line
    agency_name: Line | None = None  # to whom; to be written in if it is not known
    code: Line | None = None  # of the dossier that it is part of
    at: Moment  # when the form came into force, or the dossier was filed
    sections: tuple[DeclaredSection, ...]
    declared_at: Moment | None = None
    declarer_name: Line | None = None
    signers: tuple[Line, ...] = ()  # who else signs, as the form has it (``x-signers``)


class OutageSheet(BaseModel, frozen=True):
    """A sheet of the outage book: codes and nobody's data. Printed before the outage, or after
    one that nobody foresaw (``begin``, ``end``)."""

    agency_name: Line
    parent_agency_name: Line | None = None
    day: dt.date
    codes: tuple[Line, ...] = Field(min_length=1)
    reserved_at: Moment
    begin: Moment | None = None
    end: Moment | None = None


class Book(BaseModel, frozen=True):
    """What the sheets of a desk carry that are given to no applicant."""

    form_title_article: Line | None = None
    agency_name: Line
    parent_agency_name: Line | None = None
    printed_at: Moment


class ControlStep(BaseModel, frozen=True):
    """Who gave the dossier, or did a step of it, to whom, and whether in time."""

    what: Line
    giver: Line
    receiver: Line
    at: Moment
    outcome: Line  # before the due time, in time, or late
    note: Text = ""


class ControlSheet(Book, frozen=True):
    """Phiếu kiểm soát quá trình giải quyết hồ sơ (TT 01/2018/TT-VPCP Điều 9)."""

    code: Line
    request: Line
    procedure_code: Line
    consulted: tuple[Line, ...] = ()  # the agencies that gave opinions
    received_at: Moment | None = None
    due_at: Moment | None = None
    steps: tuple[ControlStep, ...]


class RegisterLine(BaseModel, frozen=True):
    """``number`` is the serial on the day of its code, which the receipt names as well."""

    number: Line
    code: Line
    request: Line
    sets: int = Field(default=1, ge=1)
    name: Line
    address: Line
    phone: Line | None = None
    settled_by: Line
    channel: Line
    received_at: Moment
    due_at: Moment | None = None
    closed_at: Moment | None = None
    note: Line = ""


class Register(Book, frozen=True):
    """Sổ theo dõi hồ sơ (TT 01/2018/TT-VPCP Điều 9): what an agency received, by the day of its
    codes. ``next`` is the code after which it goes on, where one answer does not hold it;
    ``broken`` are the dossiers whose timeline does not hold, of which nothing is printed."""

    first: dt.date
    last: dt.date
    lines: tuple[RegisterLine, ...]
    broken: tuple[Line, ...] = ()
    next: Line | None = None
