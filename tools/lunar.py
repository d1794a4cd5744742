"""When Tết is, and how long the month before it was, drawn from a package that counts the moons.

``make lunar`` writes ``chalicelib/agencies/tet.py``: by Vietnam's own time, which sometimes differs
from China's. The package is needed here only; the product reads the table.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "chalicelib" / "agencies" / "tet.py"
# As far as the calendar counts.
YEARS = range(2010, 2101)

HEAD = '''"""The first day of each lunar year, and how many days the last month before it had.

Drawn by ``make lunar``; do not edit.
"""

from __future__ import annotations

import datetime as dt

# Year: the first day of Tet, the days of the twelfth month before it.
TET: dict[int, tuple[dt.date, int]] = {
'''


def main() -> None:
    TABLE.write_text(HEAD + "".join(map(_line, YEARS)) + "}\n", "utf-8")
    print(f"{TABLE.name}: {len(YEARS)} years")


def _line(year: int) -> str:
    from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

    tet = lunar_to_solar(LunarDate(day=1, month=1, year=year))
    length = solar_to_lunar(tet - dt.timedelta(days=1)).day
    return f"    {year}: (dt.date({tet.year}, {tet.month}, {tet.day}), {length}),\n"


if __name__ == "__main__":
    main()
