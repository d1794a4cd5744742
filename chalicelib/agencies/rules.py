"""Rule sets: the values of a province's regulations, each with its article.

Plain data without pydantic: the look-up path reads them and must start fast.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, NamedTuple

from chalicelib.foundation.text import cited


class RuleSet(NamedTuple):
    """The rules in force from a day on. A dossier keeps the set it was received under.

    ``rules`` maps a name to ``{"value": …, "article": …}``, with ``verify`` where the
    value is not confirmed by the text of the law.
    """

    version: str
    effective_from: dt.date
    regulation: str
    rules: dict[str, dict[str, Any]]

    def value(self, name: str) -> Any:
        return self.rules[name]["value"]

    def article(self, name: str) -> str:
        """The ground of a value, as it is told to people."""
        return cited(self.rules[name]["article"])

    def to_json(self) -> str:
        return json.dumps(
            {
                "version": self.version,
                "effective_from": self.effective_from.isoformat(),
                "regulation": self.regulation,
                "rules": self.rules,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> RuleSet:
        doc = json.loads(text)
        return cls(
            doc["version"],
            dt.date.fromisoformat(doc["effective_from"]),
            doc["regulation"],
            doc["rules"],
        )
