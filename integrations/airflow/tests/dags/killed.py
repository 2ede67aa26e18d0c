"""A plan, an approval, an import whose worker is killed, and an export that is interrupted once."""

from datetime import datetime, timedelta
from os import environ

from airflow.sdk import DAG

from ferry_airflow.operators import FerryApplyOperator, FerryExportOperator, FerryPlanOperator
from ferry_airflow.sensor import FerryApprovalSensor

FOLDER = environ.get("FERRY_TEST_FOLDER", "/nowhere")
RUN = "{{ ti.xcom_pull('plan')['run'] }}"

with DAG(
    dag_id="killed",
    schedule=None,
    start_date=datetime(2026, 1, 1),
    default_args={"retries": 2, "retry_delay": timedelta(seconds=1)},
):
    plan = FerryPlanOperator(
        task_id="plan",
        pipeline=f"{FOLDER}/companies.yaml",
        runs_dir=f"{FOLDER}/runs",
        pages_url="https://pages.example.org",
    )
    approval = FerryApprovalSensor(task_id="approval", run=RUN, poke_interval=1)
    apply = FerryApplyOperator(task_id="apply", run=RUN, pause=timedelta(seconds=1))
    export = FerryExportOperator(
        task_id="export",
        program=f"{FOLDER}/interrupted-once",
        lists="Dealflow",
        file=f"{FOLDER}/dealflow.csv",
        runs_dir=f"{FOLDER}/runs",
        pause=timedelta(seconds=1),
    )
    plan >> approval >> apply >> export
