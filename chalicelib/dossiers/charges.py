"""Phí, lệ phí: what the timeline says of a dossier's fees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .events import Event
from .facts import Charge, FeeDemanded, FeePaid, FeeWaived


@dataclass(frozen=True, slots=True)
class FeeHistory:
    """Charges by name: those demanded and not yet paid, and those paid or found exempt."""

    demanded: dict[str, Charge] = field(default_factory=dict)
    paid: dict[str, Charge] = field(default_factory=dict)

    def after(self, event: Event) -> FeeHistory:
        """A demand takes the place of one that was not paid; what is paid stays so."""
        if isinstance(event.data, FeeDemanded):
            return FeeHistory(_by_name(event.data.charges), self.paid)
        if isinstance(event.data, FeeWaived):
            return FeeHistory({}, self.paid | _by_name(event.data.charges))
        if isinstance(event.data, FeePaid):
            return FeeHistory({}, self.paid | self.demanded)
        return self


def history(events: Iterable[Event]) -> FeeHistory:
    found = FeeHistory()
    for event in events:
        found = found.after(event)
    return found


def _by_name(charges: Iterable[Charge]) -> dict[str, Charge]:
    return {charge.name: charge for charge in charges}
