"""A house that has one secret, or after rotations several: what it makes of an expression."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

FIRST, SECOND, THIRD = "first-secret", "second-secret", "third-secret"
# The secrets of a province over time, the newest last.
ROTATIONS = [[FIRST], [FIRST, SECOND], [FIRST, SECOND, THIRD]]


def evaluated(
    secrets: list[str], expression: str, imports: str = "from chalicelib.foundation import ids"
) -> Any:
    """The value of an expression, as JSON gives it, in a process with these secrets."""
    done = subprocess.run(
        [sys.executable, "-c", f"import json\n{imports}\nprint(json.dumps({expression}))"],
        env={**os.environ, "MOT_CUA_SECRET": " ".join(secrets)},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)
