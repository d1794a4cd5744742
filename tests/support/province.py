"""A seeded province in this process, called as over HTTP."""

from __future__ import annotations

import contextlib
import io
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from tests.support import grants
from tests.support.canary import ears
from tests.support.numbers import fresh


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    raw: bytes
    cookies: tuple[str, ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.raw)
        return body


class Province:
    """Speaks to the house as a client does, and to the outside world as its people do."""

    def __init__(self, house: Any, provider: Any) -> None:
        self.house, self.provider = house, provider

    def get(self, path: str, by: str | None = None, **query: Any) -> Answer:
        return self.ask("GET", path, by, query=query)

    def post(
        self, path: str, by: str | None = None, order: Any = None, key: str | None = None
    ) -> Answer:
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", path, by, order=order, headers=headers)

    def put(self, path: str, by: str | None = None, order: Any = None) -> Answer:
        return self.ask("PUT", path, by, order=order)

    def look_up(self, code: str, proof: str | None = None) -> Answer:
        """What anyone sees of a dossier; the proof goes in its header, as the page sends it."""
        headers = {} if proof is None else {"Lookup-Proof": proof}
        return self.ask("GET", f"/lookup/{code}", headers=headers)

    def page(self, path: str, method: str = "GET", **query: Any) -> Answer:
        """A page beside the API; the path is decoded once, as a WSGI server does."""
        return self._call(method, unquote(path), b"", {}, query)

    def ask(
        self,
        method: str,
        path: str,
        by: str | None = None,
        *,
        order: Any = None,
        raw: bytes | None = None,
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request; ``order`` is sent as JSON, ``raw`` as it is."""
        sent = dict(headers or {})
        if by:
            sent["Authorization"] = f"Bearer {self.provider.token(by)}"
        ears.meet(order)
        if order is not None:
            raw = json.dumps(order, ensure_ascii=False).encode()
            sent.setdefault("Content-Type", "application/json")
        return self._call(method, f"/api{path}", raw or b"", sent, query or {})

    def _call(
        self, method: str, path: str, raw: bytes, headers: dict[str, str], query: dict[str, Any]
    ) -> Answer:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode(errors="replace").decode("latin-1"),
            "QUERY_STRING": urlencode(query),
            "CONTENT_LENGTH": str(len(raw)),
            "wsgi.input": io.BytesIO(raw),
            "REMOTE_ADDR": "127.0.0.1",
        }
        for name, value in headers.items():
            plain = name.upper().replace("-", "_")
            environ[plain if plain == "CONTENT_TYPE" else f"HTTP_{plain}"] = value
        told: dict[str, Any] = {}

        def start_response(status: str, sent: list[tuple[str, str]]) -> None:
            cookies = tuple(value for name, value in sent if name.lower() == "set-cookie")
            told.update(status=int(status.split()[0]), headers=dict(sent), cookies=cookies)

        with grants.acting("api_handler"):
            body = b"".join(self.house(environ, start_response))
        return Answer(told["status"], told["headers"], body, told["cookies"])

    # What most stories begin with.

    def submission(self, **changes: Any) -> dict[str, Any]:
        """The example of the API's own description, with some of it changed."""
        from chalicelib.dossiers import examples
        from tests.support.submissions import asked_by_its_applicant

        return asked_by_its_applicant({**examples.submission(), **changes})

    def submitted(self, by: str = "citizen-1", **changes: Any) -> dict[str, Any]:
        answer = self.post("/dossiers", by, self.submission(**changes))
        assert answer.status == 201, answer.body
        return answer.body

    def accepted(self, **changes: Any) -> dict[str, Any]:
        return self.moved(self.submitted(**changes)["code"], "acceptance", "reception-1")

    def moved(self, code: str, move: str, by: str, **order: Any) -> dict[str, Any]:
        answer = self.post(f"/desk/dossiers/{code}/{move}", by, order)
        assert answer.status == 200, answer.body
        return answer.body

    def returned(self) -> dict[str, Any]:
        """A dossier at the end of its life."""
        code = self.accepted()["code"]
        self.moved(code, "step", "officer-1")
        self.moved(code, "result", "head-1", number=fresh("GKS"))
        return self.moved(code, "return", "reception-1")


def token_of(code: str) -> str:
    """The look-up token that the receipt of a dossier carries."""
    from chalicelib.dossiers import store
    from chalicelib.foundation import ids

    return ids.lookup_token(code, store.load(code).dossier.look_up_key)


@contextlib.contextmanager
def running(state: Path, pack: str = "an-giang") -> Iterator[Province]:
    """Starts the data plane and the outside world, loads the pack, opens the door."""
    from chalicelib.foundation import names
    from local import stack
    from local.dataplane import DataPlane

    port = urlsplit(str(names.AWS_ENDPOINT)).port or 0
    with DataPlane(state / "aws", port=port), contextlib.ExitStack() as open_things:
        stack.ensure()
        grants.watch()
        load(pack)
        yield opened(state, open_things)


def load(pack: str) -> None:
    from chalicelib.agencies import actions as agencies
    from local.people import grant, officers
    from tools import packs

    packs.load(pack)
    for subject, officer in officers(agencies.province()["identifier"]).items():
        grant(subject, officer)


def opened(state: Path, open_things: contextlib.ExitStack) -> Province:
    from waitress.server import create_server

    import app
    from chalicelib.foundation import names
    from local.gateway import House
    from local.outside import Outside
    from local.outside.identity import IdentityProvider
    from local.people import directory

    provider = IdentityProvider(
        state / "identity-key.pem", names.TOKEN_ISSUER, names.TOKEN_AUDIENCE, directory()
    )
    outside = Outside(provider)
    server = create_server(outside, host="127.0.0.1", port=urlsplit(names.JWKS_URL).port, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    # Closed by its own thread, which still waits on the sockets.
    open_things.callback(server.trigger.pull_trigger, server.close)
    return Province(House(app, outside), provider)
