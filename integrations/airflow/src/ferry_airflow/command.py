"""One command of Ferry: started, its log passed on line by line, its result read."""

import json
import logging
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


class Meaning(Enum):
    """What an exit code means for the task; Docs/CommandLine.md lists the codes."""

    DONE = "done"
    DONE_WITH_REJECTS = "done, with rows that did not go in"
    NOT_NOW = "to be gone on with later"
    REFUSED = "refused: trying again would not help"
    FAILED = "failed: trying again may help"


MEANINGS = {
    0: Meaning.DONE,
    2: Meaning.DONE,  # a plan with something to apply
    3: Meaning.DONE_WITH_REJECTS,
    4: Meaning.REFUSED,
    5: Meaning.NOT_NOW,
    6: Meaning.NOT_NOW,
    64: Meaning.REFUSED,
    65: Meaning.REFUSED,
    77: Meaning.REFUSED,
}

# The code of a run file that another process works on, such as what is left of a worker that was killed.
RUN_IN_USE = "R501"


@dataclass(frozen=True)
class Result:
    """How a command ended: its exit code, the JSON documents of its standard output, and the errors that it named."""

    code: int
    documents: list[Any]
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def meaning(self) -> Meaning:
        """What the exit code means for the task."""
        if self.code == 4 and any(error.get("code") == RUN_IN_USE for error in self.errors):
            return Meaning.NOT_NOW
        return MEANINGS.get(self.code, Meaning.FAILED)

    @property
    def document(self) -> dict[str, Any]:
        """The last document, which is the result; empty where the command printed none."""
        last = self.documents[-1] if self.documents else {}
        return last if isinstance(last, dict) else {}

    @property
    def reason(self) -> str:
        """The last error in a sentence, with its code and what to do about it."""
        if not self.errors:
            stopped = self.document.get("stopped")
            return str(stopped) if stopped else f"ferry ended with exit code {self.code}"
        error = self.errors[-1]
        code = f" ({error['code']})" if "code" in error else ""
        hint = f"; {error['hint']}" if "hint" in error else ""
        return f"{error.get('message', '')}{code}{hint}"


class Command:
    """A command that can be stopped. What is secret is in the environment, so that no list of processes shows it."""

    def __init__(self, program: str, arguments: Sequence[str], environment: Mapping[str, str], log: Any) -> None:
        """Name the program, what it is given, its whole environment, and the logger that its messages go to."""
        self.line = [*_ends_with_its_parent(), program, *arguments, "--log-format", "json"]
        self.environment = dict(environment)
        self.log = log
        self._process: subprocess.Popen[str] | None = None

    def run(self) -> Result:
        """Run it to its end."""
        errors: list[dict[str, Any]] = []
        with subprocess.Popen(
            self.line,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        ) as process:
            self._process = process
            printed: list[str] = []
            out, err = process.stdout, process.stderr
            if out is None or err is None:
                raise RuntimeError("both are pipes")
            reader = threading.Thread(target=lambda: printed.append(out.read()))
            reader.start()
            for line in err:
                self._pass_on(line, errors)
            reader.join()
        return Result(process.returncode, list(_documents("".join(printed))), errors)

    def stop(self) -> None:
        """Let requests under way get their answers, which takes half a minute at most, and end."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def _pass_on(self, line: str, errors: list[dict[str, Any]]) -> None:
        try:
            said = json.loads(line)
            level = LEVELS.get(said.get("level") or said["severity"], logging.INFO)
            message = str(said["message"])
        except (ValueError, TypeError, KeyError, AttributeError):
            if line.strip():
                self.log.warning("%s", line.rstrip())
            return
        if level == logging.ERROR:
            errors.append(said)
        self.log.log(level, "%s%s", f"{said['code']}: " if "code" in said else "", message)


def _ends_with_its_parent() -> list[str]:
    """Have the kernel stop the command when its worker dies, however it dies; nothing where that cannot be had."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return []
    known = subprocess.run([setpriv, "--help"], capture_output=True, text=True, check=False).stdout
    return [setpriv, "--pdeathsig", "TERM", "--"] if "--pdeathsig" in known else []


def _documents(text: str) -> Iterator[Any]:
    for line in text.splitlines():
        with suppress(ValueError):
            yield json.loads(line)
