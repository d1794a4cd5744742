"""Pictures of the main screens: ``make pictures`` keeps those that the browser made last, small, in
``docs/pictures``; ``make browser`` and ``make test`` tell when a screen looks otherwise.

Codes, times and lists differ from run to run, so what is compared is blurred: the frame, the
blocks and their colours. A screen that was changed on purpose is kept anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).parent.parent
MADE, KEPT = ROOT / "build" / "pictures", ROOT / "docs" / "pictures"
# A phone's screens and an office's, each as a test of the screen shows it.
MAIN = (
    "home-1280-light",
    "apply-child-360-light",
    "dossier-late-360-light",
    "desk-list-1280-light",
    "admin-change-1280-light",
)
WIDTH, HEIGHT = 640, 640  # pixels, at most
COLOURS = 64
# Of 255: a screen without its style differs by more than 40, another list by less than 15.
TOLERANCE = 20.0
_COARSE = (32, 32)


def small(path: Path) -> Image.Image:
    """The beginning of a screen, in the size that the docs have."""
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    width = min(whole.width, WIDTH)
    shown = whole.resize((width, whole.height * width // whole.width), Image.Resampling.LANCZOS)
    return shown.crop((0, 0, width, min(shown.height, HEIGHT)))


def difference(one: Image.Image, other: Image.Image) -> float:
    """How different two screens look, of 255: the mean over coarse blocks, where both have any."""
    size = (min(one.width, other.width), min(one.height, other.height))
    blurred = (
        each.convert("RGB").crop((0, 0, *size)).resize(_COARSE, Image.Resampling.BOX)
        for each in (one, other)
    )
    means = ImageStat.Stat(ImageChops.difference(*blurred)).mean
    return sum(means) / len(means)


def keep(made: Path = MADE, kept: Path = KEPT) -> list[str]:
    """Keeps what was made of the main screens; the names of those."""
    found = [name for name in MAIN if (made / f"{name}.png").exists()]
    kept.mkdir(parents=True, exist_ok=True)
    for name in found:
        picture = small(made / f"{name}.png").quantize(COLOURS)
        picture.save(kept / f"{name}.png", optimize=True)
    return found


def changed(made: Path = MADE, kept: Path = KEPT) -> dict[str, float]:
    """The main screens that were made and look otherwise than those that are kept."""
    found = {}
    for name in MAIN:
        fresh, before = made / f"{name}.png", kept / f"{name}.png"
        if fresh.exists() and before.exists():
            with Image.open(before) as known:
                found[name] = difference(small(fresh), known)
    return {name: by for name, by in found.items() if by > TOLERANCE}


def main(arguments: list[str]) -> int:
    if arguments == ["keep"]:
        print("kept in docs/pictures: " + (", ".join(keep()) or "none; run make browser first"))
        return 0
    for name, by in changed().items():
        print(f"{name} looks otherwise than in docs/pictures (by {by:.0f} of 255)", file=sys.stderr)
    if changed():
        print("look at build/pictures; if it is meant so: make pictures", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
