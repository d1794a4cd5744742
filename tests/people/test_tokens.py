"""Bearer tokens at the door: which are accepted, and what the others get."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from waitress.server import create_server

from chalicelib.foundation import clock, names
from chalicelib.foundation.errors import Invalid
from chalicelib.people import actions as people
from chalicelib.people import audiences, store, tokens
from local.outside.identity import IdentityProvider
from local.people import directory
from tests.support import officers
from tests.support.province import Answer, Province


class Provider(IdentityProvider):
    """An identity provider of the test's own, that counts how often it is asked for its
    keys, and can be out of order."""

    def __init__(self, keys: Path) -> None:
        super().__init__(keys, names.TOKEN_ISSUER, names.TOKEN_AUDIENCE, directory())
        self.asked = 0
        self.broken = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked += 1
        if self.broken:
            start_response("503 Service Unavailable", [("Content-Length", "0")])
            return [b""]
        return super().__call__(environ, start_response)

    @property
    def key(self) -> ec.EllipticCurvePrivateKey:
        return self._key

    @property
    def kid(self) -> str:
        return self._kid

    def public_pem(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def provider(
    province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Provider]:
    """The province turns to this provider, and has not yet seen any key or token."""
    made = Provider(tmp_path / "key.pem")
    server = create_server(made, host="127.0.0.1", port=0, threads=1)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    monkeypatch.setattr(names, "JWKS_URL", f"http://127.0.0.1:{server.effective_port}/jwks")
    for name, forgotten in {"_keys": {}, "_keys_fetched": 0.0, "_verified": {}}.items():
        monkeypatch.setattr(tokens, name, forgotten)
    yield made
    server.trigger.pull_trigger(server.close)
    serving.join()


def sign_in(province: Province, token: str, scheme: str = "Bearer") -> Answer:
    headers = {"Authorization": f"{scheme} {token}".strip()}
    return province.ask("GET", "/dossiers", headers=headers)


def parts(token: str) -> list[dict[str, Any]]:
    return [json.loads(_bytes(part)) for part in token.split(".")[:2]]


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def assert_not_signed_in(answer: Answer, code: str) -> None:
    assert (answer.status, answer.body["code"]) == (401, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.body["title"].startswith(("Phiên đăng nhập", "Bạn cần đăng nhập"))


def test_a_good_token_opens_the_door(province: Province, provider: Provider) -> None:
    assert sign_in(province, provider.token("citizen-1")).status == 200
    assert sign_in(province, provider.token("citizen-1"), scheme="bearer").status == 200


NOW = int(time.time())

BAD_CLAIMS: dict[str, tuple[dict[str, Any], str]] = {
    "expired": ({"exp": NOW - 60}, "token_expired"),
    "expired long ago": ({"exp": 1}, "token_expired"),
    "of another issuer": ({"iss": "https://elsewhere.example"}, "token_invalid"),
    "of an issuer whose name begins alike": (
        {"iss": f"{names.TOKEN_ISSUER}.example"},
        "token_invalid",
    ),
    "for another audience": ({"aud": "another-system"}, "token_invalid"),
    "for other audiences": ({"aud": ["a", "b"]}, "token_invalid"),
    "not yet valid": ({"nbf": NOW + 3600}, "token_invalid"),
    "issued in the future": ({"iat": NOW + 3600}, "token_invalid"),
    "without an end": ({"exp": None}, "token_invalid"),
    "with an end in words": ({"exp": "tomorrow"}, "token_invalid"),
    "without an issuer": ({"iss": None}, "token_invalid"),
    "without an audience": ({"aud": None}, "token_invalid"),
    "without a subject": ({"sub": None}, "token_invalid"),
    "with a subject that is a number": ({"sub": 7}, "token_invalid"),
    "without a time of issue": ({"iat": None}, "token_invalid"),
}


@pytest.mark.parametrize("case", BAD_CLAIMS)
def test_a_token_that_does_not_hold_is_refused(
    province: Province, provider: Provider, case: str
) -> None:
    changes, code = BAD_CLAIMS[case]
    _, claims = parts(provider.token("citizen-1"))
    changed = {name: one for name, one in {**claims, **changes}.items() if one is not None}
    token = jwt.encode(changed, provider.key, "ES256", headers={"kid": provider.kid})
    assert_not_signed_in(sign_in(province, token), code)


def without_algorithm(provider: Provider) -> str:
    header, claims = parts(provider.token("citizen-1"))
    return f"{_text(header | {'alg': 'none'})}.{_text(claims)}."


def signed_with_the_public_key(provider: Provider) -> str:
    """Algorithm confusion: whoever has the public key signs with it as a shared secret."""
    header, claims = parts(provider.token("citizen-1"))
    signed = f"{_text(header | {'alg': 'HS256'})}.{_text(claims)}"
    mac = hmac.new(provider.public_pem(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_text(mac)}"


def signed_by_somebody_else(provider: Provider) -> str:
    _, claims = parts(provider.token("citizen-1"))
    stranger = ec.generate_private_key(ec.SECP256R1())
    return jwt.encode(claims, stranger, "ES256", headers={"kid": provider.kid})


def of_an_unknown_key(provider: Provider) -> str:
    _, claims = parts(provider.token("citizen-1"))
    return jwt.encode(claims, provider.key, "ES256", headers={"kid": "stranger"})


def without_a_key_name(provider: Provider) -> str:
    _, claims = parts(provider.token("citizen-1"))
    return jwt.encode(claims, provider.key, "ES256")


def that_brings_its_own_key(provider: Provider) -> str:
    _, claims = parts(provider.token("citizen-1"))
    stranger = ec.generate_private_key(ec.SECP256R1())
    own = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(stranger.public_key()))
    headers = {"kid": provider.kid, "jwk": own, "jku": "http://127.0.0.1:1/"}
    return jwt.encode(claims, stranger, "ES256", headers=headers)


def tampered(provider: Provider) -> str:
    header, payload, signature = provider.token("citizen-1").split(".")
    claims = json.loads(_bytes(payload)) | {"SoDinhDanh": "087200000002"}
    return f"{header}.{_text(claims)}.{signature}"


def with_its_signature_cut(provider: Provider) -> str:
    return provider.token("citizen-1")[:-4]


def with_the_signature_of_another(provider: Provider) -> str:
    one, other = provider.token("citizen-1"), provider.token("citizen-2")
    return f"{one.rpartition('.')[0]}.{other.rpartition('.')[2]}"


@pytest.mark.parametrize(
    "forged",
    [
        without_algorithm,
        signed_with_the_public_key,
        signed_by_somebody_else,
        of_an_unknown_key,
        without_a_key_name,
        that_brings_its_own_key,
        tampered,
        with_its_signature_cut,
        with_the_signature_of_another,
    ],
)
def test_a_forged_token_is_refused(
    province: Province, provider: Provider, forged: Callable[[Provider], str]
) -> None:
    assert sign_in(province, provider.token("citizen-1")).status == 200
    assert_not_signed_in(sign_in(province, forged(provider)), "token_invalid")


@pytest.mark.parametrize(
    "garbage",
    [
        "x",
        "a.b.c",
        "..",
        "....",
        "é.è.ê",
        "null",
        "e30.e30.",
        f"{'e30.' * 3}x",
        "x" * 10_000,
        _text({"alg": "ES256", "kid": 7}) + ".e30.x",
        _text({"alg": ["ES256"]}) + ".e30.x",
        _text([]) + ".e30.x",
        _text({"alg": "ES256", "kid": "stranger", "crit": ["x"]}) + ".e30.x",
    ],
)
def test_garbage_is_refused(province: Province, provider: Provider, garbage: str) -> None:
    assert_not_signed_in(sign_in(province, garbage), "token_invalid")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic eDp5", "x", "Token x"])
def test_without_a_bearer_token_nobody_is_signed_in(
    province: Province, provider: Provider, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    assert_not_signed_in(province.ask("GET", "/dossiers", headers=headers), "not_signed_in")


def test_a_token_is_no_longer_good_once_it_has_expired(
    province: Province, provider: Provider
) -> None:
    # Within the leeway for clocks that differ; remembered, and then forgotten on time.
    token = provider.token("citizen-1", exp=int(time.time()) - 28)
    assert sign_in(province, token).status == 200
    time.sleep(2.1)
    assert_not_signed_in(sign_in(province, token), "token_expired")


def test_a_provider_that_writes_numbers_as_text_is_understood(
    province: Province, provider: Provider
) -> None:
    token = provider.token("citizen-1", exp=str(int(time.time()) + 600))
    assert [sign_in(province, token).status for _ in range(2)] == [200, 200]


# ── Who somebody is, and what they may do here ───────────────────────────────────────────


def test_an_account_without_a_grant_may_do_nothing(province: Province, provider: Provider) -> None:
    answer = sign_in(province, officers.token(provider, "nobody-in-particular"))
    assert (answer.status, answer.body["code"]) == (403, "no_grant")


@pytest.mark.parametrize(
    "changes",
    [
        {"LoaiTaiKhoan": "1", "SoDinhDanh": ""},
        {"LoaiTaiKhoan": "2"},
        {"LoaiTaiKhoan": "3"},
        {"LoaiTaiKhoan": None},
        {"roles": ["province_admin"]},
    ],
)
def test_a_token_cannot_make_an_officer(
    province: Province, provider: Provider, changes: dict[str, Any]
) -> None:
    token = provider.token("citizen-1", **changes)
    headers = {"Authorization": f"Bearer {token}"}
    answer = province.ask("GET", "/desk/dossiers", headers=headers)
    assert answer.status == 403
    assert answer.body["code"] in {"no_grant", "not_permitted"}


def test_a_role_that_does_not_exist_cannot_be_granted(province: Province) -> None:
    with pytest.raises(Invalid, match="unknown_role"):
        people.grant("officer-9", "Ai Đó", {"king": ["H01.51"]})


def test_a_revoked_officer_is_out_within_a_minute(province: Province, provider: Provider) -> None:
    def status() -> int:
        headers = {"Authorization": f"Bearer {officers.token(provider, 'officer-9')}"}
        return province.ask("GET", "/desk/dossiers", headers=headers).status

    role = audiences.PROCESSING_OFFICER
    officers.grant("officer-9", "Võ Sắp Nghỉ", {role: ["H01.51"]})
    assert status() == 200
    before = store.load_grants_now("officer-9")
    assert before is not None
    revoked = {**before, "grants": {}, "version": before["version"] + 1}
    store.save_grants(before, revoked, "{}")  # elsewhere: this process is not told
    assert status() == 200
    assert store._SECONDS_KEPT <= 60
    clock.forget()  # as the time does
    assert status() == 403


@pytest.mark.parametrize("grants", [{}, {audiences.PROCESSING_OFFICER: []}])
def test_an_officer_without_a_place_has_no_desk(
    province: Province, provider: Provider, grants: dict[str, list[str]]
) -> None:
    officers.grant("officer-8", "Võ Vô Sở", grants)
    headers = {"Authorization": f"Bearer {officers.token(provider, 'officer-8')}"}
    answer = province.ask("GET", "/desk/dossiers", headers=headers)
    assert (answer.status, answer.headers["Content-Type"]) == (403, "application/problem+json")


def test_what_is_remembered_is_asked_again_once_its_time_is_over() -> None:
    asked: list[int] = []

    @clock.kept_for(0.05)
    def ask(number: int) -> int:
        asked.append(number)
        return number

    assert [ask(1), ask(1), ask(2), ask(1)] == [1, 1, 2, 1]
    assert asked == [1, 2]
    time.sleep(0.06)
    ask(1)
    assert asked == [1, 2, 1]


# ── The provider's keys ──────────────────────────────────────────────────────────────────


def test_the_providers_keys_are_asked_for_once(province: Province, provider: Provider) -> None:
    for person in ("citizen-1", "citizen-2", "firm-1", "citizen-1"):
        assert sign_in(province, provider.token(person)).status == 200
    assert provider.asked == 1


def test_unknown_keys_cannot_make_us_ask_the_provider_at_will(
    province: Province, provider: Provider
) -> None:
    for _ in range(20):
        assert sign_in(province, of_an_unknown_key(provider)).status == 401
    assert provider.asked == 1


def test_a_key_that_is_new_is_asked_for(
    province: Province, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sign_in(province, provider.token("citizen-1")).status == 200
    provider._key = ec.generate_private_key(ec.SECP256R1())  # the provider changes its keys
    assert sign_in(province, provider.token("citizen-1")).status == 401  # asked just now
    monkeypatch.setattr(tokens, "_keys_fetched", time.monotonic() - tokens._REFETCH_SECONDS - 1)
    assert sign_in(province, provider.token("citizen-1")).status == 200
    assert provider.asked == 2


def test_known_keys_serve_while_the_provider_is_out_of_order(
    province: Province, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sign_in(province, provider.token("citizen-1")).status == 200
    provider.broken = True
    monkeypatch.setattr(tokens, "_keys_fetched", time.monotonic() - tokens._KEYS_KEPT_SECONDS - 1)
    assert sign_in(province, provider.token("citizen-2")).status == 200
    assert provider.asked == 2
    assert sign_in(province, of_an_unknown_key(provider)).status == 401


@pytest.mark.parametrize("how", ["answers 503", "does not answer"])
def test_without_any_key_signing_in_is_unavailable(
    province: Province, provider: Provider, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    provider.broken = True
    with monkeypatch.context() as gone:
        if how == "does not answer":
            gone.setattr(names, "JWKS_URL", "http://127.0.0.1:9/jwks")
        answer = sign_in(province, provider.token("citizen-1"))
        assert (answer.status, answer.body["code"]) == (503, "sign_in_unavailable")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.body["title"].startswith("Chưa liên hệ được")
    provider.broken = False
    # Whoever comes right after a failure is told so at once; a moment later it is tried again.
    asked = provider.asked
    assert sign_in(province, provider.token("citizen-1")).status == 503
    assert provider.asked == asked
    monkeypatch.setattr(tokens, "_keys_fetched", time.monotonic() - tokens._RETRY_SECONDS - 1)
    assert sign_in(province, provider.token("citizen-1")).status == 200


def test_the_public_ways_in_need_no_provider(province: Province, provider: Provider) -> None:
    provider.broken = True
    assert province.get("/health").status == 200
    assert province.ask("GET", "/health", headers={"Authorization": "Bearer x"}).status == 200
    assert provider.asked == 0
