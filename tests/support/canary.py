"""Collects every line that this process logs, and knows which personal data must not be in it.

A log must not contain the people of the simulated province and of the examples. Nor may it
contain what a test sends about a person, recognised by key or by form.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

# What an order says that is not of a person: codes of the province, kinds, counts.
STRUCTURE = {
    "agencies",
    "agency",
    "amount",
    "article",
    "case",
    "channel",
    "code",
    "codes",
    "cursor",
    "day",
    "grants",
    "kind",
    "method",
    "outage_code",
    "papers",
    "procedure",
    "received_at",
    "settled_by",
    "size",
    "to",
    "version",
}
LOOKS_PERSONAL = {
    "an identity number": re.compile(r"(?<![\w.-])[0-9]{12}(?![\w.-])"),
    "a phone number": re.compile(r"(?<![\w.-])(\+84|0)[0-9]{9}(?![\w.-])"),
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "a Vietnamese word": re.compile(r"[À-ỹ]"),
}
# One English word, or few digits: too common to tell of anybody.
_COMMON = re.compile(r"[A-Za-z_-]*|.{0,4}|[0-9.,:+ -]{0,8}")
HOUSE = "chalicelib"


class Canary:
    def __init__(self) -> None:
        self.people: set[str] = set()
        self.records: list[tuple[str, str]] = []
        self._met: set[str] = set()

    def listen(self) -> None:
        """Hears what any logger of this process says from now on."""
        make = logging.getLogRecordFactory()

        def heard(*args: Any, **kwargs: Any) -> logging.LogRecord:
            record = make(*args, **kwargs)
            self.hear(record)
            return record

        logging.setLogRecordFactory(heard)

    def hear(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.exc_info and record.exc_info[0]:
            said += "\n" + logging.Formatter().formatException(record.exc_info)
        self.records.append((record.name, said))

    def overhear(self, printed: str) -> None:
        """What another process of the house printed."""
        for line in printed.splitlines():
            self.records.append((HOUSE if line.startswith("{") else "printed", line))

    def meet(self, given: Any) -> None:
        """What somebody hands in is not to be read in a log."""
        self._met.update(values(given))

    def begin(self) -> None:
        self.records, self._met = [], set()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of the house itself, since the test began."""
        return [
            json.loads(said)
            for logger, said in self.records
            if logger.split(".")[0] == HOUSE and said.startswith("{")
        ]

    def leaks(self) -> list[str]:
        """What was logged of people since the test began."""
        found = []
        for logger, text in {(logger, readable(said)) for logger, said in self.records}:
            of_the_house = logger.split(".")[0] == HOUSE
            looks = [
                what for what, look in LOOKS_PERSONAL.items() if of_the_house and look.search(text)
            ]
            named = [one for one in self.people | self._met if one in text]
            if looks or named:
                found.append(f"{logger}: {text} ({', '.join(looks + named)})")
        return found


def readable(said: str) -> str:
    """A line without JSON's escapes, behind which a name would hide."""
    try:
        return json.dumps(json.loads(said), ensure_ascii=False)
    except ValueError:
        return said


def values(given: Any) -> Iterator[str]:
    """The texts of an order that may be of a person."""
    if isinstance(given, dict):
        for key, value in given.items():
            if key not in STRUCTURE:
                yield from values(value)
    elif isinstance(given, list):
        for value in given:
            yield from values(value)
    elif isinstance(given, str | int) and not _COMMON.fullmatch(str(given)):
        yield str(given)


def everybody() -> set[str]:
    """Who lives in the simulated province, and in the examples of the API's description."""
    from chalicelib.dossiers import wording
    from chalicelib.people import wire
    from local.people import directory
    from tests.house.sources import ROOT

    named: list[Any] = [wording.EXAMPLE_APPLICANT]
    for person in directory().values():
        named.append({key: value for key, value in person.items() if key != wire.ACCOUNT_KIND})
    for form in sorted((ROOT / "infra" / "seed" / "national" / "forms").glob("*.json")):
        named.append(json.loads(form.read_text("utf-8")).get("examples", []))
    return set(values(named))


ears = Canary()
