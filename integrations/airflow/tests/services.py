"""The programs that tests run beside themselves: Ferry's simulator, PostgreSQL, Airflow."""

import contextlib
import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

FERRY = Path(os.environ.get("FERRY", Path(__file__).parents[3] / ".build/debug/ferry"))
POSTGRES = Path(os.environ.get("POSTGRES_BIN") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), "/usr/bin"))

Found = TypeVar("Found")


def until(what: str, seconds: float, look: Callable[[], Found | None], pause: float = 0.05) -> Found:
    """Look again and again until there is something to see."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(pause)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Workspace:
    """A folder with a pipeline of some companies."""

    PIPELINE = """\
version: 1
kind: import
name: companies
source: { csv: companies.csv }
steps:
  - create-organizations: { name: Company, domain: Website }
  - add-to-list: { list: Dealflow }
  - set-fields: { Status: Stage }
limits: { monthly-reserve: 0 }
"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runs = folder / "runs"
        self.pipeline = folder / "companies.yaml"
        self.pipeline.write_text(self.PIPELINE)
        self.environment = {
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "FERRY_SEARCH_LAG": "0",  # the simulator's search knows of everything at once
        }

    def companies(self, count: int, rejected: int = 0) -> None:
        rows = [f"Firm {row},firm{row}.example.org,{'Nope' if row < rejected else 'New'}\n" for row in range(count)]
        (self.folder / "companies.csv").write_text("Company,Website,Stage\n" + "".join(rows))

    def ferry(self, *arguments: str, environment: dict[str, str] | None = None) -> Any:
        """A command as somebody would type it; the last document that it prints."""
        done = subprocess.run(
            [FERRY, *arguments, "--json"], env=os.environ | (environment or {}), capture_output=True, text=True, timeout=60, check=False
        )
        assert done.stdout, done.stderr
        return json.loads(done.stdout.splitlines()[-1])


class Simulator:
    """`ferry simulate` for as long as a `with` block takes."""

    def __init__(self, workspace: Workspace, *options: str) -> None:
        self.record = workspace.folder / "requests.jsonl"
        self.options = options

    def __enter__(self) -> "Simulator":
        command: list[str | Path] = [FERRY, "simulate", "--port", "0", "--json", "--record", self.record, *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.url, self.key = told["baseURL"], told["apiKey"]
        self.environment = {"AFFINITY_BASE_URL": self.url, "AFFINITY_API_KEY": self.key}
        self.connection = json.dumps({"conn_type": "ferry", "password": self.key, "host": self.url})
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)

    def creates(self) -> int:
        """How many list entries were asked for so far."""
        lines = self.record.read_text().splitlines() if self.record.exists() else []
        return sum('"POST"' in line and "list-entries" in line for line in lines)


class Postgres:
    """A PostgreSQL of its own on loopback; as root it is run as the user postgres, since it refuses to be root's."""

    def __enter__(self) -> "Postgres":
        self.folder = Path(tempfile.mkdtemp(prefix="ferry-postgres-"))
        self.port = free_port()
        self.prefix: list[str] = []
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.prefix = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        self.data = self.folder / "data"
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.run("initdb", "-D", self.data, "-A", "trust", "-U", "airflow", "--no-sync")
        self.run("pg_ctl", "-D", self.data, "-w", "-o", options, "-l", self.folder / "log", "start")
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "airflow", "airflow")
        self.url = f"postgresql+psycopg2://airflow@127.0.0.1:{self.port}/airflow"
        return self

    def __exit__(self, *_: object) -> None:
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program: str, *arguments: str | Path) -> None:
        subprocess.run([*self.prefix, POSTGRES / program, *arguments], cwd="/", stdout=subprocess.DEVNULL, timeout=60, check=True)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        import psycopg2

        with (
            psycopg2.connect(host="127.0.0.1", port=self.port, user="airflow", dbname="airflow") as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(query)
            return list(cursor.fetchall())


class Airflow:
    """A whole Airflow: server, scheduler, reader of DAGs, triggerer, and workers, each a process."""

    # Not `airflow standalone`, whose servers of logs listen beyond this machine.
    START = """
        "$0" -m airflow db migrate || exit
        "$0" -m airflow api-server &
        "$0" -m airflow scheduler --skip-serve-logs &
        "$0" -m airflow dag-processor &
        "$0" -m airflow triggerer --skip-serve-logs &
        wait
    """

    def __init__(self, folder: Path, database: str, dags: Path, environment: dict[str, str], programs: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder / "airflow.log"
        settings = {
            "AIRFLOW_HOME": str(folder),
            "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": "2",
            "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{self.port}/execution/",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API_AUTH__JWT_SECRET": "of these tests alone, and as long as the library wants it to be, which is 64 bytes",
            # A worker asks for its task at a server that is busy with coming up.
            "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "120",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database,
            "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
            "PATH": f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        self.environment = os.environ | environment | settings

    def __enter__(self) -> "Airflow":
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                ["/bin/sh", "-c", self.START, sys.executable],
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """A request of Airflow's own API; None where it is not there (yet)."""
        if self.process.poll() is not None:
            raise AssertionError(f"airflow ended: {self.log.read_text()[-3000:]}")
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Content-Type": "application/json"})
        if path != "/auth/token":
            request.add_header("Authorization", f"Bearer {self.token()}")
        if body is not None:
            request.data = json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except (urllib.error.URLError, OSError):
            return None

    def until(self, what: str, seconds: float, look: Callable[[], Found | None], pause: float) -> Found:
        """Look again and again; where that is in vain, what Airflow said last."""
        try:
            return until(what, seconds, look, pause)
        except AssertionError as vain:
            raise AssertionError(f"{vain}\n{self.logs()[-4000:]}") from vain

    def token(self) -> str:
        if not hasattr(self, "_token"):
            self._token = str(self.until("Airflow's server", 300, lambda: self.ask("/auth/token"), 1)["access_token"])
        return self._token

    def trigger(self, dag: str) -> str:
        """Begin a run of a DAG, as soon as Airflow knows it; the path of the run in the API."""
        begun = self.until(f"the DAG {dag}", 120, lambda: self.ask(f"/api/v2/dags/{dag}/dagRuns", {"logical_date": None}), 1)
        return f"/api/v2/dags/{dag}/dagRuns/{begun['dag_run_id']}"

    def task(self, run: str, task: str) -> dict[str, Any]:
        return dict(self.ask(f"{run}/taskInstances/{task}") or {})

    def xcom(self, run: str, task: str) -> Any:
        """What a task has returned."""
        value = self.ask(f"{run}/taskInstances/{task}/xcomEntries/return_value")["value"]
        return json.loads(value) if isinstance(value, str) else value

    def wait(self, run: str, task: str, state: str, seconds: float = 180) -> dict[str, Any]:
        """Wait until a task is in a state."""

        def look() -> dict[str, Any] | None:
            seen = self.task(run, task)
            if seen.get("state") == "failed" != state:
                raise AssertionError(f"{task} failed")
            return seen if seen.get("state") == state else None

        return self.until(f"{task} to be {state}", seconds, look, 0.5)

    def logs(self) -> str:
        """All that Airflow has written to disk."""
        files = [self.log, *(self.folder / "logs").rglob("*.log")]
        return "\n".join(file.read_text(errors="replace") for file in files if file.is_file())


class Fleet:
    """Airflow, PostgreSQL and the simulator. The DAGs lose their schedules, so that they run when told to."""

    def __init__(self, folder: Path, sources: list[Path]) -> None:
        self.workspace = Workspace(folder)
        home, dags, programs = (folder / name for name in ("airflow", "dags", "bin"))
        for made in (home, dags, programs):
            made.mkdir()
        for source in sources:
            (dags / source.name).write_text(re.sub(r'schedule="[^"]+"', "schedule=None", source.read_text()))
        (programs / "ferry").symlink_to(FERRY.absolute())  # the examples call it by its name
        with contextlib.ExitStack() as stack:
            self.simulator = stack.enter_context(Simulator(self.workspace, "--latency", "50"))
            self.postgres = stack.enter_context(Postgres())
            environment = self.workspace.environment | {
                "AIRFLOW_CONN_FERRY_DEFAULT": self.simulator.connection,
                "AIRFLOW_CONN_WAREHOUSE": f"postgresql://airflow@127.0.0.1:{self.postgres.port}/airflow",
                "FERRY_TEST_FOLDER": str(folder),
                "FERRY_PIPELINES": str(folder),
                "FERRY_RUNS_DIR": str(self.workspace.runs),
                "FERRY_OUTPUT": str(folder),
            }
            self.airflow = stack.enter_context(Airflow(home, self.postgres.url, dags, environment, programs))
            self.close = stack.pop_all().close
