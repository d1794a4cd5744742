"""``make run`` as a newcomer uses it: real processes, real signals, a real port."""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import signal
import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from chalicelib.foundation import answers, names
from local.server import LONGEST_BODY
from tests.support.officers import number_of
from tests.support.running import Running


def test_says_each_step_then_where_it_is_ready(run: Any, port: int) -> None:
    said = run().wait_until_ready()
    assert [line[:5] for line in said.splitlines() if line.startswith("[")] == [
        f"[{step}/7]" for step in range(1, 8)
    ]
    assert said.splitlines()[-1] == f"ready: http://localhost:{port}"


def test_says_who_can_sign_in_and_where_officers_work(run: Any) -> None:
    said = run().wait_until_ready()
    people = [line.strip() for line in said.splitlines() if re.search(r": .*-[1-3]", line)]
    assert people == [
        "people: citizen-1, citizen-2, firm-1",
        "H01.51 UBND phường Long Xuyên: "
        "reception-1, officer-1, officer-2, head-1, finance-1, postal-1",
        "H01.52 UBND phường Châu Đốc: reception-2, officer-3, head-2",
        "H01.20 TT PVHCC tỉnh: centre-1",
        "H01.13 Sở Xây dựng: builder-1, builder-head-1",
        "H01.51.01 CA phường Long Xuyên: police-1, police-2, police-head-1",
        "whole province: partner-1, content-1, admin-1",
    ]


def test_sigterm_leaves_nothing_running_and_a_second_run_finds_the_dossiers(run: Any) -> None:
    first = run()
    first.wait_until_ready()
    code = first.submit()
    data_plane = first.data_plane()
    assert _alive(data_plane)
    assert "stopped" in first.end()
    assert first.process.returncode == 0
    assert not _alive(data_plane)

    second = run()
    second.wait_until_ready()
    assert second.call("GET", f"/dossiers/{code}", "citizen-1")["code"] == code


def test_after_kill_9_dossiers_are_there_and_every_event_is_counted_once(run: Any) -> None:
    first = run()
    first.wait_until_ready()
    codes = [first.submit() for _ in range(3)]
    for code in codes:
        first.call("POST", f"/desk/dossiers/{code}/acceptance", "reception-1", json={})
    # The README promises all but the last few seconds.
    time.sleep(6)
    first.end(signal.SIGKILL)

    second = run()
    second.wait_until_ready()
    for code in codes:
        timeline = second.call("GET", f"/dossiers/{code}", "citizen-1")["timeline"]
        assert [line["kind"] for line in timeline] == ["submitted", "accepted"]
    counted = lambda: second.call("GET", "/statistics")["events"]  # noqa: E731
    _wait_for(lambda: counted() == 6, "six events counted")
    time.sleep(1.5)
    assert counted() == 6


def test_events_that_the_relay_never_saw_are_counted_after_a_restart(run: Any) -> None:
    first = run()
    first.wait_until_ready()
    first.submit()
    _wait_for(lambda: first.call("GET", "/statistics")["events"] == 1, "the first event")
    first.end(signal.SIGKILL)
    # Killed the moment it answered: the last events were saved or not, relayed or not.
    second = run()
    second.wait_until_ready()
    second.submit()
    second.end(signal.SIGTERM)

    third = run()
    third.wait_until_ready()
    known = third.call("GET", "/dossiers", "citizen-1")["dossiers"]
    _wait_for(
        lambda: third.call("GET", "/statistics")["events"] == len(known), "as many as dossiers"
    )


def test_what_http_does_not_allow_is_refused_in_our_words_by_the_server_too(run: Any) -> None:
    province = run()
    province.wait_until_ready()
    too_large = (413, answers.PROBLEM, "body_too_large")

    def sent(length: int) -> tuple[int, str, str]:
        url = f"{province.url}/api/dossiers"
        answer = requests.post(url, data=b"x" * length, timeout=20)
        return answer.status_code, answer.headers["Content-Type"], answer.json()["code"]

    assert sent(4 * names.MAX_BODY_BYTES) == too_large
    # More than API Gateway takes.
    assert sent(11 * 1024 * 1024) == too_large
    # Only announced: the server does not wait for what it refuses.
    assert announced(province, b"Content-Length: %d" % (LONGEST_BODY + 1)) == too_large
    assert announced(province, b"Content-Length: 99999999999999") == too_large
    assert announced(province, b"X: " + b"x" * 300_000) == (431, answers.PROBLEM, "bad_request")
    assert announced(province, b"no header") == (400, answers.PROBLEM, "bad_request")


def announced(province: Running, header: bytes) -> tuple[int, str, str]:
    """The answer to a request of which only the head is sent."""
    address = urlsplit(province.url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(b"POST /api/dossiers HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n\r\n")
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        body = json.loads(answer.read())
    return answer.status, str(answer.getheader("Content-Type")), body["code"]


def test_a_taken_port_gets_one_sentence(run: Any, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        refused = run()
        out, err = refused.process.communicate(timeout=20)
    assert refused.process.returncode == 1
    assert err.strip().splitlines() == [
        f"cannot run: port {port} is taken; choose another one, "
        f"for example make run PORT={port + 1}."
    ]
    assert "ready" not in out


def test_an_unknown_province_gets_one_sentence(run: Any) -> None:
    refused = run(PROVINCE="ha-noi")
    _, err = refused.process.communicate(timeout=20)
    assert err.strip() == "cannot run: PROVINCE must be an-giang or dong-thap, not 'ha-noi'."


def test_a_state_directory_of_another_province_is_refused(run: Any, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "province").write_text("dong-thap\n")
    refused = run()
    _, err = refused.process.communicate(timeout=20)
    assert "keeps the province dong-thap" in err
    assert len(err.strip().splitlines()) == 1


def test_a_state_without_its_province_is_refused(run: Any, tmp_path: Path) -> None:
    (tmp_path / "state" / "aws").mkdir(parents=True)
    (tmp_path / "state" / "aws" / "snapshot.zip").touch()
    _, err = run().process.communicate(timeout=20)
    assert "nobody knows which province" in err
    assert len(err.strip().splitlines()) == 1


def test_a_state_that_is_a_file_gets_one_sentence(run: Any, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("not a directory")
    refused = run()
    _, err = refused.process.communicate(timeout=20)
    assert "cannot be used" in err
    assert len(err.strip().splitlines()) == 1


def test_a_province_without_its_secret_is_refused(run: Any, tmp_path: Path) -> None:
    first = run()
    first.wait_until_ready()
    first.end()
    secret = tmp_path / "state" / "secret"
    kept = secret.read_text()

    secret.write_text("")
    damaged = run()
    assert "is damaged" in damaged.process.communicate(timeout=20)[1]

    secret.unlink()
    missing = run()
    _, err = missing.process.communicate(timeout=20)
    assert "is missing" in err
    assert len(err.strip().splitlines()) == 1
    assert not secret.exists()

    secret.write_text(kept)
    run().wait_until_ready()


def test_another_secret_than_that_of_the_state_is_refused(run: Any, tmp_path: Path) -> None:
    first = run()
    first.wait_until_ready()
    first.end()
    secret = tmp_path / "state" / "secret"
    kept, new = secret.read_text(), secrets.token_hex(32)
    another, damaged = "is not the one", "is damaged"
    for text, why in (
        (new, another),
        (f"{new} {kept}", another),
        (f"{kept} {'z' * 64}", damaged),
        (f"{kept} {new} {new}", damaged),
    ):
        secret.write_text(text)
        _, err = run().process.communicate(timeout=20)
        assert why in err
        assert len(err.strip().splitlines()) == 1

    secret.write_text(f"{kept} {new}")
    second = run()
    second.wait_until_ready()
    second.end()
    secret.write_text(kept)
    _, err = run().process.communicate(timeout=20)
    assert "is not the one" in err


def test_after_a_rotation_of_the_secret_everybody_is_still_known(run: Any, tmp_path: Path) -> None:
    first = run()
    first.wait_until_ready()
    filed = [first.submit(), first.submit()]
    first.call("POST", f"/desk/dossiers/{filed[0]}/acceptance", "reception-1", json={})
    token = _token_of(first, filed[0])
    reception = first.call("GET", "/people/reception-1/grants", "admin-1")
    kept = {name: reception[name] for name in ("name", "grants")}
    number = number_of("reception-1")
    own = [first.submit("citizen-2", identity_number=number)]
    first.call(
        "PUT",
        "/people/reception-1/grants",
        "admin-1",
        json={**kept, "identity_number": number, "note": "Số định danh của chính mình"},
    )
    first.end()
    secret = tmp_path / "state" / "secret"
    secret.write_text(f"{secret.read_text()} {secrets.token_hex(32)}")

    second = run()
    second.wait_until_ready()

    filed.append(second.submit())
    assert _listed(second, "citizen-1", at_a_time=1) == filed[::-1]
    assert _listed(second, "citizen-1", at_a_time=2) == filed[::-1]
    assert _listed(second, "citizen-1", at_a_time=3) == filed[::-1]
    shown = second.look_up(filed[0], token)
    assert shown == second.look_up(filed[0], "0001")
    assert "received_at" in shown
    assert "received_at" in second.look_up(filed[0], _token_of(second, filed[0]))
    second.call("POST", f"/dossiers/{filed[0]}/withdrawal", "citizen-1", json={"reason": "Đổi ý"})
    own.append(second.submit("citizen-2", identity_number=number))
    for code in own:
        refused = requests.post(
            f"{second.url}/api/desk/dossiers/{code}/acceptance",
            headers=second.token("reception-1"),
            json={},
            timeout=20,
        )
        assert refused.json()["code"] == "own_dossier"


def test_the_other_province_runs_from_its_own_pack(run: Any) -> None:
    there = run(PROVINCE="dong-thap")
    there.wait_until_ready()
    assert there.call("GET", "/health")["province"] == "dong-thap"
    assert there.submit().startswith("H20.51-")


def _token_of(house: Running, code: str) -> str:
    """The token in the QR of its receipt."""
    headers = {**house.token("citizen-1"), "Accept": "application/json"}
    receipt = requests.get(
        f"{house.url}/api/dossiers/{code}/receipt", headers=headers, timeout=20
    ).json()
    token: str = parse_qs(urlsplit(receipt["lookup_url"]).fragment)["proof"][0]
    return token


def _listed(house: Running, by: str, at_a_time: int) -> list[str]:
    """The codes of somebody's dossiers, page after page."""
    found: list[str] = []
    asked: dict[str, Any] = {"limit": at_a_time}
    while asked:
        page = house.call("GET", "/dossiers", by, params=asked)
        found += [one["code"] for one in page["dossiers"]]
        assert page["next"] is None or len(page["dossiers"]) == at_a_time
        asked = page["next"] and {"limit": at_a_time, "cursor": page["next"]}
    return found


def _wait_for(happens: Any, what: str, patience: float = 15) -> None:
    until = time.monotonic() + patience
    while not happens():
        assert time.monotonic() < until, f"did not happen: {what}"
        time.sleep(0.1)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_a_laptop_prints_neither_requests_nor_measures(run: Any) -> None:
    province = run(LOG_LEVEL="")
    said = province.wait_until_ready()
    province.submit()

    assert not any(line.startswith("{") for line in (said + province.end()).splitlines())


def test_a_laptop_that_is_asked_prints_both_and_names_nobody(run: Any) -> None:
    province = run(LOG_LEVEL="INFO")
    province.wait_until_ready()
    code = province.submit()
    _wait_for(lambda: province.call("GET", "/statistics")["events"] == 1, "the event counted")
    printed = province.end()

    assert '"what": "event written", "request_id": ' in printed
    assert f'"code": "{code}"' in printed
    assert '"submissions": 1' in printed
    assert '"queue_age": ' in printed
