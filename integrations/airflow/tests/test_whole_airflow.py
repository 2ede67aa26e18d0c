"""A whole Airflow with its metadata in PostgreSQL, against the simulator; a worker is killed in the middle of an import."""

import csv
import json
import os
import re
import signal
import subprocess
from pathlib import Path

from services import FERRY, POSTGRES, Fleet, until

ROWS = 40


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def processes(*words: str) -> list[int]:
    """The processes whose arguments hold these words."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = file.read_bytes().split(b"\0")
        except OSError:
            continue
        if all(word.encode() in arguments for word in words):
            found.append(int(file.parent.name))
    return found


def test_a_worker_that_is_killed_in_an_import_leaves_no_duplicate(fleet: Fleet) -> None:
    workspace, simulator, airflow = fleet.workspace, fleet.simulator, fleet.airflow
    workspace.companies(ROWS)
    once = workspace.folder / "interrupted-once"
    once.write_text(f'#!/bin/sh\n[ "$1" = export ] && mkdir {workspace.folder}/once 2>/dev/null && exit 6\nexec {FERRY.absolute()} "$@"\n')
    once.chmod(0o755)

    dag_run = airflow.trigger("killed")
    airflow.wait(dag_run, "approval", "up_for_reschedule")
    links = airflow.ask(f"{dag_run}/taskInstances/plan/links")["extra_links"]
    run = Path(airflow.xcom(dag_run, "plan")["run"])
    assert links == {"Plan": f"https://pages.example.org/{run.stem}.html"}

    workspace.ferry("approve", str(run), "--yes", environment=simulator.environment)
    until("some rows", 90, lambda: simulator.creates() > ROWS // 4)
    (ferry,) = processes("apply", str(run))
    worker = parent(ferry)
    for process in (worker, ferry):
        os.kill(process, signal.SIGKILL)
    assert simulator.creates() < ROWS, "it was killed too late to show anything"

    airflow.wait(dag_run, "export", "success")
    assert airflow.task(dag_run, "apply")["try_number"] > 1
    assert (workspace.folder / "once").exists()
    assert "Pausing task as DEFERRED" in airflow.logs()

    with (workspace.folder / "dealflow.csv").open() as file:
        names = [row["Name"] for row in csv.DictReader(file)]
    assert sorted(name for name in names if re.fullmatch(r"Firm \d+", name)) == sorted(f"Firm {row}" for row in range(ROWS))
    outcome = airflow.xcom(dag_run, "apply")
    assert outcome == {"run": str(run), "name": run.stem, "counts": {**outcome["counts"], "created": ROWS}, "rejects": False}


def test_the_examples_are_read_and_the_export_fills_a_table(fleet: Fleet) -> None:
    dag_run = fleet.airflow.trigger("ferry_nightly_export")
    fleet.airflow.wait(dag_run, "load", "success")
    lines = (fleet.workspace.folder / "deals.csv").read_text().splitlines()
    assert fleet.postgres.rows("SELECT count(*) FROM deals") == [(len(lines) - 1,)]
    assert fleet.postgres.rows("SELECT filename, stacktrace FROM import_error") == []
    assert {("ferry_import_with_approval",), ("ferry_nightly_export",)} <= set(fleet.postgres.rows("SELECT dag_id FROM dag"))


def test_the_key_is_in_no_log_and_in_no_table(fleet: Fleet) -> None:
    key = fleet.simulator.key
    logs = fleet.airflow.logs()
    assert "Saved as" in logs, "the logs of tasks are among these"
    assert key not in logs
    dump = subprocess.run(
        [POSTGRES / "pg_dump", "-h", "127.0.0.1", "-p", str(fleet.postgres.port), "-U", "airflow", "airflow"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.dumps("rejects") in dump.replace('\\"', '"'), "XCom is among it"
    assert key not in dump
