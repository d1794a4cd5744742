"""Builds the fonts of the printed forms: Tinos with every Vietnamese letter, one TTF a style.

npm carries Tinos cut into alphabets; the three that Vietnamese needs are joined again here.
Run as `python -m tools.fonts`. It does nothing when the fonts are there and current.
"""

import hashlib
import io
import json
import os
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import Any

from . import node

PROJECT = Path(__file__).resolve().parent.parent
FONTS = PROJECT / "chalicelib" / "documents" / "fonts"
STAMP = FONTS / "built.json"
PACKAGE = "node_modules/@fontsource/tinos"
ALPHABETS = ("latin", "latin-ext", "vietnamese")
STYLES = {"Regular": "400-normal", "Bold": "700-normal", "Italic": "400-italic"}

# Latin, Vietnamese, marks, punctuation and currency; the rest of latin-ext is phonetics.
WANTED = (
    (0x0020, 0x024F),
    (0x02B0, 0x02FF),
    (0x0300, 0x036F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x20A0, 0x20BF),
    (0x2100, 0x22FF),
)
VOWELS = "A\u0102\u00c2E\u00caIO\u00d4\u01a0U\u01afY"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# Letters of Ê Đê, Gia Rai, Ba Na and Mnông that Unicode has in two pieces only: letter, breve.
BREVED = "\u00c2\u00ca\u00d4\u01a0\u01af\u00e2\u00ea\u00f4\u01a1\u01b0"
PRIVATE = 0xE000  # where they stand in the font, in that order
# Room between a circumflex and the breve above it, in units of the font.
ABOVE_CIRCUMFLEX = 345
SIGNS = "\u0110\u0111\u20ab\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"  # d-bar, dong, quotes


class NotBuilt(Exception):
    """The fonts could not be built; the message says why in one sentence."""


def main() -> None:
    try:
        print(build())
    except ModuleNotFoundError as missing:
        sys.exit(f"Fonts not built: the package {missing.name} is not installed.")
    except (NotBuilt, node.NpmFailed, OSError) as reason:
        sys.exit(f"Fonts not built: {reason}")


def build() -> str:
    recipe = recipe_mark()
    if is_current(recipe):
        return "Fonts: Tinos is current."
    node.packages()
    FONTS.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PROJECT / PACKAGE / "LICENSE", FONTS / "LICENSE")
    files = {f"Tinos-{style}.ttf": ttf(cut) for style, cut in STYLES.items()}
    for name, content in files.items():
        put(FONTS / name, content)
    stamp = {"recipe": recipe, "files": {name: digest(files[name]) for name in files}}
    put(STAMP, json.dumps(stamp, indent=2).encode())
    return f"Fonts: Tinos {locked()['version']} built, {len(files)} styles."


def recipe_mark() -> str:
    """Changes with the package, with fontTools and with this file."""
    import fontTools

    own = digest(Path(__file__).read_bytes())
    return digest(f"{locked()['integrity']} {fontTools.version} {own}".encode())


def locked() -> dict[str, str]:
    lock = json.loads((PROJECT / "package-lock.json").read_bytes())
    entry: dict[str, str] = lock["packages"][PACKAGE]
    return entry


def is_current(recipe: str) -> bool:
    try:
        stamp = json.loads(STAMP.read_bytes())
        return bool(
            stamp["recipe"] == recipe
            and set(stamp["files"]) == {f"Tinos-{style}.ttf" for style in STYLES}
            and all(digest((FONTS / n).read_bytes()) == d for n, d in stamp["files"].items())
        )
    except (OSError, ValueError, KeyError):
        return False


def ttf(cut: str) -> bytes:
    """One style: its alphabets joined, trimmed to what forms use, the same bytes every time."""
    font = joined(cut)
    trim(font)
    join_breves(font)
    missing = letters() - set(font.getBestCmap())
    if missing:
        raise NotBuilt(f"{PACKAGE} lacks {', '.join(f'U+{code:04X}' for code in sorted(missing))}.")
    font.recalcTimestamp = False
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def joined(cut: str) -> Any:
    from fontTools.merge import Merger, Options
    from fontTools.ttLib import TTFont

    files = [str(PROJECT / PACKAGE / "files" / f"tinos-{name}-{cut}.woff") for name in ALPHABETS]
    font = Merger(Options(drop_tables=["GSUB", "GPOS", "GDEF"])).merge(files)
    # Merging stamps the present time; the time of the published cut gives the same bytes twice.
    published = TTFont(files[0])["head"]
    font["head"].created, font["head"].modified = published.created, published.modified
    return font


def trim(font: Any) -> None:
    from fontTools.subset import Options, Subsetter

    # The licence asks that its name records stay in the file.
    options = Options(name_IDs=["*"], notdef_outline=True, glyph_names=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in WANTED for code in range(first, last + 1)])
    subsetter.subset(font)


def join_breves(font: Any) -> None:
    """One glyph for each letter and its breve, at the letter's place in the private area.

    Marks drawn apart would lie on each other. The forms turn the two pieces into that one
    letter as they draw it (``documents.letters``), and a reader's copy gives both pieces back.
    """
    from fontTools.ttLib.tables import _g_l_y_f as glyphs

    known = font.getBestCmap()
    for number, letter in enumerate(BREVED):
        plain, pattern = known[ord(letter)], known[ord(breved_alike(letter))]
        breve = font["glyf"][pattern].components[-1]
        joint = glyphs.Glyph()
        joint.numberOfContours = -1
        raised = 0 if letter.lower() in "\u01a1\u01b0" else ABOVE_CIRCUMFLEX
        joint.components = [component(plain, 0, 0)]
        joint.components.append(component(breve.glyphName, breve.x, breve.y + raised))
        name = f"breved{number}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = joint
        joint.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][plain][0], joint.xMin)
        for table in font["cmap"].tables:
            table.cmap[PRIVATE + number] = name


def breved_alike(letter: str) -> str:
    """The letter without its own mark, with a breve: where a breve stands above its like."""
    bare = unicodedata.normalize("NFD", letter)[0]
    return unicodedata.normalize("NFC", bare + "\u0306")


def component(name: str, x: int, y: int) -> Any:
    from fontTools.ttLib.tables import _g_l_y_f as glyphs

    part = glyphs.GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = name, x, y, glyphs.ROUND_XY_TO_GRID
    return part


def letters() -> set[int]:
    """What no Vietnamese form can do without: every vowel with every tone, and a few signs."""
    composed = {unicodedata.normalize("NFC", v + tone) for v in VOWELS for tone in TONES}
    return {ord(letter) for letter in composed | {c.lower() for c in composed} | set(SIGNS)}


def put(path: Path, content: bytes) -> None:
    """A reader sees the whole old file or the whole new one."""
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()
