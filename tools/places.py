"""The communes of each province since 2025-07-01, and of which units before they were made.

``make places`` writes ``infra/seed/<province>/places.yaml`` from the data of a package. Only its
data are read: the package itself would bring maps and progress bars. Where an old commune was
divided, each of the new ones has it under ``parts_of``.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SEED = Path(__file__).resolve().parent.parent / "infra" / "seed"
PACKAGE = "vietnamadminunits"
# The provinces of the packs by the names that the package gives them.
PROVINCES = {"an-giang": "tinhangiang", "dong-thap": "tinhdongthap"}

HEAD = """# Xã, phường, đặc khu từ 01/07/2025 và các đơn vị trước đó. Do `make places` ghi.
# `old`: nhập cả đơn vị cũ; `parts_of`: chỉ nhập một phần. Nguồn: dữ liệu của gói vietnamadminunits
# 1.0.4 (MIT), chưa đối chiếu từng dòng với Nghị quyết của Ủy ban Thường vụ Quốc hội.
verify: true
places:
"""


def main() -> None:
    now, before, changes = (
        _data(name) for name in ("parser_from_2025", "parser_legacy", "converter_2025")
    )
    old_units = dict(_old_units(before))
    for pack, key in PROVINCES.items():
        province = now["DICT_PROVINCE"][key]["province"]
        units = _units(now, key)
        whole = changes["DICT_PROVINCE_WARD_NO_DIVIDED"][key]
        divided = changes["DICT_PROVINCE_WARD_DIVIDED"].get(key, {})
        lines = []
        for unit, about in sorted(units.items(), key=lambda one: one[1]["wardCode"]):
            parts = [old for old, made in divided.items() if unit in _made(made)]
            lines.append(
                _line(
                    code=about["wardCode"],
                    name=about["ward"],
                    province=province,
                    old=[old_units[one] for one in whole.get(unit, ())],
                    parts_of=[old_units[one] for one in parts],
                )
            )
        (SEED / pack / "places.yaml").write_text(HEAD + "".join(lines), "utf-8")
        print(f"{pack}: {len(lines)} communes")


def _data(name: str) -> dict[str, Any]:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"{PACKAGE} is missing: run make places")
    path = Path(next(iter(found.submodule_search_locations))) / "data" / f"{name}.json"
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def _units(now: dict[str, Any], province: str) -> dict[str, dict[str, Any]]:
    kinds = ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED")
    return {key: unit for kind in kinds for key, unit in now[kind].get(province, {}).items()}


def _old_units(before: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Commune, district and province of before, by the key that the changes name it with."""
    kinds = ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED")
    for kind in kinds:
        for province, districts in before[kind].items():
            name = before["DICT_PROVINCE"][province]["province"]
            for district, wards in districts.items():
                of = before["DICT_PROVINCE_DISTRICT"][province][district]["district"]
                for key, ward in wards.items():
                    yield f"{province}_{district}_{key}", [ward["ward"], of, name]


def _made(made: list[dict[str, Any]]) -> set[str]:
    return {one["newWardKey"] for one in made}


def _line(**members: Any) -> str:
    shown = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in members.items())
    return "- {" + ", ".join(shown) + "}\n"


if __name__ == "__main__":
    main()
