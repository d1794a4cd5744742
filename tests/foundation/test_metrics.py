"""What is measured, in CloudWatch's embedded metric format, and where it is not printed."""

from __future__ import annotations

import time
from typing import Any

import pytest

from chalicelib.foundation import metrics
from tests.foundation.test_handlers import message, watched
from tests.house.sources import in_a_new_process
from tests.support.backstage import Backstage
from tests.support.canary import Canary
from tests.support.province import Province


def measured(logs: Canary, name: str) -> list[dict[str, Any]]:
    return [line for line in logs.lines if "_aws" in line and name in line]


def test_a_measure_is_a_line_as_cloudwatch_reads_it(logs: Canary) -> None:
    metrics.measure("transitions", kind="accepted")

    (line,) = logs.lines
    told = line.pop("_aws")
    assert line == {"stage": "local", "province": "an-giang", "kind": "accepted", "transitions": 1}
    assert abs(told["Timestamp"] / 1000 - time.time()) < 60
    assert told["CloudWatchMetrics"] == [
        {
            "Namespace": "MotCua",
            "Dimensions": [["stage", "province", "kind"]],
            "Metrics": [{"Name": "transitions", "Unit": "Count"}],
        }
    ]


def test_every_dimension_of_a_measure_is_in_its_line(logs: Canary) -> None:
    for name, (_, wanted) in metrics.MEASURES.items():
        metrics.measure(name, **dict.fromkeys(wanted, "a_word"))

    for line in logs.lines:
        (told,) = line["_aws"]["CloudWatchMetrics"]
        assert all(line[dimension] for dimension in told["Dimensions"][0])
        assert all(isinstance(line[one["Name"]], int) for one in told["Metrics"])
    assert len(logs.lines) == len(metrics.MEASURES)


def test_what_is_not_on_the_list_is_not_measured() -> None:
    with pytest.raises(KeyError):
        metrics.measure("visitors")


def test_a_measure_has_just_the_dimensions_it_is_declared_with() -> None:
    with pytest.raises(ValueError, match="has the dimensions"):
        metrics.measure("submissions", kind="accepted")


def test_a_person_is_no_dimension(logs: Canary) -> None:
    metrics.measure("refusals", refusal="Nguyen Thi Hoa Mai")

    assert logs.lines[0]["refusal"] == "?"


def test_a_submission_is_counted_once_however_often_it_comes(
    province: Province, logs: Canary
) -> None:
    for _ in range(2):
        province.post("/dossiers", "citizen-1", province.submission(), "the same key, measured")

    assert len(measured(logs, "submissions")) == 1


def test_each_move_is_counted_by_the_kind_of_its_event(province: Province, logs: Canary) -> None:
    province.returned()

    assert [line["kind"] for line in measured(logs, "transitions")] == [
        "submitted",
        "accepted",
        "step_completed",
        "resolved",
        "returned",
    ]


def test_a_refusal_is_counted_by_its_code(province: Province, logs: Canary) -> None:
    province.get("/lookup/H01.51-260302-9999")
    province.get("/desk/dossiers")
    province.get("/health")

    assert [line["refusal"] for line in measured(logs, "refusals")] == [
        "lookup_not_found",
        "not_signed_in",
    ]


def test_a_message_is_measured_by_how_long_it_waited(logs: Canary) -> None:
    watched(lambda event: None)({"Records": [message("{}", 7)]}, None)

    (line,) = measured(logs, "queue_age")
    assert line["queue"] == "mot-cua-rollups"
    assert 7_000 <= line["queue_age"] < 10_000


def test_the_stream_is_measured_by_how_long_it_waited(province: Province, logs: Canary) -> None:
    backstage = Backstage(province)
    province.submitted()
    backstage.settle()

    (line,) = measured(logs, "stream_age")
    assert 0 <= line["stream_age"] < 60_000


@pytest.mark.parametrize(
    ("stage", "level", "printed"),
    [
        pytest.param("local", "WARNING", 0, id="not on a laptop"),
        pytest.param("local", "INFO", 1, id="on a laptop that is asked for everything"),
        pytest.param("live", "INFO", 1, id="on AWS"),
        pytest.param("live", "WARNING", 1, id="on AWS also when it says little"),
    ],
)
def test_measures_are_printed(stage: str, level: str, printed: int) -> None:
    lines = in_a_new_process(f"""
import io, json, os, sys
os.environ.update(STAGE={stage!r}, LOG_LEVEL={level!r})
said = sys.stderr = io.StringIO()
from chalicelib.foundation import metrics
metrics.measure("submissions")
print(json.dumps([json.loads(line) for line in said.getvalue().splitlines()]))
""")

    assert len(lines) == printed
    assert all(line["stage"] == stage and line["submissions"] == 1 for line in lines)
