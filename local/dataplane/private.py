"""What ministack does not offer to others and is used all the same. Nothing else may be: it is
for this file that ministack is pinned exactly."""

from __future__ import annotations

from typing import Any


def dynamodb_state(dynamodb: Any) -> Any:
    """The state of DynamoDB as ``get_state`` gives it, with the items themselves, not copies.

    ``get_state`` copies every item, which takes twice as long as writing them: a save would take
    three times as long, so that a crash would lose three times as much. Nobody else may use the
    tables meanwhile: they are without items for a moment.
    """
    # `_tables`: there is no public way to the items but through a copy, or page by page as JSON.
    tables = dynamodb._tables.to_dict()
    items = {place: table.pop("items") for place, table in tables.items() if "items" in table}
    try:
        state = dynamodb.get_state()
    finally:
        for place, held in items.items():
            tables[place]["items"] = held
    for place, held in items.items():
        state["tables"].get_scoped(*place)["items"] = held
    return state
