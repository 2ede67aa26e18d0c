"""What becomes of a task by the exit code of its command, with a program in Ferry's place that ends as it is told."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException, TaskDeferred

from ferry_airflow.command import Meaning, Result
from ferry_airflow.operators import FerryApplyOperator, FerryPlanOperator, counts

WHOAMI = {"minute": {"limit": 900, "remaining": 899}, "month": {"limit": 100000, "remaining": 99000}}


class Told:
    """A program that ends as told, and notes what it was given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = folder / "ferry"
        self.program.write_text(
            "#!/bin/sh\n"
            f'echo "$*" >>{folder}/arguments\nenv >>{folder}/environment\n'
            f"case $1 in whoami) cat {folder}/whoami; exit 0 ;; status) cat {folder}/status; exit 0 ;; esac\n"
            f"cat {folder}/errors >&2; cat {folder}/document; exit $(cat {folder}/code)\n"
        )
        self.program.chmod(0o755)
        self.write("whoami", WHOAMI)
        self.write("status", [{"state": "planned"}])
        (folder / "errors").write_text("")

    def write(self, name: str, value: Any) -> None:
        (self.folder / name).write_text(json.dumps(value))

    def apply(self, code: int, errors: Any = None, **options: Any) -> dict[str, Any]:
        self.write("code", code)
        self.write("document", {"outcome": {"created": 2}})
        if errors:
            self.write("errors", errors)
        operator = FerryApplyOperator(task_id="apply", run="/runs/a.ferry", program=str(self.program), **options)
        return operator.execute({})

    @property
    def arguments(self) -> list[str]:
        return (self.folder / "arguments").read_text().splitlines()


@pytest.fixture
def told(tmp_path: Path, connection: str) -> Told:  # noqa: ARG001
    return Told(tmp_path)


@pytest.mark.parametrize(("code", "rejects"), [(0, False), (2, False), (3, True)])
def test_success_and_success_with_a_warning(told: Told, code: int, rejects: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert told.apply(code) == {"run": "/runs/a.ferry", "name": "a", "counts": {"created": 2}, "rejects": rejects}
    assert ("rows did not go in" in capsys.readouterr().out) == rejects


@pytest.mark.parametrize("code", [4, 64, 65, 77])
def test_what_would_be_refused_again_is_not_tried_again(told: Told, code: int) -> None:
    said = {"level": "error", "message": "this is wrong", "code": "X100", "hint": "mend it"}
    with pytest.raises(AirflowFailException, match=r"this is wrong \(X100\); mend it"):
        told.apply(code, said)


@pytest.mark.parametrize("code", [1, 70, 137])
def test_any_other_failure_is_tried_again(told: Told, code: int) -> None:
    with pytest.raises(AirflowException) as failure:
        told.apply(code)
    assert not isinstance(failure.value, AirflowFailException)


@pytest.mark.parametrize(("code", "pause", "interruptions"), [(5, timedelta(hours=1), 0), (6, timedelta(minutes=1), 1)])
def test_what_goes_on_later_is_deferred(told: Told, code: int, pause: timedelta, interruptions: int) -> None:
    with pytest.raises(TaskDeferred) as deferred:
        told.apply(code)
    waits = deferred.value.trigger.serialize()[1]["moment"] - datetime.now(timezone.utc)
    assert pause - timedelta(seconds=30) < waits <= pause
    assert deferred.value.method_name == "go_on"
    assert deferred.value.kwargs == {"interruptions": interruptions}


def test_a_task_that_is_stopped_starts_nothing_more(told: Told) -> None:
    operator = FerryApplyOperator(task_id="apply", run="/runs/a.ferry", program=str(told.program))
    operator.on_kill()
    with pytest.raises(AirflowException, match="stopped from outside"):
        operator.execute({})
    assert not (told.folder / "arguments").exists()


def test_a_run_that_another_process_holds_is_waited_for(told: Told) -> None:
    with pytest.raises(TaskDeferred):
        told.apply(4, {"level": "error", "message": "in use by process 7", "code": "R501"})


def test_interruptions_come_to_an_end(told: Told) -> None:
    told.write("code", 6)
    told.write("document", {"stopped": "Affinity cannot be reached"})
    operator = FerryApplyOperator(task_id="apply", run="/runs/a.ferry", program=str(told.program), max_interruptions=3)
    with pytest.raises(AirflowException, match="interrupted 4 times: Affinity cannot be reached"):
        operator.go_on({}, interruptions=3)


@pytest.mark.parametrize(
    "left", [{"month": {"remaining": 0}}, {"minute": {"limit": 900, "remaining": 89}, "month": None}], ids=["month", "minute"]
)
def test_nothing_begins_while_the_calls_are_used_up(told: Told, left: dict[str, Any]) -> None:
    told.write("whoami", left)
    with pytest.raises(TaskDeferred):
        told.apply(0)
    assert [line.split()[0] for line in told.arguments] == ["whoami"]


@pytest.mark.parametrize(("state", "command"), [("planned", "apply"), ("running", "resume"), ("stopped", "resume"), ("finished", "resume")])
def test_a_later_try_goes_on_with_the_run(told: Told, state: str, command: str) -> None:
    told.write("status", [{"state": state}])
    told.apply(0, options=["--wait", "10m"])
    assert told.arguments[-1] == f"{command} /runs/a.ferry --yes --wait 10m --json --log-format json"


@pytest.mark.parametrize("run", [None, "None", ""])
def test_a_plan_with_nothing_to_do_is_nothing_to_apply(told: Told, run: Any) -> None:
    operator = FerryApplyOperator(task_id="apply", run=run, program=str(told.program))
    assert operator.execute({})["run"] is None
    assert not (told.folder / "arguments").exists()


def test_the_key_is_in_the_environment_of_the_command_and_nothing_of_airflow_is(
    told: Told, connection: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFFINITY_API_KEY_FILE", "/another/key")
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://of-airflow")
    told.apply(0, env={"REGION": "north"})
    environment = (told.folder / "environment").read_text()
    assert f"AFFINITY_API_KEY={connection}\n" in environment
    assert "REGION=north\n" in environment
    assert "AIRFLOW" not in environment
    assert "/another/key" not in environment
    assert connection not in (told.folder / "arguments").read_text()
    # What only reads a file is given no key: of the three commands, status comes second.
    assert environment.count(f"AFFINITY_API_KEY={connection}\n") == 2


def test_nango_s_key_takes_the_place_of_affinity_s(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    nango = {"conn_type": "ferry", "password": "nangos", "host": "https://nango.example.org", "extra": {"key": "nango"}}
    monkeypatch.setenv("AIRFLOW_CONN_FERRY_DEFAULT", json.dumps(nango))
    told.apply(0)
    environment = (told.folder / "environment").read_text()
    assert "NANGO_SECRET_KEY=nangos\n" in environment
    assert "NANGO_HOST=https://nango.example.org\n" in environment
    assert "AFFINITY_" not in environment


def test_xcom_gets_numbers_and_no_texts(told: Told) -> None:
    plan = {"rows": 3, "cells": {"set": 2}, "fields": [{"name": "Status", "set": 2}], "monthShare": None, "source": "Ada", "matchedBy": {}}
    assert counts(plan) == {"rows": 3, "cells": {"set": 2}}
    told.write("code", 0)
    told.write("document", {"run": None, "plan": plan})
    operator = FerryPlanOperator(task_id="plan", pipeline="a.yaml", runs_dir="/runs", program=str(told.program))
    assert operator.execute({}) == {"run": None, "name": None, "counts": {"rows": 3, "cells": {"set": 2}}, "rejects": False}


def test_a_refusal_of_another_kind_stays_one() -> None:
    assert Result(4, [], [{"code": "G402"}]).meaning is Meaning.REFUSED
