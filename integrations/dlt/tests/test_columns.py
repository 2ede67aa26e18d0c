from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dlt.common.normalizers.naming.snake_case import NamingConvention

from ferry_dlt import Manifest
from ferry_dlt.columns import Column, columns
from files import NAME, ROW_ID, field, write


def of(folder: Path, *cells: dict[str, str]) -> list[Column]:
    manifest = Manifest.read(write(folder / "deals.jsonl", [*cells, ROW_ID], []))
    return columns(manifest, NamingConvention(64).normalize_identifier)[:-1]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (NAME, {"name": "text"}),
        ({"column": "Date Added", "attribute": "Date Added"}, {"date_added": "timestamp"}),
        (field(1, "Deal Size", "number"), {"deal_size": "double"}),
        (field(1, "Score", "formula-number"), {"score": "double"}),
        (field(1, "Closes On", "datetime"), {"closes_on": "date"}),
        ({"column": "Added", "field": "created-at", "type": "datetime"}, {"added": "timestamp"}),
        (field(1, "Status", "ranked-dropdown"), {"status": "text"}),
        (field(1, "Status.id", "ranked-dropdown", "id"), {"status_id": "bigint"}),
        (field(1, "Owner", "person"), {"owner_id": "bigint", "owner_name": "text", "owner_email": "text"}),
        (field(1, "Owner.email", "person", "email"), {"owner_email": "text"}),
        (field(1, "Last Email", "interaction"), {"last_email_date": "timestamp", "last_email_kind": "text"}),
        (field(1, "Lists", "lists"), {"lists": "json"}),
        (field(1, "Owners", "person-multi"), {}),
    ],
)
def test_each_type_has_its_columns(tmp_path: Path, cell: dict[str, str], expected: dict[str, str]) -> None:
    (column,) = of(tmp_path, cell)
    assert column.columns == expected


def test_no_two_columns_have_one_name(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        field(1, "Deal Size", "number"), field(2, "deal size", "text"), field(3, "Deal-Size", "text"),
        field(4, "日本", "text"), field(5, "🚀", "text"), field(6, "_dlt_id", "text"),
        field(7, "Owner", "person"), field(8, "Owner Id", "number"),
        field(9, "Size field-10", "text"), field(11, "Size", "text"), field(10, "Size", "text"),
    )  # fmt: skip
    names = [name for column in found for name in column.columns]
    assert len(set(names)) == len(names) == 13
    assert names[:5] == ["deal_size", "deal_size_field_2", "deal_size_field_3", "field_4", "field_5"]
    assert names[5:7] == ["_dlt_id_field_6", "owner_id"]
    assert names[9:] == ["owner_id_field_8", "size_field_10", "size", "size_field_10_2"]


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("number", 12, {"x": 12.0}),
        ("number", "********", {"x": "********"}),
        ("number", {"odd": 1}, {"x": '{"odd": 1}'}),
        ("datetime", "2026-11-21", {"x": date(2026, 11, 21)}),
        ("datetime", "someday", {"x": "someday"}),
        ("datetime", "2026-02-30", {"x": "2026-02-30"}),
        ("location", {"city": "Paris"}, {"x_city": "Paris"}),
        ("location", "hidden", {"x": "hidden"}),
        ("number-multi", [1, 2.5], {"x": [1.0, 2.5]}),
        ("number-multi", "hidden", {"x": "hidden"}),
        ("location-multi", [{"streetAddress": "1 Main St"}], {"x": [{"street_address": "1 Main St"}]}),
        ("notes", {"id": 1}, {"x": {"id": 1}}),
        ("text", None, {}),
    ],
)
def test_a_cell_keeps_its_value(tmp_path: Path, type_: str, value: Any, expected: dict[str, Any]) -> None:
    (column,) = of(tmp_path, field(1, "x", type_))
    row: dict[str, Any] = {}
    column.put(value, row)
    found = {name: part for name, part in row.items() if part is not None}
    if isinstance(found.get("x"), list):
        found["x"] = [{k: v for k, v in part.items() if v is not None} if isinstance(part, dict) else part for part in found["x"]]
    assert found == expected


def test_domains_become_a_list(tmp_path: Path) -> None:
    (column,) = of(tmp_path, {"column": "Domains", "attribute": "Domains"})
    row: dict[str, Any] = {}
    column.put("initech.com;initech.org", row)
    assert row == {"domains": ["initech.com", "initech.org"]}
