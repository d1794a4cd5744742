"""Copies again what the relay of a deployed house may have missed: the journal forgets nothing.

``python -m tools.catch_up mot-cua-test-an-giang 2026-11-20T07:00`` with AWS credentials at hand:
every event since that moment is sent once more to each queue, and counted once all the same.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("say where and since when: mot-cua-test-an-giang 2026-11-20T07:00")
    stack, since = sys.argv[1:]
    # What the house reads once, when it is imported.
    os.environ.update({"TABLE": stack, "QUEUE_PREFIX": stack})
    from chalicelib.foundation import clock, names, relay

    begin = clock.parse(since)
    # What was counted longer ago is not known as such any more.
    if (clock.now() - begin).total_seconds() > names.ONCE_KEPT_SECONDS:
        sys.exit("more than 30 days ago: events would be counted twice; make rollups counts anew")
    print(f"{relay.catch_up(begin)} events relayed again")


if __name__ == "__main__":
    main()
