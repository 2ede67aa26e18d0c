"""The law: nights of changes, whatever is killed in them, end as a load of the whole list does."""

import os
import random
from datetime import datetime
from pathlib import Path

import pytest

from account import Account
from contents import Reader, Rows, as_of
from ferry_dlt import Export, Manifest
from night import Warehouse, run

NIGHTS = int(os.environ.get("FERRY_NIGHTS", "10"))
SEEDS = int(os.environ.get("FERRY_SEEDS", "1"))
TRIES = 30


def made(kind: str, folder: Path, name: str, request: pytest.FixtureRequest) -> Warehouse:
    folder.mkdir()
    match kind:
        case "postgres":
            return Warehouse(kind, request.getfixturevalue("postgres"), folder, dataset=name)
        case "duckdb":
            return Warehouse(kind, str(folder / "warehouse.duckdb"), folder)
        case _:
            return Warehouse(kind, str(folder / "files"), folder)


@pytest.mark.parametrize("kind", ["duckdb", "postgres", "filesystem"])
@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_nights_end_as_a_full_load_does(
    seed: int, kind: str, account: Account, ferry: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(f"{seed} {kind}")
    warehouse = made(kind, tmp_path / "nights", f"nights_{seed}", request)
    environment = {"AFFINITY_BASE_URL": account.url, "AFFINITY_API_KEY": account.key, "RUNTIME__DLTHUB_TELEMETRY": "false"}
    has_history = kind != "filesystem"
    exports = [Export("Deals", history=has_history)]
    file = warehouse.folder / "ferry/deals.jsonl"
    seen: dict[datetime, Rows] = {}
    points, kills = 100, 0
    for night in range(NIGHTS):
        if night > 0:
            account.change(chance, night)
        for attempt in range(TRIES):
            kill_at = chance.randint(1, points) if attempt < 2 and chance.random() < 0.3 else None
            program = ["timeout", "-s", "KILL", "0.1", ferry] if attempt == 0 and chance.random() < 0.1 else [ferry]
            if chance.random() < 0.05:
                # The other machine of the cron job knows nothing of Ferry's files.
                for path in file.parent.glob("deals.jsonl*"):
                    path.unlink()
            outcome = run(warehouse, exports, program, environment, kill_at)
            if outcome is None:
                kills += 1
            elif outcome.is_done:
                points = outcome.points
                break
        else:
            pytest.fail(f"night {night}: {outcome}")
        moment = datetime.fromisoformat(Manifest.read(file).finished_at)
        if has_history:
            seen[moment] = Reader(warehouse).rows("deals")
    whole = made(kind, tmp_path / "whole", f"whole_{seed}", request)
    outcome = run(whole, [Export("Deals")], [ferry], environment)
    assert outcome is not None
    assert outcome.is_done, outcome.said
    expected = Reader(whole).rows("deals")
    assert len(expected) == len(account.entries()) > 0
    assert Reader(warehouse).rows("deals") == expected
    reader = Reader(warehouse)
    for moment, rows in seen.items():
        assert reader.rows("deals_history", as_of(moment)) == rows, moment
    print(f"seed {seed}, {kind}: {NIGHTS} nights, {kills} killed, {points} points in the last, {len(expected)} rows")
