"""How serials and the outage book are remembered. Private to the room."""

from __future__ import annotations

import datetime as dt

from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import AlreadyDone, Once
from chalicelib.foundation import log, table


def next_serial(agency: str, day: dt.date, digits: int) -> int:
    """The next serial of an agency on a day; never given twice, however many come at once.

    A serial may have more digits than the rules foresee; that is logged.
    """
    serial = table.add(f"SERIAL#{agency}", f"{day:%y%m%d}")
    if serial >= 10**digits:
        log.warning("serials overflow their digits", agency=agency, count=serial)
    return serial


def pass_serial(agency: str, day: dt.date, serial: int) -> None:
    """Lets the serials of a day go on after one that was given elsewhere; gaps do no harm."""
    pk, sk = f"SERIAL#{agency}", f"{day:%y%m%d}"
    kept = table.get(pk, sk, consistent=True)
    given = int(kept["n"]) if kept else 0
    if given < serial:
        table.add(pk, sk, serial - given)


def last_serial(agency: str, day: dt.date) -> int:
    """How many serials an agency has given on a day; some may have been skipped."""
    item = table.get(f"SERIAL#{agency}", f"{day:%y%m%d}")
    return int(item["n"]) if item else 0


def reserve_serials(agency: str, day: dt.date, size: int) -> tuple[int, int]:
    """Takes a block of serials out of a day's numbers: its first and last."""
    last = table.add(f"SERIAL#{agency}", f"{day:%y%m%d}", size)
    return last - size + 1, last


def save_draft(owner: str, id: str, version: int, doc: str, until: dt.datetime) -> None:
    """One version of a draft; raises ``table.Refused`` if another was kept meanwhile."""
    item: table.Item = {
        "pk": _drafts(owner),
        "sk": id,
        "version": version,
        "doc": doc,
        "ttl": int(until.timestamp()),
    }
    table.write(table.Put(item, after=version - 1))


def load_drafts(owner: str) -> list[str]:
    return [str(item["doc"]) for item in table.query(_drafts(owner), consistent=True).items]


def draft_removed(owner: str, id: str) -> table.Change:
    return table.Delete(_drafts(owner), id)


def _drafts(owner: str) -> str:
    return f"DRAFTS#{owner}"


def save_block(agency: str, day: dt.date, first: int, doc: str, once: Once | None) -> None:
    """Keeps a block of codes; with the once-mark of the request, if any.

    Raises ``AlreadyDone`` when the mark is there.
    """
    changes = [table.Put(dossiers.outages.kept_as(agency, day, first, doc))]
    if once:
        mark: table.Item = {
            "pk": f"ONCE#outage#{once.who}",
            "sk": once.key,
            "doc": doc,
            "fingerprint": once.fingerprint,
            "ttl": dossiers.once_kept_until(),
        }
        changes.append(table.Put(mark, after=0))
    try:
        table.write(*changes)
    except table.Refused:
        raise AlreadyDone from None


def block_saved_once(once: Once) -> tuple[str, str] | None:
    """The block that an earlier request under this key was given, and its fingerprint."""
    item = table.get(f"ONCE#outage#{once.who}", once.key, consistent=True)
    return (str(item["doc"]), dossiers.fingerprint_of(item)) if item else None
