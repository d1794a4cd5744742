"""Phí, lệ phí: what a dossier is charged, and what its timeline says of its fees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.foundation.text import thousands
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Fee, Part, Version

from . import reliefs, wording
from .events import Event
from .facts import (
    Amended,
    Charge,
    Charging,
    FeeDemanded,
    FeePaid,
    FeeWaived,
    SupplementReceived,
    SupplementRequested,
    TakenOver,
)
from .model import By
from .moves import CLOSED
from .reliefs import WantedRelief

if TYPE_CHECKING:
    from .turn import Turn
    from .whole import Whole


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is charged of a fee: the parts as somebody counted them, or the published ground on
    which it is not taken, or less of it, by its key or in its words, with the paper that showed it;
    or ``reliefs``, each a ground for some of the units."""

    parts: tuple[Part, ...] = ()
    exempt: str = ""
    shown_by: str = ""
    reliefs: tuple[WantedRelief, ...] = ()


def _nobody(fee: str) -> By | None:
    return None


@dataclass(frozen=True, slots=True)
class Counting:
    """Who counts: whether they say why it differs from the form, and who approved that of a fee
    before. At the counter, where there is no dossier yet, nobody can have."""

    explained: bool = False
    approver: Callable[[str], By | None] = _nobody


@dataclass(frozen=True, slots=True)
class FeeHistory:
    """Charges by name: those demanded and not yet paid, those paid, those found exempt.

    ``unexamined``: the demand came before the examination, so paying it accepts nothing.
    ``changed``: of each settled fee the fields of the form that were changed since.
    """

    demanded: dict[str, Charge] = field(default_factory=dict)
    paid: dict[str, Charge] = field(default_factory=dict)
    exempt: dict[str, Charge] = field(default_factory=dict)
    receipts: tuple[str, ...] = ()
    unexamined: bool = False
    changed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def settled(self) -> dict[str, Charge]:
        """The fees of which nothing was owed as they were charged, each as it was last."""
        return self.exempt | self.paid

    @property
    def known(self) -> dict[str, Charge]:
        """Every fee that was charged, as it was last."""
        return self.settled | self.demanded

    def more_owed(self, fee: Fee, form: dict[str, Any]) -> int:
        """The đồng that a settled fee comes to beyond what was settled, as the form was changed
        since: a fee is paid for as much as is asked for, not by its name."""
        counted, said = fee.quantity_from, fee.parts_of(form)
        charge = self.settled.get(fee.name)
        if charge is None or counted is None or not said:
            return 0
        if f"form/{counted.field}" not in self.changed.get(fee.name, ()):
            return 0
        if fee.total(said) <= charge.full:
            return 0
        reliefs_again = reliefs.granted(fee, said, _wanted_again(fee, charge))
        price = fee.total(said) - sum(one.off for one in reliefs_again)
        return max(price - charge.price, 0)

    def after(self, event: Event) -> FeeHistory:
        """A demand takes the place of one that was not paid; what is paid stays so."""
        said = event.data
        if isinstance(said, TakenOver):
            settled = self._taken(said.charges, said.paid.receipt if said.paid else "")
            return replace(settled, demanded=_by_name(said.demanded))
        if isinstance(said, Charging):
            return self._taken(said.charges, said.paid.receipt if said.paid else "")
        if isinstance(said, FeeDemanded):
            demanded = _by_name(said.charges)
            return replace(self, demanded=demanded, unexamined=said.unexamined)
        if isinstance(said, FeeWaived):
            return self._taken(said.charges, "")
        if isinstance(said, FeePaid):
            return self._taken(self.demanded.values(), said.receipt)
        if isinstance(said, SupplementReceived | Amended):
            return replace(self, changed=self._changed_by(said.changed))
        if isinstance(said, SupplementRequested) or event.status in CLOSED:
            # A fault found while the fee was waited for, or the end: nothing is demanded any more.
            return replace(self, demanded={})
        return self

    def _taken(self, charges: Iterable[Charge], receipt: str) -> FeeHistory:
        named = _by_name(charges)
        paid = {name: one for name, one in named.items() if not one.exempt}
        exempt = {name: one for name, one in named.items() if one.exempt}
        return replace(
            self,
            demanded={},
            # A fee is what it was charged as last: paid, or exempt.
            paid=_without(self.paid, exempt) | paid,
            exempt=_without(self.exempt, paid) | exempt,
            receipts=(*self.receipts, *([receipt] if receipt else [])),
            changed=_without(self.changed, named),
        )

    def _changed_by(self, parts: Iterable[str]) -> dict[str, frozenset[str]]:
        fields = {one for one in parts if one.startswith("form/")}
        return {name: self.changed.get(name, frozenset()) | fields for name in self.settled}


def history(events: Iterable[Event]) -> FeeHistory:
    found = FeeHistory()
    for event in events:
        found = found.after(event)
    return found


def waited_until(events: Iterable[Event]) -> dt.datetime | None:
    """When the last fee that was demanded was paid or found exempt; None if none was."""
    demanded, until = False, None
    for event in events:
        if demands_a_fee(event):
            demanded = True
        elif demanded and isinstance(event.data, FeePaid | FeeWaived):
            until = event.happened_at
    return until


def fees_of(whole: Whole, version: Version) -> list[Fee]:
    """What its case costs by its channel, in time or late as its form tells."""
    dossier = whole.dossier
    filed = clock.local_day(dossier.filed_at)
    form = whole.content.form
    return procedures.fees_of(version, dossier.channel, dossier.case, form, filed, dossier.agency)


def charges_of(
    fees: Iterable[Fee],
    wanted: Mapping[str, Wanted],
    form: dict[str, Any],
    before: FeeHistory,
    counting: Counting,
) -> tuple[Charge, ...]:
    """The fees wanted, each as its tariff makes it; every one that is owed where none is named.

    What was settled of one ``before`` is not taken again.

    How much there is of each is what the form says, unless an officer counted: that may differ
    only where it is explained and a head approved it; else the form is corrected first.
    """
    known = {fee.name: fee for fee in fees}
    unknown = wanted.keys() - known.keys()
    if unknown:
        raise Invalid("unknown_fee", wording.UNKNOWN_FEE.format(fee=min(unknown)))
    owed = {name: Wanted() for name, fee in known.items() if still_owed(fee, before, form)}
    chosen = wanted or owed
    charged = (
        _charge(fee, chosen[name], form, counting) for name, fee in known.items() if name in chosen
    )
    return tuple(_beyond(one, before.settled.get(one.name)) for one in charged)


def owed(turn: Turn, *, early: bool) -> list[tuple[str, int]]:
    """The fees that are neither paid nor exempt, each with its đồng as far as they are known.

    ``early``: those alone that are due before settling (CV 442/UBND-TH mục 1b).
    """
    return owed_of(turn.whole, turn.named.version, early=early)


def owed_of(whole: Whole, version: Version, *, early: bool) -> list[tuple[str, int]]:
    """As ``owed``, of a dossier under the version that it is pinned to."""
    found, form = history(whole.events), whole.content.form
    fees = [one for one in fees_of(whole, version) if not early or one.due == "before_settling"]
    amounts = ((fee.name, still_owed(fee, found, form)) for fee in fees)
    return [(name, amount) for name, amount in amounts if amount]


def still_owed(fee: Fee, found: FeeHistory, form: dict[str, Any]) -> int:
    """What is owed of a fee, in đồng, as far as it is known; nothing of one that costs nothing."""
    if not fee.amount:
        return 0
    if fee.name in found.demanded:
        return found.demanded[fee.name].due
    if fee.name in found.settled:
        return found.more_owed(fee, form)
    return least(fee, form)


def price(fee: Fee, found: FeeHistory, form: dict[str, Any]) -> int:
    """What a fee comes to in all, in đồng: as it was charged, and what is owed beyond that."""
    charge = found.known.get(fee.name)
    if charge is None:
        return least(fee, form)
    return charge.price + (0 if fee.name in found.demanded else found.more_owed(fee, form))


def least(fee: Fee, form: dict[str, Any]) -> int:
    """What a fee comes to by the form, in đồng; of one unit where the form says nothing, and
    nothing where it is taken on request alone."""
    if not fee.is_asked_for(form):
        return 0
    parts = parts_of(fee, form)
    return fee.total(parts) - sum(one.off for one in reliefs.by_itself(fee, parts))


def parts_of(fee: Fee, form: dict[str, Any]) -> tuple[Part, ...]:
    """What the form says is charged; one unit where it says nothing."""
    return fee.parts_of(form) or (Part(),)


def must_be_settled(turn: Turn, *, early: bool) -> None:
    """Refuses to go on while a fee is owed: those due before settling, or every one."""
    refuse_owed(owed(turn, early=early))


def refuse_owed(fees: list[tuple[str, int]]) -> None:
    """Refuses with what is owed, if anything is."""
    if not fees:
        return
    said = ", ".join(
        wording.FEE_OWED.format(name=name, amount=thousands(amount)) for name, amount in fees
    )
    raise Conflict(
        "fee_not_settled",
        wording.FEE_NOT_SETTLED.format(owed=said),
        owed=[{"name": name, "amount": amount} for name, amount in fees],
    )


def _charge(fee: Fee, wanted: Wanted, form: dict[str, Any], counting: Counting) -> Charge:
    said = fee.parts_of(form)
    parts = wanted.parts or said
    all_off = bool(wanted.exempt) and fee.ground(wanted.exempt).takes_all
    if not parts and fee.quantity_from and not all_off:
        raise Invalid("quantity_needed", wording.QUANTITY_NEEDED.format(fee=fee.name))
    parts = parts or (Part(),)
    approver = None
    if said and fee.total(parts) != fee.total(said):
        approver = _approver(fee, said, counting)
    granted = reliefs.granted(fee, parts, wanted)
    nothing_left = bool(granted) and sum(one.off for one in granted) == fee.total(parts)
    return Charge(
        name=fee.name,
        kind=fee.kind,
        amount=fee.amount,
        quantity=reliefs.units_of(parts),
        exempt="; ".join(dict.fromkeys(one.text for one in granted)) if nothing_left else "",
        ground=granted[0].ground if nothing_left else "",
        parts=parts,
        total=fee.total(parts),
        arithmetic=fee.in_words(parts),
        reliefs=granted,
        **({"approved_by": approver} if approver else {}),
    )


def _approver(fee: Fee, said: tuple[Part, ...], counting: Counting) -> By:
    """The head who approved a count that is not that of the form: a note alone lets anybody charge
    less than was asked for."""
    approver = counting.approver(fee.name) if counting.explained else None
    if approver is None:
        counted = [part.model_dump() for part in said]
        refusal = wording.QUANTITY_DIFFERS.format(fee=fee.name)
        raise Invalid("quantity_differs", refusal, form=counted)
    return approver


def demands_a_fee(event: Event) -> bool:
    """Whether a fee is waited for from an event on; also one with which it was taken over."""
    said = event.data
    return isinstance(said, FeeDemanded) or (isinstance(said, TakenOver) and bool(said.demanded))


def _beyond(charge: Charge, settled: Charge | None) -> Charge:
    """A charge of what was settled before: that is not taken twice."""
    if settled is None or not settled.price:
        return charge
    return charge.model_copy(update={"paid_before": settled.price})


def _wanted_again(fee: Fee, charge: Charge) -> Wanted:
    """A fee on the grounds that were shown, each for as much as it was shown for; where its units
    have no amounts of their own, for all."""
    shown = [one for one in charge.reliefs if one.ground]
    if shown and (fee.tiers or fee.most is not None):
        return Wanted(exempt=shown[0].ground)
    return Wanted(reliefs=tuple(WantedRelief(one.ground, one.units, one.shown_by) for one in shown))


def _without(kept: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: one for name, one in kept.items() if name not in names}


def _by_name(charges: Iterable[Charge]) -> dict[str, Charge]:
    return {charge.name: charge for charge in charges}
