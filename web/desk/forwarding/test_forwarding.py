"""Bàn giao trong ngày: all that was accepted goes on at once."""

from __future__ import annotations

from tests.support.browser import Visitor


def test_the_day_is_handed_over_but_for_what_is_left_out(office: Visitor) -> None:
    stays, goes = (office.province.accepted()["code"] for _ in range(2))
    office.signs_in("reception-1")
    office.open("/ban-lam-viec/ban-giao")
    office.page.get_by_label(f"Bàn giao hồ sơ {stays}").uncheck()
    office.page.get_by_label(f"Bàn giao hồ sơ {goes}").wait_for()
    office.shows("forwarding")

    office.page.get_by_role("button", name="Bàn giao").click()

    office.sees("Đã bàn giao")
    office.page.get_by_label(f"Bàn giao hồ sơ {goes}").wait_for(state="detached")
    told = office.province.get("/desk/dossiers", "reception-1", to_forward=True, limit=100).body
    codes = [one["code"] for one in told["dossiers"]]
    assert stays in codes
    assert goes not in codes


def test_nothing_to_hand_over_is_said(phone: Visitor) -> None:
    phone.signs_in("police-1")
    phone.open("/ban-lam-viec/ban-giao")

    phone.sees("Đã bàn giao hết")
