"""Objects: files in buckets of S3, and the form by which a browser sends one there itself.

Buckets and keys are given by the caller. Hashes are SHA-256 in hexadecimal, sizes are bytes. A
bucket has versions, and for a legal hold an object lock. Whoever calls needs the right to list
the bucket, or S3 answers of what is missing that it is forbidden.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from typing import Any, NamedTuple

from . import aws
from .trace import span


class Missing(LookupError):
    """There is no such object, or no such version of it."""


class Form(NamedTuple):
    """Where a browser sends a file (``multipart/form-data``), and the fields that go before it."""

    url: str
    fields: dict[str, str]


class Description(NamedTuple):
    """What is known of an object without its content; ``sha256`` is empty if S3 was not given
    it."""

    version: str
    size: int
    content_type: str
    sha256: str
    held: bool


class Version(NamedTuple):
    """One of the contents that a key had; ``removed`` says that it then had none."""

    version: str
    size: int
    written: dt.datetime
    removed: bool


def upload_form(
    bucket: str,
    key: str,
    *,
    content_type: str,
    smallest: int,
    largest: int,
    sha256: str,
    seconds: int,
) -> Form:
    """A form that lets whoever has it put one object there, for so many seconds.

    S3 refuses another key, content type, size or content, and any other field. It is signed
    here: nothing is called.
    """
    fields = {
        "Content-Type": content_type,
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": _to_base64(sha256),
    }
    conditions: list[Any] = [{name: value} for name, value in fields.items()]
    conditions.append(["content-length-range", smallest, largest])
    with span("s3"):
        made = aws.client("s3").generate_presigned_post(
            bucket, key, Fields=fields, Conditions=conditions, ExpiresIn=seconds
        )
    return Form(made["url"], made["fields"])


def put(bucket: str, key: str, content: bytes, content_type: str) -> str:
    """Puts an object whole; returns its version. What the key had before stays beside it."""
    sha256 = base64.b64encode(hashlib.sha256(content).digest()).decode()
    with span("s3"):
        answer = aws.client("s3").put_object(
            Bucket=bucket, Key=key, Body=content, ContentType=content_type, ChecksumSHA256=sha256
        )
    return str(answer["VersionId"])


def get(bucket: str, key: str, version: str = "") -> bytes:
    """The content of an object, whole in memory: the newest, or of one version.

    Raises ``Missing``.
    """
    try:
        with span("s3"):
            answer = aws.client("s3").get_object(Bucket=bucket, Key=key, **_of(version))
            return bytes(answer["Body"].read())
    except _client_error() as error:
        raise _missing(error) from None


def head(bucket: str, key: str, version: str = "") -> Description:
    """What is known of an object: of the newest, or of one version. Raises ``Missing``."""
    try:
        with span("s3"):
            answer = aws.client("s3").head_object(
                Bucket=bucket, Key=key, ChecksumMode="ENABLED", **_of(version)
            )
    except _client_error() as error:
        raise _missing(error) from None
    return Description(
        version=answer["VersionId"],
        size=answer["ContentLength"],
        content_type=answer["ContentType"],
        sha256=base64.b64decode(answer.get("ChecksumSHA256", "")).hex(),
        held=answer.get("ObjectLockLegalHoldStatus") == "ON",
    )


def versions(bucket: str, key: str) -> list[Version]:
    """Everything that was ever under a key and still is there, the newest first."""
    found: list[tuple[bool, Version]] = []
    marker: dict[str, str] = {}
    while True:
        with span("s3"):
            page = aws.client("s3").list_object_versions(Bucket=bucket, Prefix=key, **marker)
        found += [
            (one["IsLatest"], _version(one, removed))
            for kind, removed in (("Versions", False), ("DeleteMarkers", True))
            for one in page.get(kind, [])
            if one["Key"] == key
        ]
        if not page.get("IsTruncated"):
            # Times are whole seconds.
            found.sort(key=lambda one: (one[0], one[1].written), reverse=True)
            return [version for _, version in found]
        marker = {
            "KeyMarker": page["NextKeyMarker"],
            "VersionIdMarker": page["NextVersionIdMarker"],
        }


def hold(bucket: str, key: str, version: str) -> None:
    """Puts a version under legal hold: nobody can remove it until it is released.

    Raises ``Missing``.
    """
    _set_hold(bucket, key, version, "ON")


def release(bucket: str, key: str, version: str) -> None:
    """Ends a version's legal hold. Raises ``Missing``."""
    _set_hold(bucket, key, version, "OFF")


def _set_hold(bucket: str, key: str, version: str, status: str) -> None:
    try:
        with span("s3"):
            aws.client("s3").put_object_legal_hold(
                Bucket=bucket, Key=key, VersionId=version, LegalHold={"Status": status}
            )
    except _client_error() as error:
        raise _missing(error) from None


def _version(one: dict[str, Any], removed: bool) -> Version:
    return Version(one["VersionId"], one.get("Size", 0), one["LastModified"], removed)


def _of(version: str) -> dict[str, str]:
    return {"VersionId": version} if version else {}


def _to_base64(sha256: str) -> str:
    """As S3 writes a hash; raises ValueError if it is none."""
    raw = bytes.fromhex(sha256)
    if len(raw) != hashlib.sha256().digest_size:
        raise ValueError("not a SHA-256 in hexadecimal")
    return base64.b64encode(raw).decode()


def _missing(error: Any) -> Exception:
    """``Missing`` for what S3 says is not there; any other error as it is."""
    is_missing = error.response["Error"]["Code"] in ("404", "NoSuchKey", "NoSuchVersion")
    return Missing("no such object") if is_missing else error


def _client_error() -> type[Exception]:
    from botocore import exceptions

    error: type[Exception] = exceptions.ClientError
    return error
