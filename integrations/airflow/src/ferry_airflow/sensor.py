"""Waiting for somebody to approve a plan."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from airflow.sdk import BaseSensorOperator, Context, PokeReturnValue
from airflow.sdk.exceptions import AirflowFailException

from ferry_airflow.hook import FerryHook
from ferry_airflow.operators import no_run


class FerryApprovalSensor(BaseSensorOperator):
    """Waits until somebody has said `ferry approve RUN`; between two looks it takes up no worker.

    A look reads the run file alone: no key, no request. Whose approval counts is for the pipeline to say (`require-approval`), and
    for `ferry apply` to check. There is nothing to wait for where the plan writes nothing, or is being applied already.
    """

    template_fields: Sequence[str] = ("run", "env")
    ui_color = "#f0e8d7"

    def __init__(
        self,
        *,
        run: str,
        program: str = "ferry",
        env: Mapping[str, str] | None = None,
        mode: str = "reschedule",
        poke_interval: float = 60,
        timeout: float = timedelta(days=7).total_seconds(),
        **kwargs: Any,
    ) -> None:
        """Set up the sensor.

        :param run: the run that is to be approved: `"{{ ti.xcom_pull('plan')['run'] }}"`.
        :param program: the name or the path of `ferry`.
        :param env: more environment of the command.
        :param poke_interval: seconds between two looks.
        :param timeout: seconds after which the task fails.
        """
        super().__init__(mode=mode, poke_interval=poke_interval, timeout=timeout, **kwargs)
        self.run = run
        self.program = program
        self.env = dict(env or {})

    def poke(self, context: Context) -> PokeReturnValue:  # noqa: ARG002
        """Look once; XCom has the run and who approved it."""
        if no_run(self.run):
            return PokeReturnValue(True, {"run": None, "approved_by": None})
        status = FerryHook(program=self.program, env=self.env).status(self.run)
        if not status:
            raise AirflowFailException(f"there is no plan to approve: {self.run}")
        approval = status["story"].get("approval") or {}
        waiting = status["state"] == "planned" and not approval and status["story"]["writes"] > 0
        if waiting:
            self.log.info("waiting for: ferry approve %s", self.run)
        return PokeReturnValue(not waiting, {"run": self.run, "approved_by": approval.get("email")})
