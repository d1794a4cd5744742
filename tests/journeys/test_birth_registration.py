"""A mother registers a birth by phone; the ward settles it the next working day."""

from __future__ import annotations

from tests.support.province import Province


def test_a_birth_is_registered_from_submission_to_returned_result(province: Province) -> None:
    filed = province.submitted()
    assert filed["status"] == {"code": 1, "name": "Mới đăng ký"}
    code = filed["code"]

    accepted = province.moved(code, "acceptance", "reception-1", note="Hồ sơ hợp lệ")
    assert accepted["status"]["code"] == 2
    assert accepted["due_at"] == accepted["deadline"]["due"]

    assert province.moved(code, "step", "officer-1")["status"]["code"] == 4
    assert province.moved(code, "result", "head-1", number="7/GKS")["status"]["code"] == 9
    returned = province.moved(code, "return", "reception-1")
    assert returned["status"] == {"code": 10, "name": "Đã trả kết quả"}
    # An error may be found after the end, and is corrected then (NĐ 61/2018 Điều 21).
    assert returned["lawful_moves"] == ["correct_result"]

    seen = province.get(f"/dossiers/{code}", "citizen-1").body
    assert [line["kind"] for line in seen["timeline"]] == [
        "submitted",
        "accepted",
        "step_completed",
        "resolved",
        "returned",
    ]
    verdict = province.get(f"/dossiers/{code}/timeline/verification", "citizen-1").body
    assert verdict["valid"]
    assert verdict["length"] == 5
