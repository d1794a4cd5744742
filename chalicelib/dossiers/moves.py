"""The national statuses and the lawful moves between them (NĐ 61/2018 Điều 17–20)."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Status(IntEnum):
    """The ten national status codes."""

    REGISTERED = 1  # Mới đăng ký
    ACCEPTED = 2  # Được tiếp nhận
    RECEPTION_REFUSED = 3  # Không được tiếp nhận
    PROCESSING = 4  # Đang xử lý
    SUPPLEMENT_REQUESTED = 5  # Yêu cầu bổ sung giấy tờ
    FEE_DEMANDED = 6  # Yêu cầu thực hiện nghĩa vụ tài chính
    WITHDRAWN = 7  # Công dân yêu cầu rút hồ sơ
    STOPPED = 8  # Dừng xử lý
    RESOLVED = 9  # Đã xử lý xong
    RETURNED = 10  # Đã trả kết quả


class Kind(StrEnum):
    """What can have happened to a dossier: a closed list, in the past tense."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    SETTLED_AT_ONCE = "settled_at_once"
    REFUSED_AT_ONCE = "refused_at_once"
    ACCEPTED = "accepted"
    FORWARDED = "forwarded"
    RECEPTION_REFUSED = "reception_refused"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENT_RECEIVED = "supplement_received"
    AMENDED = "amended"
    FEE_DEMANDED = "fee_demanded"
    FEE_WAIVED = "fee_waived"
    FEE_PAID = "fee_paid"
    ASSIGNED = "assigned"
    HANDED_OVER = "handed_over"
    STEP_COMPLETED = "step_completed"
    STEP_SENT_BACK = "step_sent_back"
    OPINION_REQUESTED = "opinion_requested"
    OPINION_GIVEN = "opinion_given"
    OPINION_OVERDUE = "opinion_overdue"
    OPINION_CANCELLED = "opinion_cancelled"
    DEADLINE_EXTENDED = "deadline_extended"
    DEADLINE_WARNED = "deadline_warned"
    LIMIT_LENGTHENED = "limit_lengthened"
    VERIFICATION_RECORDED = "verification_recorded"
    LATENESS_EXPLAINED = "lateness_explained"
    APOLOGISED = "apologised"
    RESULT_CORRECTED = "result_corrected"
    REFUSAL_WITHDRAWN = "refusal_withdrawn"
    PAPERS_LOST = "papers_lost"
    STOPPED = "stopped"
    RESOLVED = "resolved"
    RESOLUTION_REFUSED = "resolution_refused"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    APPROVAL_GIVEN = "approval_given"
    APPROVAL_WITHDRAWN = "approval_withdrawn"
    REFERENCE_ADDED = "reference_added"
    PERSONAL_DATA_ERASED = "personal_data_erased"
    TAKEN_OVER = "taken_over"


class Move(StrEnum):
    """What a person or a system may do with a dossier."""

    ACCEPT = "accept"
    FORWARD = "forward"
    REFUSE_RECEPTION = "refuse_reception"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLEMENT = "supplement"
    AMEND = "amend"
    DEMAND_FEE = "demand_fee"
    PAY_FEE = "pay_fee"
    COMPLETE_STEP = "complete_step"
    SEND_BACK = "send_back"
    STOP = "stop"
    RESOLVE = "resolve"
    REFUSE_TO_RESOLVE = "refuse_to_resolve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    REQUEST_OPINIONS = "request_opinions"
    GIVE_OPINION = "give_opinion"
    CANCEL_OPINION = "cancel_opinion"
    EXTEND = "extend"
    LENGTHEN = "lengthen"
    RECORD_VERIFICATION = "record_verification"
    EXPLAIN_LATENESS = "explain_lateness"
    APOLOGISE = "apologise"
    CORRECT_RESULT = "correct_result"
    WITHDRAW_REFUSAL = "withdraw_refusal"
    RECORD_LOSS = "record_loss"
    CORRECT = "correct"
    APPROVE = "approve"
    WITHDRAW_APPROVAL = "withdraw_approval"
    ADD_REFERENCE = "add_reference"
    # Of the clock alone: it makes one when the time has come.
    WARN = "warn"
    NOTE_OVERDUE_OPINIONS = "note_overdue_opinions"
    ERASE_PERSONAL_DATA = "erase_personal_data"


class Approvable(StrEnum):
    """What an officer may need a head's approval for, before doing it."""

    REQUEST_SUPPLEMENT = "request_supplement"
    CORRECT = "correct"
    # Another count than the form's.
    DEMAND_FEE = "demand_fee"
    # What should have been entered before.
    ENTER_LATE = "enter_late"


# What stands beside the process: it may be kept while the paper of the moves waits.
BESIDE = frozenset(
    {
        Kind.APPROVAL_GIVEN,
        Kind.APPROVAL_WITHDRAWN,
        Kind.CORRECTED,
        Kind.APOLOGISED,
        Kind.DEADLINE_WARNED,
        Kind.LATENESS_EXPLAINED,
        Kind.OPINION_OVERDUE,
        Kind.PAPERS_LOST,
        Kind.PERSONAL_DATA_ERASED,
        Kind.REFERENCE_ADDED,
    }
)

# What may have happened when a move was made.
KINDS: dict[Move, frozenset[Kind]] = {
    Move.ACCEPT: frozenset({Kind.ACCEPTED}),
    Move.FORWARD: frozenset({Kind.FORWARDED}),
    Move.REFUSE_RECEPTION: frozenset({Kind.RECEPTION_REFUSED}),
    Move.REQUEST_SUPPLEMENT: frozenset({Kind.SUPPLEMENT_REQUESTED}),
    Move.SUPPLEMENT: frozenset({Kind.SUPPLEMENT_RECEIVED}),
    Move.AMEND: frozenset({Kind.AMENDED}),
    # A demand of which every fee is exempt waives it.
    Move.DEMAND_FEE: frozenset({Kind.FEE_DEMANDED, Kind.FEE_WAIVED}),
    Move.PAY_FEE: frozenset({Kind.FEE_PAID}),
    Move.COMPLETE_STEP: frozenset({Kind.STEP_COMPLETED}),
    Move.SEND_BACK: frozenset({Kind.STEP_SENT_BACK}),
    Move.STOP: frozenset({Kind.STOPPED}),
    Move.RESOLVE: frozenset({Kind.RESOLVED}),
    Move.REFUSE_TO_RESOLVE: frozenset({Kind.RESOLUTION_REFUSED}),
    Move.RETURN: frozenset({Kind.RETURNED}),
    Move.WITHDRAW: frozenset({Kind.WITHDRAWN}),
    Move.ASSIGN: frozenset({Kind.ASSIGNED}),
    Move.HAND_OVER: frozenset({Kind.HANDED_OVER}),
    Move.REQUEST_OPINIONS: frozenset({Kind.OPINION_REQUESTED}),
    Move.GIVE_OPINION: frozenset({Kind.OPINION_GIVEN}),
    Move.CANCEL_OPINION: frozenset({Kind.OPINION_CANCELLED}),
    Move.EXTEND: frozenset({Kind.DEADLINE_EXTENDED}),
    Move.LENGTHEN: frozenset({Kind.LIMIT_LENGTHENED}),
    Move.RECORD_VERIFICATION: frozenset({Kind.VERIFICATION_RECORDED}),
    Move.EXPLAIN_LATENESS: frozenset({Kind.LATENESS_EXPLAINED}),
    Move.APOLOGISE: frozenset({Kind.APOLOGISED}),
    Move.CORRECT_RESULT: frozenset({Kind.RESULT_CORRECTED}),
    Move.WITHDRAW_REFUSAL: frozenset({Kind.REFUSAL_WITHDRAWN}),
    Move.RECORD_LOSS: frozenset({Kind.PAPERS_LOST}),
    Move.CORRECT: frozenset({Kind.CORRECTED}),
    Move.APPROVE: frozenset({Kind.APPROVAL_GIVEN}),
    Move.WITHDRAW_APPROVAL: frozenset({Kind.APPROVAL_WITHDRAWN}),
    Move.ADD_REFERENCE: frozenset({Kind.REFERENCE_ADDED}),
    Move.WARN: frozenset({Kind.DEADLINE_WARNED}),
    Move.NOTE_OVERDUE_OPINIONS: frozenset({Kind.OPINION_OVERDUE}),
    Move.ERASE_PERSONAL_DATA: frozenset({Kind.PERSONAL_DATA_ERASED}),
}


_IN_HAND = frozenset({Status.ACCEPTED, Status.PROCESSING})
LAWFUL_FROM: dict[Move, frozenset[Status]] = {
    # A fee demanded before acceptance is accepted by paying it (CV 442/UBND-TH mục 1b).
    Move.ACCEPT: frozenset({Status.REGISTERED}),
    # Once, before anybody has taken it up (Điều 18).
    Move.FORWARD: frozenset({Status.ACCEPTED}),
    # Also while an answer or a fee is waited for: what was never received is not stopped
    # (Điều 17 khoản 1 điểm b; CV 442/UBND-TH mục 1b).
    Move.REFUSE_RECEPTION: frozenset(
        {Status.REGISTERED, Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED}
    ),
    # Before acceptance Điều 17 khoản 2; after it Điều 19 khoản 4.
    # A fault found while the fee is waited for ends the demand.
    Move.REQUEST_SUPPLEMENT: _IN_HAND | {Status.REGISTERED, Status.FEE_DEMANDED},
    Move.SUPPLEMENT: frozenset({Status.SUPPLEMENT_REQUESTED}),
    # On the applicant's own initiative, until it is accepted (NĐ 45/2020 Điều 12).
    Move.AMEND: frozenset({Status.REGISTERED}),
    # After examination, never before it; again when the demand itself was wrong; with the
    # result, what is due with the result.
    Move.DEMAND_FEE: _IN_HAND | {Status.REGISTERED, Status.FEE_DEMANDED, Status.RESOLVED},
    Move.PAY_FEE: frozenset({Status.FEE_DEMANDED, Status.RESOLVED}),
    Move.ASSIGN: _IN_HAND,
    Move.HAND_OVER: _IN_HAND | {Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED},
    Move.COMPLETE_STEP: _IN_HAND,
    Move.SEND_BACK: frozenset({Status.PROCESSING}),
    Move.REQUEST_OPINIONS: _IN_HAND,
    Move.GIVE_OPINION: _IN_HAND | {Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED},
    Move.CANCEL_OPINION: _IN_HAND | {Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED},
    Move.EXTEND: _IN_HAND,
    Move.LENGTHEN: _IN_HAND,
    Move.RECORD_VERIFICATION: _IN_HAND,
    # Of a late one, whatever it waits for: without them it cannot end (CV 442/UBND-TH mục 1c).
    Move.EXPLAIN_LATENESS: _IN_HAND
    | {Status.REGISTERED, Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED},
    Move.APOLOGISE: _IN_HAND | {Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED},
    Move.STOP: frozenset({Status.PROCESSING, Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED}),
    Move.RESOLVE: frozenset({Status.PROCESSING}),
    Move.REFUSE_TO_RESOLVE: frozenset({Status.PROCESSING, Status.FEE_DEMANDED}),
    # A refusal to resolve is handed back as a result is (Điều 19 khoản 8); of what was not
    # received or was withdrawn, the papers are (Điều 17 khoản 1 điểm b, Điều 20). What was
    # returned with an error is returned again, corrected (Điều 21).
    Move.RETURN: frozenset(
        {
            Status.RESOLVED,
            Status.STOPPED,
            Status.RECEPTION_REFUSED,
            Status.WITHDRAWN,
            Status.RETURNED,
        }
    ),
    Move.WITHDRAW: frozenset(
        {
            Status.REGISTERED,
            Status.ACCEPTED,
            Status.PROCESSING,
            Status.SUPPLEMENT_REQUESTED,
            Status.FEE_DEMANDED,
        }
    ),
}
# Lawful whatever the status; each has rules of its own.
ALWAYS = frozenset(
    {
        Move.CORRECT,
        Move.CORRECT_RESULT,
        Move.WITHDRAW_REFUSAL,
        Move.RECORD_LOSS,
        Move.APPROVE,
        Move.WITHDRAW_APPROVAL,
        Move.ADD_REFERENCE,
    }
)
CLOSED = frozenset({Status.RECEPTION_REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED})
# Whoever makes one of these has the dossier in hand: it was forwarded, recorded or not (Điều 18).
TAKE_UP = frozenset(
    {
        Move.ASSIGN,
        Move.HAND_OVER,
        Move.COMPLETE_STEP,
        Move.REQUEST_SUPPLEMENT,
        Move.DEMAND_FEE,
        Move.REQUEST_OPINIONS,
        Move.EXTEND,
        Move.LENGTHEN,
        Move.RECORD_VERIFICATION,
    }
)
# With one of these reception's part ends: also with a withdrawal, of what it has not forwarded.
ENDS_RECEPTION = TAKE_UP | {Move.FORWARD, Move.WITHDRAW}
# What ends the running of the due time, or moves it: made before it, the dossier is not late.
STOPS_LATENESS = frozenset(
    {
        Move.RESOLVE,
        Move.REFUSE_TO_RESOLVE,
        Move.STOP,
        Move.REQUEST_SUPPLEMENT,
        Move.DEMAND_FEE,
        Move.EXTEND,
        Move.LENGTHEN,
        Move.WITHDRAW,
    }
)
# What ends an examination, or begins it anew: made within its hours, it is not late (NĐ 107/2021).
EXAMINES = frozenset(
    {
        Move.AMEND,
        Move.ACCEPT,
        Move.REFUSE_RECEPTION,
        Move.REQUEST_SUPPLEMENT,
        Move.DEMAND_FEE,
        Move.WITHDRAW,
    }
)
# What an applicant makes themselves, or reception for them.
OF_APPLICANTS = frozenset({Move.SUPPLEMENT, Move.AMEND, Move.WITHDRAW})
OF_THE_CLOCK = frozenset({Move.WARN, Move.NOTE_OVERDUE_OPINIONS})
# Lanes of a desk: its open dossiers by status, and those that wait for an opinion.
OPEN = tuple(sorted(frozenset(Status) - CLOSED))
WAITING = frozenset({Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED})


def lawful_from(status: Status) -> list[Move]:
    """Every move of people that the law allows from a status."""
    return [move for move, origins in LAWFUL_FROM.items() if status in origins]


def allows(status: Status, move: Move) -> bool:
    """Whether a move, of people or of the clock, may be made from a status at all."""
    if move is Move.ERASE_PERSONAL_DATA:
        return status in CLOSED
    if move in OF_THE_CLOCK:
        return status not in CLOSED
    return move in ALWAYS or status in LAWFUL_FROM[move]
