"""The page of a plan, and the link to it beside a task."""

from pathlib import Path
from typing import Any

from airflow.sdk import BaseOperatorLink
from airflow.sdk.execution_time.xcom import XCom

XCOM_KEY = "plan_page"


def address(file: Path, pages_url: str | None) -> str:
    """Where a browser finds a page: below the address that the folder is served at, else on the disk."""
    return f"{pages_url.rstrip('/')}/{file.name}" if pages_url else file.absolute().as_uri()


class PlanPageLink(BaseOperatorLink):
    """A button beside the task that opens the page of the plan."""

    name = "Plan"

    def get_link(self, operator: Any, *, ti_key: Any) -> str:  # noqa: ARG002 (Airflow names them)
        """The address that the task has left; empty before it has one."""
        return str(XCom.get_value(ti_key=ti_key, key=XCOM_KEY) or "")
