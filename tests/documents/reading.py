"""Reads a printed form back, as a citizen, a phone and an archivist would."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pypdfium2
import zxingcpp

POINT = 25.4 / 72  # millimetres


def every_letter() -> str:
    """All 134 letters that carry Vietnamese marks or none, small and capital, d-bar included."""
    vowels = "AĂÂEÊIOÔƠUƯY"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    words = [unicodedata.normalize("NFC", "".join(v + t for t in tones)) for v in vowels]
    return " ".join([*words, *(word.lower() for word in words), "Đđ"])


def said_by(program: str) -> bytes:
    """What a new process answers, elsewhere in the world and with other hashes."""
    return subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/New_York"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    ).stdout


def read(content: bytes) -> list[str]:
    """The text of each page, line by line."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def words(content: bytes) -> str:
    return words_of(" ".join(read(content)))


def words_of(text: str) -> str:
    return " ".join(text.split())


def sizes(content: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(content)
    return [(round(p.get_width() * POINT), round(p.get_height() * POINT)) for p in document]


def outside_margins(content: bytes) -> list[tuple[float, ...]]:
    """Everything drawn closer to an edge of its sheet than a printer can reach."""
    found: list[tuple[float, ...]] = []
    for page in pypdfium2.PdfDocument(content):
        width, height = page.get_size()
        for drawn in page.get_objects():
            left, bottom, right, top = (edge * POINT for edge in drawn.get_bounds())
            inside = left >= 13.5 and right <= width * POINT - 10.5
            if not inside or bottom < 4.5 or top > height * POINT - 5:
                found.append((left, bottom, right, top))
    return found


def scanned(content: bytes, dpi: int = 150) -> zxingcpp.Barcode:
    """The one QR code of the first page, as a camera sees it."""
    page = pypdfium2.PdfDocument(content)[0]
    picture = page.render(scale=dpi / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return code
