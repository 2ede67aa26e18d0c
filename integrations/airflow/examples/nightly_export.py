"""A saved view into a warehouse every night: exported to a file, and copied from there into a table of PostgreSQL."""

from datetime import datetime, timedelta
from os import environ
from typing import Any

from airflow.sdk import DAG, task

from ferry_airflow.operators import FerryExportOperator

RUNS = environ.get("FERRY_RUNS_DIR", "/srv/ferry/runs")
OUTPUT = environ.get("FERRY_OUTPUT", "/srv/ferry/out")

with DAG(
    dag_id="ferry_nightly_export",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=5)},
    doc_md=__doc__,
):
    export = FerryExportOperator(
        task_id="export",
        lists="Dealflow",
        view="All deals",
        file=f"{OUTPUT}/deals.csv",
        runs_dir=RUNS,
        # The ids of Affinity come behind the columns.
        options=["--columns", "Name,Status", "--raw-formulas"],
    )

    @task
    def load(exported: dict[str, Any]) -> int:
        """Put the file in the place of the table's rows, in one transaction; the number of rows."""
        import psycopg2
        from airflow.sdk import BaseHook

        connection = BaseHook.get_connection("warehouse")
        warehouse = psycopg2.connect(
            host=connection.host,
            port=connection.port,
            user=connection.login,
            password=connection.password,
            dbname=connection.schema,
        )
        try:
            with warehouse, warehouse.cursor() as cursor, open(exported["files"][0]["file"], "rb") as file:
                cursor.execute("CREATE TABLE IF NOT EXISTS deals (name text, status text, row_id bigint, organization_id bigint)")
                cursor.execute("TRUNCATE deals")
                cursor.copy_expert("COPY deals FROM STDIN WITH (FORMAT csv, HEADER true)", file)
                return int(cursor.rowcount)
        finally:
            warehouse.close()

    load(export.output)  # type: ignore[arg-type]
