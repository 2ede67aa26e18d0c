"""The tasks with the real Ferry, against its simulator."""

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException, TaskDeferred

from ferry_airflow.operators import FerryApplyOperator, FerryExportOperator, FerryPlanOperator, FerryUndoOperator
from ferry_airflow.sensor import FerryApprovalSensor
from services import FERRY, Simulator, Workspace, until


class TaskInstance:
    """What a task leaves in XCom."""

    def __init__(self) -> None:
        self.xcom: dict[str, Any] = {}

    def xcom_push(self, key: str, value: Any) -> None:
        self.xcom[key] = value


PROGRAM = str(FERRY)


def plan(workspace: Workspace, ti: TaskInstance | None = None, **options: Any) -> dict[str, Any]:
    operator = FerryPlanOperator(task_id="plan", pipeline=str(workspace.pipeline), runs_dir=str(workspace.runs), program=PROGRAM, **options)
    return operator.execute({"ti": ti or TaskInstance()})  # type: ignore[typeddict-item]


def apply(run: str, **options: Any) -> dict[str, Any]:
    return FerryApplyOperator(task_id="apply", run=run, program=PROGRAM, **options).execute({})


def approved(run: Any) -> Any:
    return FerryApprovalSensor(task_id="approval", run=run, program=PROGRAM).poke({})


def processes_with(key: str) -> tuple[int, bool]:
    """How many processes of Ferry there are, and whether the arguments of any process hold the key."""
    ferry, leaked = 0, False
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = file.read_bytes()
        except OSError:
            continue
        ferry += b"apply\0" in arguments and str(FERRY).encode() in arguments
        leaked = leaked or key.encode() in arguments
    return ferry, leaked


def test_a_plan_is_approved_applied_and_taken_back_and_the_key_is_nowhere(
    workspace: Workspace, simulator: Simulator, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace.companies(12, rejected=1)
    ti = TaskInstance()
    planned = plan(workspace, ti, pages_url="https://pages.example.org/ferry/")
    run = planned["run"]
    assert planned["name"] == Path(run).stem
    assert planned["counts"]["organizations"]["create"] == 11
    assert planned["rejects"] is False  # there is something to apply, which is what its exit code says
    assert ti.xcom["plan_page"] == f"https://pages.example.org/ferry/{planned['name']}.html"
    assert (workspace.runs / f"{planned['name']}.html").read_text().startswith("<!doctype html>")

    assert not approved(run).is_done
    workspace.ferry("approve", run, "--yes", environment=simulator.environment)
    answer = approved(run)
    assert answer.is_done
    assert answer.xcom_value == {"run": run, "approved_by": "ada@contoso.vc"}

    seen: list[tuple[int, bool]] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            seen.append(processes_with(simulator.key))

    watcher = threading.Thread(target=watch)
    watcher.start()
    applied = apply(run)
    over.set()
    watcher.join()
    assert max(count for count, _ in seen) > 0, "the command was never seen among the processes"
    assert not any(leaked for _, leaked in seen)
    assert applied["counts"]["created"] == 11
    assert applied["rejects"] is True

    # Another try after the end goes on with nothing, and says the same.
    again = apply(run)
    assert again == applied
    assert simulator.creates() == 11

    undone = FerryUndoOperator(task_id="undo", run=run, program=PROGRAM).execute({})
    assert undone["counts"]["undone"] == 22
    assert FerryUndoOperator(task_id="undo", run=run, program=PROGRAM).execute({})["counts"]["undone"] == 0

    key = simulator.key
    log = capsys.readouterr()
    assert "Saved as" in log.out
    assert key not in log.out + log.err
    assert key not in json.dumps([planned, applied, again, undone, ti.xcom, answer.xcom_value])
    for file in workspace.folder.rglob("*"):
        assert not file.is_file() or key.encode() not in file.read_bytes(), f"the key is in {file}"


def test_a_plan_with_nothing_to_do_goes_through(workspace: Workspace, simulator: Simulator) -> None:  # noqa: ARG001
    workspace.companies(0)
    planned = plan(workspace)
    assert planned["run"] is None
    assert approved(None).is_done
    assert apply("None") == {"run": None, "name": None, "counts": {}, "rejects": False}


def test_an_export_says_what_it_wrote(workspace: Workspace, simulator: Simulator) -> None:  # noqa: ARG001
    file = workspace.folder / "deals.csv"
    operator = FerryExportOperator(
        task_id="export", lists="Dealflow", view="All deals", file=str(file), runs_dir=str(workspace.runs), program=PROGRAM
    )
    exported = operator.execute({})
    rows = len(file.read_text().splitlines()) - 1
    assert exported["counts"] == {"rows": rows}
    assert exported["files"][0]["file"] == str(file)

    pipeline = workspace.folder / "export.yaml"
    pipeline.write_text("version: 1\nkind: export\nname: people\nsource: { list: People }\ntarget: { csv: people.csv }\n")
    operator = FerryExportOperator(task_id="export", pipeline=str(pipeline), runs_dir=str(workspace.runs), program=PROGRAM)
    assert operator.execute({})["files"][0]["name"] == "people"


def test_a_run_that_is_stopped_goes_on_after_its_pause(workspace: Workspace, simulator: Simulator) -> None:
    workspace.companies(3)
    run = plan(workspace)["run"]
    operator = FerryApplyOperator(task_id="apply", run=run, program=PROGRAM, options=["--max-requests", "8"])
    with pytest.raises(TaskDeferred) as deferred:
        operator.execute({})
    assert deferred.value.kwargs == {"interruptions": 0}
    later = FerryApplyOperator(task_id="apply", run=run, program=PROGRAM)
    assert later.go_on({}, {}, **(deferred.value.kwargs or {}))["counts"]["created"] == 3
    assert simulator.creates() == 3


def test_the_month_is_waited_for(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.companies(3)
    with Simulator(workspace, "--monthly-limit", "1") as used_up:
        monkeypatch.setenv("AIRFLOW_CONN_FERRY_DEFAULT", used_up.connection)
        with pytest.raises(TaskDeferred):
            plan(workspace)


def test_affinity_out_of_reach_is_an_interruption(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = {"conn_type": "ferry", "password": "key", "host": "http://127.0.0.1:9"}
    monkeypatch.setenv("AIRFLOW_CONN_FERRY_DEFAULT", json.dumps(nowhere))
    monkeypatch.setattr("ferry_airflow.operators.FerryOperator.wait_for_calls", lambda *_: None)
    workspace.companies(3)
    with pytest.raises(TaskDeferred) as deferred:
        plan(workspace, options=["--patience", "0s"])
    assert deferred.value.kwargs == {"interruptions": 1}


def test_a_key_that_is_refused_is_not_tried_again(workspace: Workspace, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_FERRY_DEFAULT", json.dumps({"conn_type": "ferry", "password": "no-key", "host": simulator.url}))
    workspace.companies(3)
    with pytest.raises(AirflowFailException):
        plan(workspace)


def test_a_task_that_is_cleared_stops_its_command_and_the_next_try_goes_on(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.companies(20)
    with Simulator(workspace, "--latency", "50") as slow:
        monkeypatch.setenv("AIRFLOW_CONN_FERRY_DEFAULT", slow.connection)
        run = plan(workspace)["run"]
        operator = FerryApplyOperator(task_id="apply", run=run, program=PROGRAM)
        failures: list[BaseException] = []

        def execute() -> None:
            try:
                operator.execute({})
            except AirflowException as failure:
                failures.append(failure)

        task = threading.Thread(target=execute)
        task.start()
        until("the first row", 60, slow.creates)
        operator.on_kill()
        task.join(60)
        assert "stopped from outside" in str(failures[0])
        assert 0 < slow.creates() < 20
        assert apply(run)["counts"]["created"] == 20
        assert slow.creates() == 20


def test_a_command_ends_with_its_worker(workspace: Workspace) -> None:
    workspace.companies(1)
    script = "import os, sys; from ferry_airflow.command import Command; Command(sys.argv[1], sys.argv[2:], os.environ, None).run()"
    port_file = workspace.folder / "port"
    arguments = [PROGRAM, "simulate", "--port", "0", "--port-file", str(port_file)]
    worker = subprocess.Popen([sys.executable, "-c", script, *arguments])
    until("the command", 60, port_file.exists)
    port = int(port_file.read_text())
    worker.kill()
    worker.wait()

    def refused() -> bool:
        with socket.socket() as asked:
            return asked.connect_ex(("127.0.0.1", port)) != 0

    until("the end of the command", 30, refused)


def test_an_approval_of_no_run_fails(workspace: Workspace) -> None:
    with pytest.raises(AirflowFailException, match="no plan to approve"):
        approved(str(workspace.runs / "gone.ferry"))
