"""Objects in a bucket of the test's own, and what a form for an upload lets somebody do."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import time
from typing import Any

import pytest
import requests

from chalicelib.foundation import aws, objects
from chalicelib.foundation.objects import Form
from tests.house.sources import in_a_new_process
from tests.support.province import Province

BUCKET, PDF = "objects-of-a-test", "application/pdf"
CONTENT = b"%PDF-1.7 a paper"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def bucket(province: Province) -> str:
    s3 = aws.client("s3")
    s3.create_bucket(
        Bucket=BUCKET,
        ObjectLockEnabledForBucket=True,
        CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name},
    )
    return BUCKET


def form(key: str, **changes: Any) -> Form:
    wanted = {
        "content_type": PDF,
        "smallest": 5,
        "largest": 100,
        "sha256": SHA256,
        "seconds": 60,
        **changes,
    }
    return objects.upload_form(BUCKET, key, **wanted)


def sent(given: Form, content: bytes = CONTENT, **changes: str) -> int:
    """The status that a browser gets which sends a file with the form's fields, some changed."""
    fields = {**given.fields, **{name.replace("_", "-"): text for name, text in changes.items()}}
    answer = requests.post(given.url, data=fields, files={"file": ("x", content)}, timeout=10)
    return answer.status_code


def policy(given: Form) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.b64decode(given.fields["policy"]))
    return found


# ---- A form for an upload ----------------------------------------------------------------------


def test_what_a_form_is_for_is_taken(bucket: str) -> None:
    assert sent(form("taken")) == 204

    assert objects.get(bucket, "taken") == CONTENT
    assert objects.head(bucket, "taken").content_type == PDF


def test_another_key_is_refused(bucket: str) -> None:
    assert sent(form("mine"), key="yours") == 403

    assert objects.versions(bucket, "yours") == []


def test_a_key_that_begins_alike_is_refused(bucket: str) -> None:
    assert sent(form("mine"), key="mine/and/more") == 403


def test_another_content_type_is_refused(bucket: str) -> None:
    assert sent(form("typed"), Content_Type="text/html") == 403


@pytest.mark.parametrize("size", [4, 101])
def test_a_size_out_of_its_bounds_is_refused(bucket: str, size: int) -> None:
    assert sent(form("sized"), b"x" * size) == 400


@pytest.mark.parametrize("size", [5, 100])
def test_a_size_at_its_bounds_is_taken(bucket: str, size: int) -> None:
    content = b"x" * size

    assert sent(form("sized", sha256=hashlib.sha256(content).hexdigest()), content) == 204


def test_another_checksum_than_the_form_s_is_refused(bucket: str) -> None:
    other = base64.b64encode(hashlib.sha256(b"other").digest()).decode()

    assert sent(form("summed"), b"other", x_amz_checksum_sha256=other) == 403


def test_a_form_without_its_checksum_is_refused(bucket: str) -> None:
    given = form("summed")
    del given.fields["x-amz-checksum-sha256"]

    assert sent(given) == 403


def test_the_policy_names_the_checksum_of_what_may_come() -> None:
    """S3 compares it with the content; the emulator does not."""
    conditions = policy(form("summed"))["conditions"]

    assert {"x-amz-checksum-algorithm": "SHA256"} in conditions
    expected = base64.b64encode(bytes.fromhex(SHA256)).decode()
    assert {"x-amz-checksum-sha256": expected} in conditions


def test_a_field_more_is_refused(bucket: str) -> None:
    assert sent(form("more"), acl="public-read") == 403


def test_a_form_that_has_expired_is_refused(bucket: str) -> None:
    assert sent(form("late", seconds=-1)) == 403


def test_a_form_expires_when_it_was_said_to() -> None:
    expires = dt.datetime.fromisoformat(policy(form("late", seconds=600))["expiration"])

    assert 0 < 600 - (expires.timestamp() - time.time()) < 60


def test_a_policy_that_was_changed_is_refused(bucket: str) -> None:
    given = form("mine")
    changed = json.dumps({**policy(given), "conditions": [{"bucket": bucket}]})

    assert sent(given, policy=base64.b64encode(changed.encode()).decode(), key="yours") == 403


def test_every_field_of_a_form_is_bound_exactly() -> None:
    given = form("exact")
    conditions = policy(given)["conditions"]

    assert {"key": "exact"} in conditions
    assert {"Content-Type": PDF} in conditions
    assert ["content-length-range", 5, 100] in conditions
    assert not [one for one in conditions if isinstance(one, list) and one[0] == "starts-with"]


def test_what_is_no_hash_makes_no_form() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        form("none", sha256="abcd")


def test_a_form_on_aws_leads_to_the_region_and_is_signed_by_the_newer_way() -> None:
    made = in_a_new_process("""
import json, os
os.environ.update(AWS_REGION="ap-southeast-1", AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="b")
from chalicelib.foundation import objects
made = objects.upload_form("some-bucket", "key", content_type="application/pdf", smallest=1,
                           largest=9, sha256="00" * 32, seconds=60)
print(json.dumps([made.url, made.fields["x-amz-algorithm"]]))
""")

    assert made == ["https://some-bucket.s3.ap-southeast-1.amazonaws.com/", "AWS4-HMAC-SHA256"]


# ---- Objects and their versions ----------------------------------------------------------------


def test_what_was_put_is_got(bucket: str) -> None:
    objects.put(bucket, "put", CONTENT, PDF)

    assert objects.get(bucket, "put") == CONTENT


def test_an_object_is_described(bucket: str) -> None:
    version = objects.put(bucket, "described", CONTENT, PDF)

    assert objects.head(bucket, "described") == (version, len(CONTENT), PDF, SHA256, False)


def test_every_version_of_a_key_is_there_the_newest_first(bucket: str) -> None:
    first, second = (objects.put(bucket, "twice", text, PDF) for text in (b"first", b"second"))
    objects.put(bucket, "twice-more", b"another key", PDF)

    found = objects.versions(bucket, "twice")

    assert [one.version for one in found] == [second, first]
    assert [one.size for one in found] == [6, 5]
    assert objects.get(bucket, "twice", first) == b"first"


def test_a_key_that_was_removed_says_so(bucket: str) -> None:
    version = objects.put(bucket, "removed", CONTENT, PDF)
    aws.client("s3").delete_object(Bucket=bucket, Key="removed")

    newest, kept = objects.versions(bucket, "removed")

    assert (newest.removed, kept.removed, kept.version) == (True, False, version)
    with pytest.raises(objects.Missing):
        objects.get(bucket, "removed")


@pytest.mark.parametrize("look", [objects.get, objects.head])
def test_what_is_not_there_is_missing(bucket: str, look: Any) -> None:
    with pytest.raises(objects.Missing):
        look(bucket, "never put")


def test_a_version_under_hold_cannot_be_removed_until_it_is_released(bucket: str) -> None:
    s3 = aws.client("s3")
    version = objects.put(bucket, "held", CONTENT, PDF)

    objects.hold(bucket, "held", version)
    assert objects.head(bucket, "held").held
    with pytest.raises(s3.exceptions.ClientError, match="AccessDenied"):
        s3.delete_object(Bucket=bucket, Key="held", VersionId=version)

    objects.release(bucket, "held", version)
    assert not objects.head(bucket, "held").held
    s3.delete_object(Bucket=bucket, Key="held", VersionId=version)
    assert objects.versions(bucket, "held") == []


def test_what_is_not_there_cannot_be_held(bucket: str) -> None:
    with pytest.raises(objects.Missing):
        objects.hold(bucket, "never put", "none")
