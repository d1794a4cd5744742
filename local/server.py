"""The laptop's web server: waitress, whose own refusals are the house's, in the house's words."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask
from waitress.utilities import Error

from chalicelib.foundation import answers, visits, wording
from chalicelib.foundation.errors import Malformed, Refusal

# As much of a body is taken in, to a file and not to memory, and refused by the house for its
# length. Beyond, the server refuses it as soon as its length is known.
LONGEST_BODY = 64 * 1024 * 1024


def served(application: Any, **settings: Any) -> Any:
    """A server for the application, not yet running; ``settings`` are waitress's."""
    server = create_server(
        application,
        ident=None,
        # The first length that it does not take.
        max_request_body_size=LONGEST_BODY + 1,
        channel_timeout=60,
        connection_limit=1000,
        **settings,
    )
    server.channel_class = _Channel
    return server


class _RefusedByTheServer(ErrorTask):  # type: ignore[misc]
    def execute(self) -> None:
        self.request.error = _InOurWords(self.request.error.code)
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _RefusedByTheServer


class _InOurWords(Error):  # type: ignore[misc]
    """What waitress found wrong before the house saw the request, as a problem."""

    def __init__(self, status: int) -> None:
        super().__init__("")
        self._status = status

    def to_response(self, ident: Any = None) -> tuple[str, list[tuple[str, Any]], bytes]:
        response = answers.refused(_refusal(self._status))
        status = HTTPStatus(response.status_code)
        return f"{status.value} {status.phrase}", list(response.headers.items()), response.body


def _refusal(status: int) -> Refusal:
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return visits.too_large()
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return answers.unexpected()
    refusal = Malformed("bad_request", wording.NOT_UNDERSTOOD)
    refusal.status = status
    return refusal
