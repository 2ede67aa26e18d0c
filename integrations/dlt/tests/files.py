"""Exports as Ferry writes them, made by hand."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROW_ID = {"column": "Affinity Row ID", "attribute": "Affinity Row ID"}
NAME = {"column": "Name", "attribute": "Name"}


def moment(night: int) -> str:
    return f"2026-11-{night:02d}T02:00:00Z"


def field(number: int, column: str, type_: str, part: str | None = None) -> dict[str, str]:
    cell = {"column": column, "field": f"field-{number}", "type": type_}
    return cell | {"part": part} if part else cell


def write(
    path: Path, cells: Sequence[Mapping[str, str]], rows: Sequence[Mapping[str, Any]], night: int = 1, since: int | None = None
) -> Path:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(data)
    manifest = {
        "finished-at": moment(night),
        "list": "Deals",
        "rows": len(rows),
        "sha256": hashlib.sha256(data).hexdigest(),
        "form": {"format": "jsonl", "multi-value": ";", "cells": cells},
    }
    if since is not None:
        manifest["since"] = moment(since)
    path.with_name(path.name + ".manifest.json").write_text(json.dumps(manifest))
    return path
