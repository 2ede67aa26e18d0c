import gzip
import hashlib
import json
from pathlib import Path

import pytest

from ferry_dlt import FerryError, Manifest
from files import NAME, ROW_ID, write


def test_rows_are_read_also_from_a_compressed_file(tmp_path: Path) -> None:
    path = tmp_path / "deals.jsonl.gz"
    data = gzip.compress(b'{"Name": "Acme", "Affinity Row ID": 1}\n')
    write(path, [NAME, ROW_ID], [])
    path.write_bytes(data)
    place = tmp_path / "deals.jsonl.gz.manifest.json"
    place.write_text(json.dumps(json.loads(place.read_text()) | {"sha256": hashlib.sha256(data).hexdigest()}))
    assert list(Manifest.read(path).rows()) == [{"Name": "Acme", "Affinity Row ID": 1}]


def test_a_file_follows_the_one_that_it_was_compared_with(tmp_path: Path) -> None:
    first = Manifest.read(write(tmp_path / "1.jsonl", [ROW_ID], [], night=1))
    second = Manifest.read(write(tmp_path / "2.jsonl", [ROW_ID], [], night=2, since=1))
    third = Manifest.read(write(tmp_path / "3.jsonl", [ROW_ID], [], night=3, since=2))
    assert first.follows(None)
    assert second.follows(first.mark)
    assert second.follows(second.mark)
    assert not third.follows(first.mark)
    assert not second.follows(first.mark, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"form": {"format": "csv", "multi-value": ";", "cells": [ROW_ID]}}, "only JSON lines hold types"),
        ({"form": {"format": "jsonl", "multi-value": ";", "cells": [NAME]}}, "export without --no-ids"),
        ({"sha256": "0"}, "not the file that its manifest tells of"),
        ({"form": None}, "not a manifest of Ferry"),
    ],
)
def test_what_cannot_be_loaded_is_said(tmp_path: Path, change: dict[str, object], said: str) -> None:
    path = write(tmp_path / "deals.jsonl", [NAME, ROW_ID], [])
    place = tmp_path / "deals.jsonl.manifest.json"
    place.write_text(json.dumps(json.loads(place.read_text()) | change))
    with pytest.raises(FerryError, match=said):
        Manifest.read(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FerryError, match=r"deals\.jsonl\.manifest\.json: it is not there"):
        Manifest.read(tmp_path / "deals.jsonl")
    write(tmp_path / "deals.jsonl", [ROW_ID], []).unlink()
    with pytest.raises(FerryError, match=r"deals\.jsonl: it is not there, and its manifest is"):
        Manifest.read(tmp_path / "deals.jsonl")
