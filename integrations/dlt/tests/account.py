"""A simulated Affinity whose account changes from night to night."""

import json
import random
import subprocess
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

ORGANIZATIONS = range(100001, 100007)
USERS = (100001, 100002)
PLACES = ({"city": "Berlin", "country": "Germany"}, {"city": "Boston", "state": "MA"}, {"streetAddress": "1 Main St"})
PLACE = {"streetAddress": None, "city": None, "state": None, "country": None, "continent": None}


class Account:
    def __init__(self, ferry: str) -> None:
        seed = str(Path(__file__).with_name("account.yaml"))
        options = ["--port", "0", "--json", "--seed", seed, "--rate-limit", "1000000", "--monthly-limit", "0"]
        self.command = [ferry, "simulate", *options]

    def __enter__(self) -> "Account":
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout is not None
        said = json.loads(self.process.stdout.readline())
        self.url, self.key = said["baseURL"], said["apiKey"]
        self.list = self.call("GET", "/v2/lists")["data"][0]["id"]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.terminate()
        self.process.communicate(timeout=10)

    def call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def fields(self) -> dict[str, dict[str, Any]]:
        """The list's own, by name."""
        found = self.call("GET", f"/v2/lists/{self.list}/fields")["data"]
        return {field["name"]: field for field in found if field["type"] == "list"}

    def entries(self) -> list[int]:
        return [entry["id"] for entry in self.call("GET", f"/v2/lists/{self.list}/list-entries")["data"]]

    def set(self, entry: int, name: str, data: object) -> None:
        field = self.fields()[name]
        update = {"id": field["id"], "value": {"type": field["valueType"], "data": data}}
        body = {"operation": "update-fields", "updates": [update]}
        self.call("PATCH", f"/v2/lists/{self.list}/list-entries/{entry}/fields", body)

    def add(self, organization: int) -> None:
        self.call("POST", f"/lists/{self.list}/list-entries", {"entity_id": organization})

    def remove(self, entry: int) -> None:
        self.call("DELETE", f"/lists/{self.list}/list-entries/{entry}")

    def add_field(self, name: str, value_type: int = 3) -> None:
        self.call("POST", "/fields", {"name": name, "entity_type": 1, "value_type": value_type, "list_id": self.list})

    def remove_field(self, name: str) -> None:
        self.call("DELETE", "/fields/" + self.fields()[name]["id"].removeprefix("field-"))

    def change(self, chance: random.Random, night: int) -> None:
        """What people do in a day: rows come and go, cells are set and emptied, records renamed, fields made and removed."""
        if night % 7 == 3:
            self.add_field(f"Fresh {night}", value_type=chance.choice([3, 6]))
        if night % 7 == 6:
            self.remove_field(f"Fresh {night - 3}")
        for _ in range(chance.randint(0, 5)):
            entries = self.entries()
            what = chance.choice(["add", "remove", "rename", "set", "set", "set", "set"])
            if what == "add" and len(entries) < 12:
                self.add(chance.choice(ORGANIZATIONS))
            elif what == "remove" and len(entries) > 1:
                self.remove(chance.choice(entries))
            elif what == "rename":
                self.call(
                    "PUT", f"/organizations/{chance.choice(ORGANIZATIONS)}", {"name": f"Ünïted {chance.randint(1, 99)}; “& Co”"}
                )
            elif entries:
                name, field = chance.choice(sorted(self.fields().items()))
                self.set(chance.choice(entries), name, value(chance, field["valueType"], self.options(field)))

    def options(self, field: dict[str, Any]) -> list[int]:
        if "dropdown" not in field["valueType"]:
            return []
        found = self.call("GET", f"/v2/lists/{self.list}/fields/{field['id']}/dropdown-options")["data"]
        return [option["id"] for option in found]


def value(chance: random.Random, kind: str, options: list[int]) -> object:
    """A value for a field, or none."""
    several = range(chance.randint(1, 3))
    match kind:
        case _ if chance.random() < 0.2:
            return [] if kind.endswith("-multi") else None
        case "number":
            return chance.choice([0, -1.5, 2500000.5, 12])
        case "number-multi":
            return [chance.choice([1, 2.5, 1000000]) for _ in several]
        case "datetime":
            return f"2026-0{chance.randint(1, 9)}-15T08:00:00Z"
        case "ranked-dropdown":
            return {"dropdownOptionId": chance.choice(options)}
        case "person-multi":
            return [{"id": id} for id in chance.sample(USERS, chance.randint(1, 2))]
        case "company":
            return {"id": chance.choice(ORGANIZATIONS)}
        case "location":
            return PLACE | chance.choice(PLACES)
        case "location-multi":
            return [PLACE | place for place in chance.sample(PLACES, chance.randint(1, 3))]
        case _:
            return chance.choice(["a", 'quoted "text"', "two\nlines; and more", "Ünï\U0001f680", "12"])
