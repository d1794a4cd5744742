"""Shapes of what requests say of people."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.text import one_line, printable

from . import audiences, identifiers, wording
from .model import SUBJECT, is_subject


def regular_subject(text: str) -> str:
    """The name of an account as it was sent; raises ValueError for what can be none."""
    if not is_subject(text):
        raise ValueError(wording.SUBJECT)
    return text


# An account at the identity provider, as its tokens name it (``sub``).
Subject = Annotated[
    str,
    Field(
        min_length=1,
        max_length=120,
        examples=["officer-1"],
        json_schema_extra={"pattern": f"^{SUBJECT}$"},
    ),
    AfterValidator(regular_subject),
]


def title_lines(text: str) -> str:
    """The lines of a capacity, without empty ones; raises ValueError for more than there is room
    for above a signature."""
    told = [line for line in map(one_line, printable(text).split("\n")) if line]
    if not 1 <= len(told) <= _TITLE_LINES:
        raise ValueError(wording.TITLE_LINES.format(_TITLE_LINES))
    return "\n".join(told)


_TITLE_LINES = 4
Title = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(title_lines)]


class GrantsOrder(Frozen):
    """All roles an officer has from now on; an empty list revokes, ``*`` is the province."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(identifiers.name)]
    grants: dict[str, Annotated[list[str], Field(max_length=50)]]
    identity_number: Annotated[str, AfterValidator(identifiers.identity_number)] | None = Field(
        default=None,
        description="So that nobody settles their own dossier; kept hashed. "
        "Needed unless one is kept already, or only roles are taken away",
    )
    titles: dict[str, Title] | None = Field(
        default=None,
        max_length=50,
        description=wording.TITLES_GIVEN,
    )
    note: Annotated[str, Field(max_length=500), AfterValidator(one_line)] = ""
    hand_over_to: Subject | None = Field(
        default=None,
        description="Who gets the open dossiers that the officer has in hand and may process no "
        "longer; needed where there are any",
    )

    def places(self) -> dict[str, list[str]]:
        """Each role with the identifiers of the agencies where it is held."""
        return {
            role: sorted({_place(place) for place in places})
            for role, places in self.grants.items()
        }

    def titles_by_place(self) -> dict[str, str] | None:
        """The titles by the identifiers of their agencies; None: they are to stay."""
        if self.titles is None:
            return None
        return {_place(place): title for place, title in self.titles.items()}

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {
            "name": wording.EXAMPLE_OFFICER,
            "grants": {audiences.PROCESSING_OFFICER: [agencies.example_agency()]},
            "identity_number": wording.EXAMPLE_OFFICER_NUMBER,
            "note": wording.EXAMPLE_GRANTS_NOTE,
        }


class GrantsView(BaseModel):
    subject: str
    name: str
    version: int
    grants: dict[str, list[str]]
    titles: dict[str, str] = Field(description="By agency, what stands above a signature there")
    changes: list[dict[str, Any]]


def grants_view(subject: str, current: dict[str, Any], changes: list[dict[str, Any]]) -> GrantsView:
    return GrantsView(**grants_shown(subject, current, changes))


def grants_shown(
    subject: str, current: dict[str, Any], changes: list[dict[str, Any]]
) -> dict[str, Any]:
    """The members of a view of somebody's grants."""
    return {
        "subject": subject,
        "name": current["name"],
        "version": current["version"],
        "grants": current["grants"],
        "titles": current.get("titles", {}),
        "changes": [{**one, "at": clock.shown(clock.parse(one["at"]))} for one in changes],
    }


def _place(text: str) -> str:
    return text if text == audiences.EVERYWHERE else agencies.agency(text).identifier
