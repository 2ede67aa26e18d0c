"""The Airflow connection that holds the key, and the commands that are run with it."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from airflow.sdk import BaseHook
from airflow.sdk.exceptions import AirflowException

from ferry_airflow.command import Command, Result

# What a worker has for itself. The key is that of the connection alone, so nothing that names another goes along.
NOT_FOR_FERRY = ("AIRFLOW", "_AIRFLOW", "AFFINITY_", "NANGO_", "FERRY_PROFILE")

STOPPED = "stopped from outside; the next try goes on"


class FerryHook(BaseHook):
    """Runs Ferry with the key of an Airflow connection of type `ferry`.

    | field of the connection | |
    | --- | --- |
    | password | the key |
    | host | where Affinity is, when that is not api.affinity.co, with http:// or https:// |
    | extra | `{"key": "nango"}`: the password is Nango's secret key, for pipelines with `connection: {via: nango}` |

    The key goes to Ferry in its environment: it is in no argument and in no message, and Airflow masks it in logs.
    """

    conn_name_attr = "ferry_conn_id"
    default_conn_name = "ferry_default"
    conn_type = "ferry"
    hook_name = "Ferry (Affinity)"

    def __init__(self, ferry_conn_id: str = default_conn_name, program: str = "ferry", env: Mapping[str, str] | None = None) -> None:
        """Name the connection, the program, and what its environment has beside the worker's."""
        super().__init__()
        self.ferry_conn_id = ferry_conn_id
        self.program = program
        self.env = dict(env or {})
        self._command: Command | None = None
        self._stopped = False

    @classmethod
    def get_ui_field_behaviour(cls) -> dict[str, Any]:
        """What the form of a connection shows."""
        return {
            "hidden_fields": ["schema", "login", "port"],
            "relabeling": {"password": "API key", "host": "Address"},
            "placeholders": {"host": "https://api.affinity.co"},
        }

    def environment(self, key: bool = True) -> dict[str, str]:
        """The environment of a command, without a key where it asks nothing of Affinity."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_FOR_FERRY)}
        kept.update(self.env)
        if key:
            connection = self.get_connection(self.ferry_conn_id)
            nango = connection.extra_dejson.get("key") == "nango"
            kept["NANGO_SECRET_KEY" if nango else "AFFINITY_API_KEY"] = connection.password or ""
            if connection.host:
                kept["NANGO_HOST" if nango else "AFFINITY_BASE_URL"] = _address(connection)
        return kept

    def run(self, arguments: Sequence[str], key: bool = True, json: bool = True) -> Result:
        """Run one command; its messages go to the task's log."""
        if self._stopped:
            raise AirflowException(STOPPED)
        given = [*arguments, "--json"] if json else arguments
        self._command = Command(self.program, given, self.environment(key), self.log)
        result = self._command.run()
        if self._stopped:
            raise AirflowException(STOPPED)
        return result

    def status(self, run: str) -> dict[str, Any]:
        """What `ferry status` tells of a run; empty where it cannot be read, the reason being in the log."""
        documents = self.run(["status", run], key=False).documents
        runs = documents[-1] if documents else []
        return dict(runs[0]) if runs else {}

    def stop(self) -> None:
        """Stop the command that is at work, resumably, and start no other."""
        self._stopped = True
        if self._command is not None:
            self._command.stop()


def _address(connection: Any) -> str:
    """Airflow keeps the scheme of a connection's address apart when it was given as a URI."""
    host = str(connection.host)
    if "://" not in host:
        host = f"{connection.schema or 'https'}://{host}"
    return f"{host}:{connection.port}" if connection.port else host
