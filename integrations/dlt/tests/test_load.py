"""Single loads, into DuckDB where nothing else is said."""

import fcntl
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pytest
from dlt.common.exceptions import DltException

from account import Account
from contents import DOCS, Reader, Rows
from ferry_dlt import Export, FerryError, ferry_source
from files import NAME, ROW_ID, field, write
from night import Warehouse


@pytest.fixture(autouse=True)
def _no_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse("duckdb", str(tmp_path / "warehouse.duckdb"), tmp_path)


def load(
    warehouse: Warehouse,
    cells: Sequence[Mapping[str, str]],
    rows: Sequence[Mapping[str, Any]],
    night: int = 1,
    since: int | None = None,
) -> Rows:
    file = write(warehouse.folder / "deals.jsonl", [NAME, *cells, ROW_ID], rows, night, since)
    warehouse.pipeline().run(ferry_source({"deals": file}))
    return Reader(warehouse).rows("deals")


def test_changes_are_merged_and_typed(warehouse: Warehouse) -> None:
    cells = [
        field(1, "Size", "number"),
        field(2, "Closes", "datetime"),
        field(3, "Lead", "company"),
        field(4, "Rounds", "number-multi"),
    ]
    row = {
        "Name": "Acme",
        "Size": 2,
        "Closes": "2026-12-01",
        "Lead": {"id": 7, "name": "Hooli", "domain": None},
        "Rounds": [1, 2.5],
    }
    load(warehouse, cells, [row | {"Affinity Row ID": 1}, {"Name": "Hooli", "Affinity Row ID": 2}])
    changes = [{"_change": "changed", **row, "Rounds": [3], "Affinity Row ID": 1}, {"_change": "gone", "Affinity Row ID": 2}]
    assert load(warehouse, cells, changes, night=2, since=1) == [
        {
            "name": "Acme", "size": 2.0, "closes": date(2026, 12, 1), "lead_id": 7, "lead_name": "Hooli",
            "rounds": [{"value": 3.0}], "affinity_row_id": 1,
        }
    ]  # fmt: skip


def test_a_schema_that_changed_is_loaded_and_told(warehouse: Warehouse, caplog: pytest.LogCaptureFixture) -> None:
    load(warehouse, [field(1, "Size", "number"), field(2, "Stage", "dropdown"), field(3, "Old", "text")], [
        {"Name": "Acme", "Size": 1, "Stage": "New", "Old": "x", "Affinity Row ID": 1},
        {"Name": "Hooli", "Size": 2, "Affinity Row ID": 2},
    ])  # fmt: skip
    rows = load(
        warehouse, [field(1, "Size", "text"), field(2, "Status", "dropdown"), field(4, "Fresh", "number")],
        [{"_change": "changed", "Name": "Acme", "Size": "large", "Status": "New", "Fresh": 5, "Affinity Row ID": 1}],
        night=2, since=1,
    )  # fmt: skip
    assert rows == [
        {"name": "Acme", "size__v_text": "large", "status": "New", "fresh": 5.0, "affinity_row_id": 1},
        {"name": "Hooli", "size": 2.0, "affinity_row_id": 2},
    ]
    assert [record.getMessage() for record in caplog.records if record.name == "ferry_dlt"] == [
        "deals.jsonl: Size holds text and held double: values that do not fit go into a column or table beside size",
        "deals.jsonl: Stage is called Status now: column status; stage stays, and gets no more values",
        "deals.jsonl: Fresh is new: column fresh, double",
        "deals.jsonl: Old is not exported any more: column old stays, and gets no more values",
    ]


def test_one_value_may_become_several_and_several_one(warehouse: Warehouse) -> None:
    cells = [
        field(1, "Lead", "company"),
        field(2, "Rounds", "number-multi"),
        field(3, "Note", "text"),
        field(4, "Tags", "text-multi"),
    ]
    row = {"Lead": {"id": 7, "name": "Hooli", "domain": None}, "Rounds": [1], "Note": "a", "Tags": ["b"]}
    load(warehouse, cells, [row | {"Affinity Row ID": number} for number in (1, 2)])
    cells = [
        field(1, "Lead", "company-multi"),
        field(2, "Rounds", "text-multi"),
        field(3, "Note", "text-multi"),
        field(4, "Tags", "text"),
    ]
    row = {"Lead": [{"id": 8, "name": "Acme", "domain": None}], "Rounds": ["A"], "Note": ["c", "d"], "Tags": "e"}
    assert load(warehouse, cells, [{"_change": "changed", **row, "Affinity Row ID": 1}], night=2, since=1) == [
        {
            "affinity_row_id": 1, "lead": [{"id": 8, "name": "Acme"}], "rounds": [{"value__v_text": "A"}],
            "note": [{"value": "c"}, {"value": "d"}], "tags": "e",
        },
        {
            "affinity_row_id": 2, "lead_id": 7, "lead_name": "Hooli", "rounds": [{"value": 1.0}],
            "note": "a", "tags": [{"value": "b"}],
        },
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["duckdb", "filesystem"])
def test_a_list_of_which_all_is_gone_leaves_nothing(kind: str, tmp_path: Path) -> None:
    warehouse = Warehouse(kind, str(tmp_path / "warehouse"), tmp_path)
    for night, rows in ((1, [{"Owners": [{"id": 1, "name": "Ada", "email": None}], "Affinity Row ID": 1}]), (2, [])):
        file = write(tmp_path / "deals.jsonl", [field(1, "Owners", "person-multi"), ROW_ID], rows, night)
        source = ferry_source({"deals": file}, ["deals"] if kind == "duckdb" else [])
        warehouse.pipeline().run(source, loader_file_format="parquet")
        assert len(Reader(warehouse).rows("deals")) == len(rows)
        if kind == "duckdb":
            assert len(Reader(warehouse).rows("deals_history", "_dlt_valid_to IS NULL")) == len(rows)


def test_a_warehouse_out_of_reach_is_said(tmp_path: Path) -> None:
    warehouse = Warehouse("postgres", "postgresql://ferry:ferry@127.0.0.1:1/postgres", tmp_path)
    with pytest.raises(FerryError, match="deals: the warehouse has not taken the data: connection to server at"):
        warehouse.sync([Export("Deals")], ["ferry"])


def test_changes_that_would_leave_others_out_are_refused(warehouse: Warehouse) -> None:
    row = {"Name": "Acme", "Affinity Row ID": 1}
    load(warehouse, [], [row])
    with pytest.raises(DltException, match=r"remove deals\.jsonl\.state and export again"):
        load(warehouse, [], [{"_change": "gone", "Affinity Row ID": 1}], night=3, since=2)
    assert Reader(warehouse).rows("deals") == [{"name": "Acme", "affinity_row_id": 1}]


def test_history_needs_rows_that_can_be_changed(tmp_path: Path) -> None:
    warehouse = Warehouse("filesystem", str(tmp_path / "files"), tmp_path)
    file = write(tmp_path / "deals.jsonl", [NAME, ROW_ID], [])
    with pytest.raises(DltException, match="its files hold each version"):
        warehouse.pipeline().run(ferry_source({"deals": file}, history=["deals"]))


def test_what_is_wrong_with_one_export_does_not_stop_the_others(account: Account, warehouse: Warehouse, ferry: str) -> None:
    with pytest.raises(FerryError) as error:
        warehouse.sync([Export("Deels"), Export("Deals", view="Everything", table="deals")], [ferry])
    assert "deels: ferry export ended with 65" in str(error.value)
    assert "deals: 3 added, 0 changed, 0 gone of the whole of Deals Everything" in str(error.value)
    assert len(Reader(warehouse).rows("deals")) == 3


def test_a_program_that_is_not_there_is_said(warehouse: Warehouse) -> None:
    with pytest.raises(FerryError, match=r"nowhere/ferry cannot be started: No such file or directory; name it with ferry="):
        warehouse.sync([Export("Deals")], ["/nowhere/ferry"])


def test_two_syncs_do_not_share_a_folder(warehouse: Warehouse) -> None:
    (warehouse.folder / "ferry").mkdir()
    with (warehouse.folder / "ferry/.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(FerryError, match="another sync is at work there"):
            warehouse.sync([Export("Deals")], ["ferry"])


def test_a_new_column_that_the_contract_refuses_waits_for_the_next_night(
    account: Account, warehouse: Warehouse, ferry: str
) -> None:
    exports = [Export("Deals")]
    warehouse.sync(exports, [ferry])
    account.add_field("Fresh")
    account.set(account.entries()[0], "Remark", "changed")
    with pytest.raises(FerryError, match=r"nothing is lost: the files stay in .*, and the next run loads them"):
        warehouse.sync(exports, [ferry], schema_contract={"columns": "freeze"})
    said = warehouse.sync(exports, [ferry])
    assert "deals: 0 added, 3 changed, 0 gone of Deals since" in said
    assert "deals: Fresh is new: column fresh, double" in said
    assert Reader(warehouse).rows("deals")[0]["remark"] == "changed"


def test_a_warehouse_that_refuses_a_column_has_it_the_next_night(
    account: Account, tmp_path: Path, ferry: str, postgres: str
) -> None:
    admin = psycopg2.connect(postgres)
    admin.autocommit = True
    admin.cursor().execute("CREATE ROLE loader LOGIN; GRANT CREATE ON DATABASE postgres TO loader")
    warehouse = Warehouse("postgres", postgres.replace("ferry:", "loader:"), tmp_path, dataset="refused")
    exports = [Export("Deals")]
    warehouse.sync(exports, [ferry])
    admin.cursor().execute("ALTER TABLE refused.deals OWNER TO ferry; GRANT ALL ON refused.deals TO loader")
    account.add_field("Fresh", value_type=6)
    account.set(account.entries()[0], "Fresh", "new")
    with pytest.raises(FerryError, match="the warehouse has not taken the data: must be owner of table deals"):
        warehouse.sync(exports, [ferry])
    admin.cursor().execute("ALTER TABLE refused.deals OWNER TO loader")
    warehouse.sync(exports, [ferry])
    assert Reader(warehouse).rows("deals")[0]["fresh"] == "new"


def test_a_warehouse_that_was_emptied_gets_the_whole_list(account: Account, tmp_path: Path, ferry: str) -> None:
    first, second = (Warehouse("duckdb", str(tmp_path / f"{name}.duckdb"), tmp_path) for name in ("first", "second"))
    first.sync([Export("Deals")], [ferry])
    account.remove(account.entries()[0])
    assert "0 added, 0 changed, 1 gone" in first.sync([Export("Deals")], [ferry])
    assert "2 added, 0 changed, 0 gone of the whole of Deals" in second.sync([Export("Deals")], [ferry])
    assert Reader(second).rows("deals") == Reader(first).rows("deals")


def test_dlts_own_folder_is_not_trusted(account: Account, warehouse: Warehouse, ferry: str) -> None:
    warehouse.sync([Export("Deals")], [ferry])
    # What a full disk may leave of a load that was begun.
    begun = warehouse.folder / "dlt/affinity/normalize/extracted/1795000000.1"
    (begun / "new_jobs").mkdir(parents=True)
    (begun / "schema.json").write_text("{")
    account.remove(account.entries()[0])
    assert "0 added, 0 changed, 1 gone" in warehouse.sync([Export("Deals")], [ferry])
    assert len(Reader(warehouse).rows("deals")) == 2


def test_nothing_is_exported_before_what_is_there_is_loaded(account: Account, warehouse: Warehouse, ferry: str) -> None:
    exports = [Export("Deals")]
    warehouse.sync(exports, [ferry])
    account.remove(account.entries()[0])
    # As when the sync was killed before it loaded this one.
    subprocess.run([ferry, *exports[0].arguments(warehouse.folder / "ferry")], check=True)
    account.remove(account.entries()[0])
    lines = warehouse.sync(exports, [ferry]).splitlines()
    assert [line.split(" of ")[0] for line in lines] == ["deals: 0 added, 0 changed, 1 gone"] * 2
    assert len(Reader(warehouse).rows("deals")) == 1


def test_the_pages_views_and_pipeline_are_good(account: Account, warehouse: Warehouse, ferry: str) -> None:
    page = DOCS.read_text("utf-8")
    account.set(account.entries()[0], "Owners", [{"id": 100002}])
    warehouse.sync([Export("Deals", history=True)], [ferry])
    account.set(account.entries()[0], "Status", None)
    warehouse.sync([Export("Deals", history=True)], [ferry])
    connection = duckdb.connect(warehouse.place)
    for statement in re.findall(r"(?ms)^CREATE OR REPLACE VIEW .*?;", page):
        connection.execute(statement)
    owners = connection.execute("SELECT owners FROM affinity.looker_deals ORDER BY affinity_row_id").fetchall()
    assert owners == [("Grace Hopper",), (None,), (None,)]
    statuses = "SELECT status FROM affinity.looker_time_in_status WHERE affinity_row_id = 100001 ORDER BY since"
    assert connection.execute(statuses).fetchall() == [("New",), (None,)]
    (pipeline,) = re.findall(r"(?ms)^```yaml\n(.*?)^```", page)
    (warehouse.folder / "salesforce.yaml").write_text(pipeline)
    subprocess.run([ferry, "apply", "--yes", "salesforce.yaml"], cwd=warehouse.folder, check=True)
    (script,) = re.findall(r"(?ms)<<'END'\n(.*?)^END", page)
    subprocess.run([sys.executable, "-", "salesforce/deals.csv"], input=script, text=True, cwd=warehouse.folder, check=True)
    upsert = (warehouse.folder / "salesforce/upsert.csv").read_text().splitlines()
    assert upsert[0].startswith("Affinity_Row_ID__c,Affinity_Organization_ID__c,Name,StageName,Amount")
    assert len(upsert) == 4
