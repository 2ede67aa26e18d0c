"""A spreadsheet into Affinity every morning: planned, looked at by a person, and then applied exactly as it was planned."""

from datetime import datetime, timedelta
from os import environ

from airflow.sdk import DAG

from ferry_airflow.operators import FerryApplyOperator, FerryPlanOperator
from ferry_airflow.sensor import FerryApprovalSensor

# Where pipelines are, and a disk that every worker has and that outlives it.
PIPELINES = environ.get("FERRY_PIPELINES", "/srv/ferry/pipelines")
RUNS = environ.get("FERRY_RUNS_DIR", "/srv/ferry/runs")

# The run that the task "plan" has made.
RUN = "{{ ti.xcom_pull('plan')['run'] }}"

with DAG(
    dag_id="ferry_import_with_approval",
    schedule="0 7 * * 1-5",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=2)},
    doc_md=__doc__,
):
    plan = FerryPlanOperator(
        task_id="plan",
        pipeline=f"{PIPELINES}/companies.yaml",
        runs_dir=RUNS,
        pages_url=environ.get("FERRY_PAGES_URL"),
    )
    approval = FerryApprovalSensor(task_id="approval", run=RUN)
    apply = FerryApplyOperator(task_id="apply", run=RUN)
    plan >> approval >> apply
