"""The dlt source that reads Ferry's exports."""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import dlt
from dlt.common import pendulum
from dlt.common.typing import TDataItem
from dlt.extract import DltResource
from dlt.extract.hints import TResourceNestedHints

from .columns import Column, columns
from .manifest import FerryError, Manifest

SOURCE = "ferry"
HISTORY = "_history"
CHUNK = 5000
"""Rows that dlt takes at once."""

log = logging.getLogger("ferry_dlt")


@dlt.source(name=SOURCE, max_table_nesting=1, root_key=True)
def ferry_source(files: Mapping[str, str | Path], history: Collection[str] = ()) -> Iterator[DltResource]:
    """A table for each file of JSON lines that `ferry export --since-last` wrote; without that option each load is a full one.

    A file that the warehouse holds already is left out. One that does not follow the last one loaded is refused, since changes
    would be missed.

    Args:
        files: The files by the names of their tables.
        history: Tables that get a second one with `_history` behind the name, with a row for each version of a row.
    """
    for table, file in files.items():
        yield dlt.resource(_rows, name=table, write_disposition="append")(Path(file), False)
        if table in history:
            yield dlt.resource(_rows, name=table + HISTORY, write_disposition="append")(Path(file), True)


def _rows(file: Path, is_history: bool) -> Iterator[TDataItem]:
    manifest = Manifest.read(file)
    state = dlt.current.resource_state()
    if state.get("loaded") == manifest.mark:
        return
    if not manifest.follows(state.get("loaded")):
        raise FerryError(
            f"{file}: it holds what changed since {manifest.since}, and the warehouse has not loaded that export;"
            f" remove {file.name}.state and export again: the whole list is loaded then"
        )
    found = columns(manifest, dlt.current.source_schema().naming.normalize_identifier)
    state["notices"] = _notices(state.get("cells"), found)
    for notice in state["notices"]:
        log.warning("%s: %s", file.name, notice)
    state["cells"] = {column.cell.key: [column.cell.column, column.name, column.written_type] for column in found}
    yield dlt.mark.with_hints([], _hints(manifest, found, state.setdefault("types", {}), is_history))
    if manifest.is_full:
        # Of an empty list there is a table too, and its history is told that all is gone.
        yield dlt.mark.materialize_table_schema()
    rows = (_row(row, manifest, found, is_history) for row in manifest.rows())
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
    state["loaded"] = manifest.mark


def _hints(manifest: Manifest, found: list[Column], types: dict[str, str], is_history: bool) -> Any:
    """The types, the key, and how the rows come into the table.

    Args:
        types: What the columns were first made as. A column does not change its type: values that do not fit go into one
            beside it, as dlt does with them.
    """
    strategies = dlt.current.pipeline().destination.capabilities().supported_merge_strategies or ()
    is_merged = not is_history and not manifest.is_full and "delete-insert" in strategies
    hints: dict[str, dict[str, Any]] = {"_gone": {"data_type": "bool", "hard_delete": is_merged}}
    for column in found:
        for name, type_ in column.columns.items():
            hints[name] = {"data_type": types.setdefault(name, type_)}
    (key,) = next(column for column in found if column.cell == manifest.key_column).columns
    hints[key] |= {"nullable": False}
    nested: dict[str | Sequence[str], TResourceNestedHints] = {
        column.name: dlt.mark.make_nested_hints(
            columns=_named(
                {name: {"data_type": types.setdefault(f"{column.name}__{name}", type_)} for name, type_ in column.items.items()}
            )
        )
        for column in found
        if column.is_list
    }
    disposition: Any = "merge" if is_merged else "replace" if manifest.is_full else "append"
    if is_history:
        if "scd2" not in strategies:
            raise FerryError(
                "this destination has no rows to change, so there is no table of history; its files hold each version"
            )
        disposition = {"disposition": "merge", "strategy": "scd2", "boundary_timestamp": manifest.finished_at}
        # With a merge key a row that is not in the file is left as it is; in a file of all rows it is one that is gone.
        hints[key] |= {"merge_key": not manifest.is_full}
    else:
        hints[key] |= {"primary_key": True}
        hints["_exported_at"] = {"data_type": "timestamp"}
    return dlt.mark.make_hints(columns=_named(hints), write_disposition=disposition, nested_hints=nested)


def _named(hints: Mapping[str, Mapping[str, Any]]) -> Any:
    return {name: {"name": name, **hint} for name, hint in hints.items()}


def _row(row: Mapping[str, Any], manifest: Manifest, found: list[Column], is_history: bool) -> dict[str, Any]:
    # History tells of each version by its contents, in which the time of the export must not stand.
    made: dict[str, Any] = {} if is_history else {"_exported_at": pendulum.parse(manifest.finished_at)}
    if row.get("_change") == "gone":
        made["_gone"] = True
    for column in found:
        column.put(row.get(column.cell.column), made)
    return made


def _notices(before: Mapping[str, list[str]] | None, found: list[Column]) -> list[str]:
    """What has become of the columns since the last load, in sentences."""
    if before is None:
        return []
    notices: list[str] = []
    now = {column.cell.key: column for column in found}
    for key, column in now.items():
        header, name, type_ = before.get(key, (None, None, None))
        if header is None:
            notices.append(f"{column.cell.column} is new: column {column.name}, {column.written_type}")
            continue
        if name != column.name:
            notices.append(
                f"{header} is called {column.cell.column} now: column {column.name}; {name} stays, and gets no more values"
            )
        if type_ != column.written_type:
            notices.append(
                f"{column.cell.column} holds {column.written_type} and held {type_}:"
                f" values that do not fit go into a column or table beside {column.name}"
            )
    notices += [
        f"{header} is not exported any more: column {name} stays, and gets no more values"
        for key, (header, name, _) in before.items()
        if key not in now
    ]
    return notices
