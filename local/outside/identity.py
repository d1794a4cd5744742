"""A simulated OpenID provider with the claims of the national portal's (wire: DVCQG).

Speaks discovery, JWKS, the authorization code flow with PKCE (S256), and for developers a
direct grant by the name of an account. Keys are made on first use and kept with the state.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from . import wording

BEARER = "Bearer"
TOKEN_SECONDS = 8 * 3600
CODE_SECONDS = 60
LEVELS = {"1": "LoA1", "2": "LoA2"}


class Refused(Exception):
    """An OAuth error: (error, HTTP status line)."""

    def __init__(self, error: str, status: str = "400 Bad Request") -> None:
        super().__init__(error)
        self.status = status


class IdentityProvider:
    """The WSGI application under ``/outside/identity``."""

    def __init__(
        self, keys: Path, issuer: str, audience: str, people: dict[str, dict[str, Any]]
    ) -> None:
        self._issuer, self._audience, self._people = issuer, audience, people
        self._key = _load_or_make(keys)
        self._codes: dict[str, dict[str, Any]] = {}
        self.issued = 0

    def accounts(self) -> list[tuple[str, str]]:
        return [(name, str(claims["HoVaTen"])) for name, claims in self._people.items()]

    def token(self, account: str, nonce: str | None = None, **changes: Any) -> str:
        """A signed token for an account; ``changes`` are for tests of bad ones."""
        import jwt

        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": account,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "acr": "LoA2",
            "loginIdp": "BCA",
            **self._people[account],
        }
        if nonce:
            claims["nonce"] = nonce
        self.issued += 1
        return jwt.encode(
            {**claims, **changes}, self._key, algorithm="ES256", headers={"kid": self._kid}
        )

    def jwks(self) -> dict[str, Any]:
        from jwt.algorithms import ECAlgorithm

        public = json.loads(ECAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**public, "kid": self._kid, "use": "sig", "alg": "ES256"}]}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        route = (environ["REQUEST_METHOD"], environ["PATH_INFO"])
        try:
            if route == ("GET", "/.well-known/openid-configuration"):
                return _json(start_response, self._discovery())
            if route == ("GET", "/jwks"):
                return _json(start_response, self.jwks())
            if route == ("GET", "/authorize"):
                return self._authorize(_given(environ.get("QUERY_STRING", "")), start_response)
            if route == ("POST", "/token"):
                length = int(environ.get("CONTENT_LENGTH") or 0)
                given = _given(
                    environ["wsgi.input"].read(min(length, 65536)).decode("utf-8", "replace")
                )
                return _json(start_response, self._grant(given))
            raise Refused("not_found", "404 Not Found")
        except Refused as refused:
            return _json(start_response, {"error": str(refused)}, refused.status)

    @property
    def _kid(self) -> str:
        numbers = self._key.public_key().public_numbers()
        return hashlib.sha256(f"{numbers.x}.{numbers.y}".encode()).hexdigest()[:16]

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": self._issuer,
            "authorization_endpoint": f"{self._issuer}/authorize",
            "token_endpoint": f"{self._issuer}/token",
            "jwks_uri": f"{self._issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid"],
        }

    def _authorize(
        self, given: dict[str, str], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """The sign-in page; with an account chosen, back to the client with a code."""
        if given.get("code_challenge_method") != "S256" or not given.get("code_challenge"):
            raise Refused("invalid_request")
        back_to = given.get("redirect_uri", "/")
        if not (back_to.isascii() and back_to.isprintable()):
            raise Refused("invalid_request")
        account = given.pop("account", None)
        if account is None:
            return self._choose(given, start_response)
        if account not in self._people:
            raise Refused("access_denied")
        code = secrets.token_urlsafe(24)
        self._codes[code] = {**given, "account": account, "until": time.time() + CODE_SECONDS}
        back = urlencode({"code": code, "state": given.get("state", "")})
        start_response("302 Found", [("Location", f"{back_to}?{back}")])
        return [b""]

    def _choose(self, given: dict[str, str], start_response: Callable[..., Any]) -> Iterable[bytes]:
        rows = "".join(
            f'<li><a href="?{html.escape(urlencode({**given, "account": name}))}">'
            f"{html.escape(person)}</a>"
            for name, person in self.accounts()
        )
        body = wording.PAGE.format(content=wording.SIGN_IN.format(rows=rows)).encode()
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [body]

    def _grant(self, given: dict[str, str]) -> dict[str, Any]:
        if given.get("grant_type") == "authorization_code":
            account, nonce = self._redeem(given)
        elif given.get("grant_type") == "urn:mot-cua:account":
            account, nonce = given.get("account", ""), None
        else:
            raise Refused("unsupported_grant_type")
        if account not in self._people:
            raise Refused("invalid_grant")
        token = self.token(account, nonce, **_level(given))
        return {
            "access_token": token,
            "id_token": token,
            "token_type": BEARER,
            "expires_in": TOKEN_SECONDS,
        }

    def _redeem(self, given: dict[str, str]) -> tuple[str, str | None]:
        issued = self._codes.pop(given.get("code", ""), None)
        if issued is None or issued["until"] < time.time():
            raise Refused("invalid_grant")
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != issued["code_challenge"]:
            raise Refused("invalid_grant")
        if issued.get("redirect_uri") != given.get("redirect_uri"):
            raise Refused("invalid_grant")
        return issued["account"], issued.get("nonce")


def _level(given: dict[str, str]) -> dict[str, str]:
    """The level of the sign-in that a developer asks for (``1`` or ``2``), if any."""
    level = given.get("level", "")
    if level and level not in LEVELS:
        raise Refused("invalid_request")
    return {"acr": LEVELS[level]} if level else {}


def _load_or_make(path: Path) -> Any:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    if path.exists():
        return serialization.load_pem_private_key(path.read_bytes(), password=None)
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(pem)
    return key


def _given(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


def _json(
    start_response: Callable[..., Any], body: dict[str, Any], status: str = "200 OK"
) -> Iterable[bytes]:
    raw = json.dumps(body, ensure_ascii=False).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(raw)))]
    start_response(status, [*headers, ("Cache-Control", "no-store")])
    return [raw]
