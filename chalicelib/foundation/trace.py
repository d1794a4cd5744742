"""Traces: an X-Ray subsegment around each call to the outside; nothing on a laptop."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import names


@contextmanager
def span(service: str) -> Iterator[None]:
    """Times a call to ``service``; the name is a service's, never a person's or a code.

    A call that fails is marked as such. What it raised is not kept: a message may carry
    what was sent.
    """
    if not names.TRACING:
        yield
        return
    recorder = _recorder()
    subsegment = recorder.begin_subsegment(service, namespace="remote")
    if subsegment is None:  # nothing is traced at this moment
        yield
        return
    try:
        yield
    except BaseException:
        subsegment.add_fault_flag()
        raise
    finally:
        recorder.end_subsegment()


@functools.cache
def _recorder() -> Any:
    from aws_xray_sdk.core import xray_recorder

    # Without an open segment a call is made all the same: a trace is never worth a refusal.
    xray_recorder.configure(context_missing="LOG_ERROR")
    return xray_recorder
