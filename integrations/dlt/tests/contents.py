"""What stands in a warehouse, in a form to be compared."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import psycopg2

from night import Warehouse

DOCS = Path(__file__).parents[3] / "Docs/Warehouse.md"
Rows = list[dict[str, Any]]


class Reader:
    """Reads a warehouse with SQL. Of Parquet files it makes the views that Docs/Warehouse.md shows."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self.connection: Any
        self.schema = warehouse.dataset
        match warehouse.kind:
            case "postgres":
                self.connection = psycopg2.connect(warehouse.place)
            case "duckdb":
                self.connection = duckdb.connect(warehouse.place, read_only=True)
            case _:
                self.connection = duckdb.connect()
                self.schema = "main"

    def query(self, sql: str) -> Rows:
        cursor = self.connection.cursor()
        cursor.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def tables(self, root: str) -> list[str]:
        """A table and its child tables; those of Parquet files as views made now."""
        if self.warehouse.kind == "filesystem":
            folder = Path(self.warehouse.place) / self.warehouse.dataset
            found = sorted(path.name for path in folder.glob("*") if any(path.glob("*.parquet")))
            names = [name for name in found if name == root or name.startswith(root + "__")]
            for name in names:
                self.connection.execute(view(name, root, str(folder)))
            return names
        sql = f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{self.schema}' ORDER BY table_name"
        found = [row["table_name"] for row in self.query(sql)]
        return [name for name in found if name == root or name.startswith(root + "__")]

    def rows(self, root: str, condition: str = "TRUE") -> Rows:
        """The rows by their ids, each with its lists in it, without what is only of this load."""
        tables = self.tables(root)
        if root not in tables:
            return []
        parents = self.query(f'SELECT * FROM {self.schema}."{root}" WHERE {condition} ORDER BY affinity_row_id')
        for table in tables[1:]:
            lists: dict[str, Rows] = {}
            for child in self.query(f'SELECT DISTINCT * FROM {self.schema}."{table}" ORDER BY _dlt_parent_id, _dlt_list_idx'):
                lists.setdefault(child["_dlt_parent_id"], []).append(plain(child))
            for parent in parents:
                if found := lists.get(parent["_dlt_id"]):
                    parent[table.removeprefix(root + "__")] = found
        return [plain(parent) for parent in parents]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.startswith("_") and value is not None}


def view(name: str, root: str, folder: str) -> str:
    """The statement of Docs/Warehouse.md that makes a view of Parquet files, for a table with other names."""
    statements = re.findall(r"(?ms)^CREATE VIEW .*?;", DOCS.read_text("utf-8"))
    found = next(statement for statement in statements if ("deals__owners AS" if name != root else "deals AS") in statement)
    found = found.replace("s3://warehouse/affinity", folder).replace("deals__owners", name if name != root else "")
    return re.sub(r"\bdeals\b", root, found).replace("CREATE VIEW", "CREATE OR REPLACE VIEW")


def as_of(moment: datetime) -> str:
    """The condition by which a table of history shows what was there then, as Docs/Warehouse.md says."""
    then = f"TIMESTAMP WITH TIME ZONE '{moment.isoformat()}'"
    return f"_dlt_valid_from <= {then} AND (_dlt_valid_to > {then} OR _dlt_valid_to IS NULL) AND _gone IS NOT TRUE"
