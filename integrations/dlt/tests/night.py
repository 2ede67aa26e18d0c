"""A sync in a process of its own, which may be killed at any of its points."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import dlt

# What dlt imports as it goes: imported here once, for all the processes that are forked from the one that imported this.
import dlt.destinations.impl.duckdb.duck
import dlt.destinations.impl.filesystem.filesystem
import dlt.destinations.impl.postgres.postgres
import dlt.sources.helpers.requests
import duckdb  # noqa: F401
import pyarrow.parquet  # noqa: F401
from dlt.common.libs import pyarrow as _  # noqa: F401

from ferry_dlt import Export, FerryError, sync

POINTS = ("os.rename", "os.remove", "os.mkdir", "os.link", "shutil.rmtree", "subprocess.Popen", "socket.connect")
"""The calls of the system that change something, besides the files that are opened to be written."""


@dataclass(frozen=True)
class Warehouse:
    """Where a sync loads to, in a form that goes to another process."""

    kind: str
    place: str
    folder: Path
    """Of this warehouse: Ferry's files and dlt's own."""
    dataset: str = "affinity"

    def pipeline(self) -> dlt.Pipeline:
        factory = getattr(dlt.destinations, self.kind)
        return dlt.pipeline(
            "affinity", destination=factory(self.place), dataset_name=self.dataset, pipelines_dir=str(self.folder / "dlt")
        )

    def sync(self, exports: Sequence[Export], ferry: Sequence[str], **options: Any) -> str:
        if self.kind == "filesystem":
            options["loader_file_format"] = "parquet"
        return str(sync(self.pipeline(), exports, self.folder / "ferry", ferry=ferry, **options))


@dataclass(frozen=True)
class Outcome:
    said: str
    is_done: bool
    points: int


_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["night"])
# Python 3.11's fork server finds what it imports by this alone, and is silent about what it does not find.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))


def run(
    warehouse: Warehouse, exports: Sequence[Export], ferry: Sequence[str], environment: dict[str, str], kill_at: int | None = None
) -> Outcome | None:
    """A sync, killed at one of its points when asked to; then there is no outcome."""
    here, there = _context.Pipe(duplex=False)
    process = _context.Process(target=_work, args=(warehouse, exports, ferry, environment, kill_at, there))
    process.start()
    there.close()
    try:
        outcome: Outcome | None = here.recv()
    except EOFError:
        outcome = None
    process.join()
    if outcome is None:
        assert process.exitcode == -signal.SIGKILL, f"the sync ended with {process.exitcode}"
    return outcome


def _work(
    warehouse: Warehouse,
    exports: Sequence[Export],
    ferry: Sequence[str],
    environment: dict[str, str],
    kill_at: int | None,
    to: Connection,
) -> None:
    os.environ.update(environment)
    points = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal points
        if event in POINTS or (event == "open" and isinstance(arguments[1], str) and arguments[1].strip("rbt")):
            points += 1
            if points == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    try:
        said, is_done = warehouse.sync(exports, ferry), True
    except FerryError as error:
        said, is_done = str(error), False
    to.send(Outcome(said, is_done, points))
