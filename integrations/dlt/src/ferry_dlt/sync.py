"""A night's work: export what changed, and load it, so that no change is lost whatever stops it."""

import fcntl
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dlt
from dlt.common.exceptions import DltException
from dlt.common.schema.typing import TSchemaContract

from .manifest import FerryError, Manifest
from .source import HISTORY, SOURCE, ferry_source


@dataclass(frozen=True)
class Export:
    """A list, a saved view or a directory that becomes a table."""

    source: str
    """The list by name or id; with `directory` organizations, persons or opportunities."""
    view: str | None = None
    directory: bool = False
    columns: Sequence[str] = ()
    """As for `ferry export --columns`; what the view or the list shows when empty."""
    table: str = ""
    """The name of the table; made of the list's and the view's when empty."""
    history: bool = False
    """Also keep a table of all versions."""

    @property
    def name(self) -> str:
        return self.table or re.sub(r"\W+", "_", f"{self.source} {self.view or ''}".strip()).lower()

    @property
    def resources(self) -> tuple[str, ...]:
        return (self.name, self.name + HISTORY) if self.history else (self.name,)

    def file(self, folder: Path) -> Path:
        return folder / f"{self.name}.jsonl"

    def arguments(self, folder: Path) -> list[str]:
        return [
            "export", self.source, *(["--directory"] if self.directory else []), *(["--view", self.view] if self.view else []),
            *(["--columns", ",".join(self.columns)] if self.columns else []),
            "--since-last", "--quiet", "--runs-dir", str(folder / ".runs"), "-o", str(self.file(folder)),
        ]  # fmt: skip


@dataclass
class Summary:
    """What was loaded, and what has become of the columns."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join([*self.lines, *self.problems])


def sync(
    pipeline: dlt.Pipeline,
    exports: Sequence[Export],
    folder: str | Path,
    *,
    ferry: Sequence[str] = ("ferry",),
    schema_contract: TSchemaContract = "evolve",
    loader_file_format: Any = None,
) -> Summary:
    """Exports what has changed since the last time and loads it. It may be killed at any point and called again.

    Ferry's file is the only copy of what it tells of, so that none is written over before the warehouse has it. Which ones it
    has stands in the warehouse itself, in dlt's state, which comes and goes with the load; dlt's own folder is not trusted and
    made anew. Where the two do not fit, as in a new warehouse or without Ferry's folder, the whole list is loaded.

    Args:
        pipeline: One for this alone: what is not loaded yet of other sources would be lost with dlt's folder.
        folder: Where the files are, and what Ferry remembers of them; kept from night to night.
        ferry: The program with options of every command, such as `--profile`.
        schema_contract: As for dlt's `run`.
        loader_file_format: As for dlt's `run`, such as `parquet`.

    Raises:
        FerryError: An export failed, or the warehouse refused its data. The other exports were loaded; the files stay, and the
            next call goes on with them.
    """
    folder = Path(folder).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    with _alone(folder):
        for export in exports:
            night = _Night(pipeline, export, folder, ferry, schema_contract, loader_file_format)
            try:
                night.work()
            except FerryError as error:
                summary.problems.append(f"{export.name}: {error}")
            summary.lines += night.lines
    if summary.problems:
        raise FerryError(str(summary))
    return summary


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FerryError(f"{folder}: another sync is at work there; wait for it") from error
        yield


@dataclass
class _Night:
    """The work for one export."""

    pipeline: dlt.Pipeline
    job: Export
    folder: Path
    ferry: Sequence[str]
    schema_contract: TSchemaContract
    loader_file_format: Any
    lines: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.job.file(self.folder)

    def work(self) -> None:
        self.forget()
        if self.is_pending():
            self.load()
        self.export()
        if not Manifest.read(self.file).follows(*self.marks()):
            self.state_file.unlink()
            self.export()
        self.load()

    def forget(self) -> None:
        """Takes from the warehouse what dlt knows of it, in the place of what a killed or refused load has left here."""
        with _told(self.folder):
            self.pipeline.drop()
            # Without data it only looks, and the next call does not look again.
            self.pipeline.run()

    def is_pending(self) -> bool:
        """Whether there is a whole file that the warehouse has not and can take."""
        try:
            manifest = Manifest.read(self.file)
        except FerryError:
            return False
        marks = self.marks()
        return manifest.follows(*marks) and any(mark != manifest.mark for mark in marks)

    def marks(self) -> list[dict[str, str] | None]:
        return [self.state(name).get("loaded") for name in self.job.resources]

    def state(self, resource: str) -> dict[str, Any]:
        sources: Any = self.pipeline.state.get("sources", {})
        found: dict[str, Any] = sources.get(SOURCE, {}).get("resources", {}).get(resource, {})
        return found

    @property
    def state_file(self) -> Path:
        return self.file.with_name(self.file.name + ".state")

    def export(self) -> None:
        command = [*self.ferry, *self.job.arguments(self.folder)]
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except OSError as error:
            raise FerryError(f"{command[0]} cannot be started: {error.strerror}; name it with ferry=") from error
        if done.returncode != 0:
            raise FerryError(f"ferry export ended with {done.returncode}: {done.stderr.strip()}")

    def load(self) -> None:
        table = self.job.name
        source = ferry_source({table: self.file}, [table] if self.job.history else [])
        with _told(self.folder):
            self.pipeline.run(source, schema_contract=self.schema_contract, loader_file_format=self.loader_file_format)
        manifest = Manifest.read(self.file)
        what = f"the whole of {manifest.source}" if manifest.is_full else f"{manifest.source} since {manifest.since}"
        self.lines.append(f"{table}: {manifest.changes} of {what}")
        self.lines += [f"{table}: {notice}" for notice in self.state(table)["notices"]]


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Makes one sentence of what dlt or the warehouse refuses."""
    try:
        yield
    except (DltException, OSError) as error:
        causes: list[BaseException] = [error]
        while cause := causes[-1].__cause__ or causes[-1].__context__:
            causes.append(cause)
        for cause in causes:
            if isinstance(cause, FerryError):
                raise cause from error
        reason = next((line for line in str(causes[-1]).splitlines() if line.strip()), type(causes[-1]).__name__)
        raise FerryError(
            f"the warehouse has not taken the data: {reason.strip()};"
            f" nothing is lost: the files stay in {folder}, and the next run loads them"
        ) from error
