"""Which requests may have changed something, so that it is saved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from .saver import Saver

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
READ_OPERATIONS = ("Get", "BatchGet", "TransactGet", "Query", "Scan", "List", "Describe")


def noting_changes(app: Application, saver: Saver) -> Application:
    """The same application; the saver learns of every request that may change something. What is
    not known to be a read counts as a change: a needless save costs little, a missing one data.
    """

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        operation = _operation(scope)
        if operation == "ReceiveMessage":
            await app(scope, receive, _noting_messages(send, saver))
        elif scope["method"] in READ_METHODS or operation.startswith(READ_OPERATIONS):
            await app(scope, receive, send)
        else:
            # Before: whoever gets the answer may rely on it. After: only then it is done.
            saver.note_change()
            try:
                await app(scope, receive, send)
            finally:
                saver.note_change()

    return noting


def _operation(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-amz-target":
            return str(value.decode("latin-1").rpartition(".")[2])
    return ""


def _noting_messages(send: Send, saver: Saver) -> Send:
    """A received message is in flight from now on, which is a change; an idle consumer's empty
    answer `{}` is none, or an idle house would save for ever."""

    async def noting(message: Message) -> None:
        if len(message.get("body", b"")) > 2:
            saver.note_change()
        await send(message)

    return noting
