"""Airflow runs Ferry: plans, imports, exports and undos as tasks, with the key in an Airflow connection."""

from typing import Any

__version__ = "0.1.0"


def provider_info() -> dict[str, Any]:
    """Tell Airflow of the connection type, and of the link from a task to the page of its plan."""
    return {
        "package-name": "ferry-airflow",
        "name": "Ferry",
        "description": "Carries spreadsheets into the CRM Affinity and exports its views.",
        "versions": [__version__],
        "connection-types": [{"connection-type": "ferry", "hook-class-name": "ferry_airflow.hook.FerryHook"}],
        "extra-links": ["ferry_airflow.page.PlanPageLink"],
    }
