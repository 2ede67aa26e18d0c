"""What the tests share: a simulator, a folder to work in, and a connection with the simulator's key."""

import os
import tempfile

# Airflow reads these when it is first imported. Its home is nobody's but these tests'.
os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="ferry-airflow-")
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
os.environ["AIRFLOW__CORE__UNIT_TEST_MODE"] = "True"

import atexit
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from services import FERRY, Fleet, Simulator, Workspace

atexit.register(shutil.rmtree, os.environ["AIRFLOW_HOME"], True)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty folder with a pipeline, whose state is kept apart from that of this machine's user."""
    made = Workspace(tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def simulator(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """An account of its own, with its key in the connection `ferry_default`."""
    with Simulator(workspace) as running:
        monkeypatch.setenv("AIRFLOW_CONN_FERRY_DEFAULT", running.connection)
        yield running


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> str:
    """A connection that leads nowhere; its key."""
    key = "a-key-that-nobody-may-see"
    monkeypatch.setenv("AIRFLOW_CONN_FERRY_DEFAULT", json.dumps({"conn_type": "ferry", "password": key}))
    return key


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """A whole Airflow."""
    here = Path(__file__).parent
    running = Fleet(tmp_path_factory.mktemp("fleet"), [*(here.parent / "examples").glob("*.py"), *(here / "dags").glob("*.py")])
    yield running
    running.close()


@pytest.fixture(scope="session", autouse=True)
def start_in_time(request: pytest.FixtureRequest) -> None:
    """Airflow takes long to come up: it does so while the other tests run."""
    if any("fleet" in getattr(item, "fixturenames", ()) for item in request.session.items):
        request.getfixturevalue("fleet")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that need a whole Airflow come last."""
    items.sort(key=lambda item: "fleet" in getattr(item, "fixturenames", ()))


def pytest_sessionstart() -> None:
    """Say at once what is missing, in place of failing in each test."""
    if not FERRY.exists():
        pytest.exit(f"there is no {FERRY}: build it with swift build, or name it with FERRY=", 1)
