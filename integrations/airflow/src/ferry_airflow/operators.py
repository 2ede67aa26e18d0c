"""Tasks that plan, apply, export and undo. Each may be tried again after any end: Ferry goes on where it stopped."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from airflow.providers.standard.triggers.temporal import TimeDeltaTrigger
from airflow.sdk import BaseOperator, BaseOperatorLink, Context
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from ferry_airflow import page
from ferry_airflow.command import Meaning, Result
from ferry_airflow.hook import FerryHook

MINUTE = timedelta(minutes=1)


def no_run(run: str | None) -> bool:
    """Whether a plan left no run, since it found nothing to do; a template makes a text of that."""
    return run in (None, "", "None")


def counts(document: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a result alone: its texts may be anybody's, and XCom is no place for them."""
    numbers: dict[str, Any] = {}
    for name, value in document.items():
        if isinstance(value, Mapping):
            value = counts(value)
            if value:
                numbers[name] = value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            numbers[name] = value
    return numbers


class FerryOperator(BaseOperator):
    """What the tasks have in common: a command, and what becomes of the task by its exit code.

    | exit code | the task |
    | --- | --- |
    | 0, 2 | succeeds |
    | 3 | succeeds with a warning in its log and `"rejects": true` in XCom |
    | 5, 6 | is deferred, which takes up no worker, and goes on later |
    | 4, 64, 65, 77 | fails and is not tried again, since nothing would be different |
    | anything else | fails and is tried again as `retries` says |

    Before it starts, the task asks what is left of the calls, and is deferred where the month's are used up or fewer than a tenth of the
    minute's are left.
    """

    template_fields: Sequence[str] = ("options", "env")
    ui_color = "#d7e8f0"

    def __init__(
        self,
        *,
        ferry_conn_id: str = FerryHook.default_conn_name,
        program: str = "ferry",
        options: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        pause: timedelta = MINUTE,
        month_pause: timedelta = timedelta(hours=1),
        max_interruptions: int = 30,
        **kwargs: Any,
    ) -> None:
        """Set up the task.

        :param ferry_conn_id: the connection that holds the key, see `FerryHook`.
        :param program: the name or the path of `ferry`.
        :param options: more options of the command, such as `["--var", "LIST=Dealflow"]`; never a key.
        :param env: more environment of the command, such as what `!env` of a pipeline is.
        :param pause: how long the task is deferred when it was interrupted, or the minute is used up.
        :param month_pause: after which time it looks again whether the month's calls are back; a look costs one request.
        :param max_interruptions: after so many interruptions (exit code 6) the task fails, to be tried again as `retries` says.
        """
        super().__init__(**kwargs)
        self.ferry_conn_id = ferry_conn_id
        self.program = program
        self.options = list(options)
        self.env = dict(env or {})
        self.pause = pause
        self.month_pause = month_pause
        self.max_interruptions = max_interruptions

    @cached_property
    def hook(self) -> FerryHook:
        """The connection, and the command that is at work."""
        return FerryHook(self.ferry_conn_id, self.program, self.env)

    def execute(self, context: Context) -> dict[str, Any]:
        """Begin, or go on with what an earlier try has begun."""
        return self.go_on(context)

    def go_on(self, context: Context, event: Any = None, interruptions: int = 0) -> dict[str, Any]:  # noqa: ARG002
        """The same after a pause; Airflow calls it with what the pause was ended by."""
        nothing = self.nothing_to_do()
        if nothing is not None:
            return nothing
        self.wait_for_calls(interruptions)
        result = self.work()
        meaning = result.meaning
        if meaning is Meaning.NOT_NOW:
            self.defer_after(result, interruptions)
        if meaning is Meaning.REFUSED:
            raise AirflowFailException(result.reason)
        if meaning is Meaning.FAILED:
            raise AirflowException(result.reason)
        if meaning is Meaning.DONE_WITH_REJECTS:
            self.log.warning("%s", self.on_rejects)
        return self.done(context, result) | {"rejects": meaning is Meaning.DONE_WITH_REJECTS}

    def nothing_to_do(self) -> dict[str, Any] | None:
        """What the task returns where there is nothing to do at all."""
        return None

    def work(self) -> Result:
        """Run the command of this kind of task."""
        raise NotImplementedError

    def done(self, context: Context, result: Result) -> dict[str, Any]:
        """What goes into XCom."""
        raise NotImplementedError

    on_rejects: ClassVar[str] = "some rows did not go in: `ferry rejects RUN` lists them with the reason"

    def wait_for_calls(self, interruptions: int) -> None:
        """Defer where there are no calls to begin with; anything that is wrong with the question is left to the command to say."""
        left = self.hook.run(["whoami"]).document
        month, minute = left.get("month") or {}, left.get("minute") or {}
        if month.get("remaining") == 0:
            self.log.info("the month's calls are used up: looking again in %s", self.month_pause)
            self.defer_for(self.month_pause, interruptions)
        remaining, limit = minute.get("remaining"), minute.get("limit")
        if remaining is not None and limit and remaining < limit / 10:
            self.log.info("%s of %s calls of the minute are left", remaining, limit)
            self.defer_for(self.pause, interruptions)

    def defer_after(self, result: Result, interruptions: int) -> None:
        """Defer after a stop that can be gone on from."""
        if result.code == 5:
            self.defer_for(self.month_pause, interruptions)
        if interruptions >= self.max_interruptions:
            raise AirflowException(f"interrupted {interruptions + 1} times: {result.reason}")
        self.defer_for(self.pause, interruptions + 1)

    def defer_for(self, time: timedelta, interruptions: int) -> None:
        """Leave the worker to others for a while."""
        self.defer(trigger=TimeDeltaTrigger(time), method_name="go_on", kwargs={"interruptions": interruptions})

    def on_kill(self) -> None:
        """Stop as at Ctrl-C when the task is cleared or runs out of time: what was sent gets its answer."""
        self.hook.stop()


class FerryPlanOperator(FerryOperator):
    """`ferry plan`: what would change. XCom has the run to apply, or None where there is nothing to do, and the counts.

    A button beside the task opens the page of the plan (`ferry show RUN --html`).
    """

    template_fields: Sequence[str] = (*FerryOperator.template_fields, "pipeline", "runs_dir", "pages_dir", "pages_url")
    operator_extra_links: Sequence[BaseOperatorLink] = (page.PlanPageLink(),)
    on_rejects = "some rows would not go in: the page of the plan, or `ferry rejects RUN`, lists them with the reason"

    def __init__(
        self,
        *,
        pipeline: str,
        runs_dir: str,
        pages_dir: str | None = None,
        pages_url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Set up the task.

        :param pipeline: the pipeline file.
        :param runs_dir: where run files are kept: a disk that is there for the next try too, on whatever worker that is.
        :param pages_dir: where pages are written, for their owner only (0600); by default `runs_dir`.
        :param pages_url: the address at which something serves `pages_dir` to those who may see the data.
        """
        super().__init__(**kwargs)
        self.pipeline = pipeline
        self.runs_dir = runs_dir
        self.pages_dir = pages_dir
        self.pages_url = pages_url

    def work(self) -> Result:
        """Plan."""
        return self.hook.run(["plan", self.pipeline, "--runs-dir", self.runs_dir, *self.options])

    def done(self, context: Context, result: Result) -> dict[str, Any]:
        """The run and its counts; and the page."""
        run = result.document.get("run")
        if run is not None:
            self.write_page(context, run)
        name = None if run is None else Path(run).stem
        return {"run": run, "name": name, "counts": counts(result.document.get("plan", {}))}

    def write_page(self, context: Context, run: str) -> None:
        """Write the page of the plan; a plan is good without it."""
        file = Path(self.pages_dir or self.runs_dir) / f"{Path(run).stem}.html"
        if self.hook.run(["show", run, "--html", str(file)], key=False, json=False).code == 0:
            context["ti"].xcom_push(key=page.XCOM_KEY, value=page.address(file, self.pages_url))


class FerryApplyOperator(FerryOperator):
    """`ferry apply` of a run that was planned, exactly as it was planned; a later try resumes it and writes nothing twice."""

    template_fields: Sequence[str] = (*FerryOperator.template_fields, "run")

    def __init__(self, *, run: str, **kwargs: Any) -> None:
        """Set up the task.

        :param run: the run: `"{{ ti.xcom_pull('plan')['run'] }}"`. None, as of a plan with nothing to do, is nothing to apply.
        """
        super().__init__(**kwargs)
        self.run = run

    def nothing_to_do(self) -> dict[str, Any] | None:
        """Nothing was planned."""
        if not no_run(self.run):
            return None
        self.log.info("the plan had nothing to apply")
        return {"run": None, "name": None, "counts": {}, "rejects": False}

    def work(self) -> Result:
        """Begin the run or go on with it, as its file says."""
        begun = self.hook.status(self.run).get("state") not in ("planned", None)
        return self.hook.run(["resume" if begun else "apply", self.run, "--yes", *self.options])

    def done(self, context: Context, result: Result) -> dict[str, Any]:  # noqa: ARG002
        """The run and what became of its rows."""
        return {"run": self.run, "name": Path(self.run).stem, "counts": counts(result.document.get("outcome", {}))}


class FerryUndoOperator(FerryApplyOperator):
    """`ferry undo` of a run, as far as nobody has built on it; a later try goes on with it."""

    on_rejects = "some of it was kept, since somebody uses it by now"

    def work(self) -> Result:
        """Take back what the run wrote, or what is left of that."""
        return self.hook.run(["undo", self.run, "--yes", *self.options])

    def done(self, context: Context, result: Result) -> dict[str, Any]:  # noqa: ARG002
        """The run and how much of it was taken back."""
        return {"run": self.run, "name": Path(self.run).stem, "counts": counts(result.document)}


class FerryExportOperator(FerryOperator):
    """`ferry export` of lists, or `ferry apply` of an export pipeline; a later try goes on at the page it had reached.

    XCom has the files with their rows.
    """

    template_fields: Sequence[str] = (*FerryOperator.template_fields, "pipeline", "lists", "view", "file", "runs_dir")

    def __init__(
        self,
        *,
        runs_dir: str,
        pipeline: str | None = None,
        lists: str | Sequence[str] = (),
        view: str | None = None,
        file: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Set up the task: with a pipeline, or with lists and a file.

        :param runs_dir: where the journal of an export is kept: a disk that is there for the next try too.
        :param pipeline: a pipeline file of `kind: export`, which says all the rest.
        :param lists: a list by name or id, or several of them.
        :param view: a saved view of the list.
        :param file: the file; a folder, with a slash at its end, for several lists.
        """
        super().__init__(**kwargs)
        self.runs_dir = runs_dir
        self.pipeline = pipeline
        self.lists = [lists] if isinstance(lists, str) else list(lists)
        self.view = view
        self.file = file

    def work(self) -> Result:
        """Export."""
        if self.pipeline is not None:
            command = ["apply", self.pipeline, "--yes"]
        elif self.lists and self.file is not None:
            command = ["export", *self.lists, "-o", self.file, *(["--view", self.view] if self.view else [])]
        else:
            raise AirflowFailException("an export wants a pipeline, or lists and a file")
        return self.hook.run([*command, "--runs-dir", self.runs_dir, *self.options])

    def done(self, context: Context, result: Result) -> dict[str, Any]:  # noqa: ARG002
        """The files and their rows."""
        files = [
            {"name": one["export"]["name"], "file": one["export"]["file"], "counts": counts(one)}
            for one in result.documents
            if isinstance(one, dict) and "export" in one
        ]
        return {"files": files, "counts": {"rows": sum(file["counts"].get("rows", 0) for file in files)}}
