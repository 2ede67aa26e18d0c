"""What tests run against: a simulated Affinity, a PostgreSQL server, and a sync in a process of its own. All on loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from account import Account

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def ferry() -> str:
    program = os.environ.get("FERRY", str(ROOT / ".build/debug/ferry"))
    assert os.access(program, os.X_OK), f"there is no {program}; build it first: swift build, or name one with FERRY"
    return program


@pytest.fixture
def account(ferry: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    with Account(ferry) as account:
        monkeypatch.setenv("AFFINITY_BASE_URL", account.url)
        monkeypatch.setenv("AFFINITY_API_KEY", account.key)
        yield account


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server that is there for these tests alone."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join([*map(str, reversed(found)), os.environ["PATH"]])
    initdb, control = shutil.which("initdb", path=path), shutil.which("pg_ctl", path=path)
    assert initdb, "there is no PostgreSQL server; install postgresql"
    assert control, "there is no pg_ctl beside initdb"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tempfile.mkdtemp(prefix="ferry-dlt-")
    # It does not run as root.
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(home, user)
    options = f"-p {port} -c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"

    def run(*command: str) -> None:
        subprocess.run(command, user=user, cwd=home, check=True, stdout=subprocess.DEVNULL, timeout=60)

    run(initdb, "-D", f"{home}/data", "-U", "ferry", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    run(control, "-D", f"{home}/data", "-l", f"{home}/log", "-o", options, "-w", "start")
    yield f"postgresql://ferry:ferry@127.0.0.1:{port}/postgres"
    run(control, "-D", f"{home}/data", "-m", "immediate", "stop")
    shutil.rmtree(home, ignore_errors=True)
