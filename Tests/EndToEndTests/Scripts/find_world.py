"""Finds an account again in an exported file: usage: find_world.py BASE_URL KEY LIST FILE JOINER

Reads the list with plain HTTP and the file with Python's own csv or json, and compares each cell by what Docs/Exports.md says of its form.
Prints `rows N cells M`; ends with 1 at the first cell that is not as it should be.
"""

import csv
import io
import json
import re
import sys
import urllib.request

BASE, KEY, LIST, FILE, JOINER = sys.argv[1:6]


def pages(path):
    while path:
        request = urllib.request.Request(BASE + path, headers={"Authorization": "Bearer " + KEY, "X-Affinity-Api-Version": "2026-09-17"})
        page = json.load(urllib.request.urlopen(request))
        yield from page["data"]
        after = page["pagination"]["nextUrl"]
        path = after and "/" + after.split("/", 3)[3]


def unguarded(cell):
    rest = cell.lstrip("'")
    return cell[1:] if cell.startswith("'") and rest[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def several(cell):
    """Values that stand between joiners; one in quotes has its quotes doubled."""
    values, rest = [], cell
    while True:
        if rest.startswith('"'):
            quoted = re.match(r'"((?:[^"]|"")*)"', rest)
            values.append(quoted.group(1).replace('""', '"'))
            rest = rest[quoted.end():]
        else:
            end = rest.find(JOINER)
            values.append(rest if end < 0 else rest[:end])
            rest = "" if end < 0 else rest[end:]
        if not rest:
            return values
        assert rest.startswith(JOINER), cell
        rest = rest[len(JOINER):]


def place(data):
    parts = [data[key] for key in ("streetAddress", "city", "state", "country") if data[key]]
    return ", ".join(parts) or data["continent"] or ""


def reference(text, name, key, number):
    """`Name <key>`, or `Name <id>` for what has no key."""
    return text == f"{name} <{key or number}>".lstrip()


def fits(kind, data, text):
    kind = kind.removesuffix("-multi")
    if kind in ("number", "formula-number"):
        return "e" not in text.lower() and float(text) == float(data["calculatedValue"] if kind == "formula-number" else data)
    if kind == "moment":
        return re.sub(r"\.\d+", "", data) == text
    if kind == "datetime":
        return text == data[:10]
    if kind in ("dropdown", "ranked-dropdown"):
        return text == data["text"]
    if kind == "person":
        return reference(text, " ".join(filter(None, [data["firstName"], data["lastName"]])), data["primaryEmailAddress"], data["id"])
    if kind == "company":
        return reference(text, data["name"], data["domain"], data["id"])
    return text == (place(data) if kind == "location" else data)


def fits_json(kind, data, value):
    if kind.endswith("-multi"):
        return len(data) == len(value) and all(fits_json(kind.removesuffix("-multi"), d, v) for d, v in zip(data, value))
    if kind in ("person", "company"):
        return value["id"] == data["id"] and value["name"] is not None
    if kind == "number":
        return float(value) == float(data)
    if kind == "formula-number":
        return float(value) == float(data["calculatedValue"])
    if kind == "location":
        return value == data
    return fits(kind, data, value)


def check(kind, data, cell):
    if data is None or data == []:
        return cell == ""
    cell = unguarded(cell)
    if not kind.endswith("-multi"):
        return fits(kind, data, cell)
    shown = [d for d in data if not (kind == "location-multi" and not place(d))]
    if not shown:
        return cell == ""
    values = several(cell)
    return len(values) == len(shown) and all(fits(kind, d, v) for d, v in zip(shown, values))


def main():
    entries = [l for l in pages("/v2/lists?limit=100") if l["name"] == LIST][0]["id"]
    world = list(pages(f"/v2/lists/{entries}/list-entries?fieldTypes=list&limit=100"))
    with open(FILE, encoding="utf-8-sig", newline="") as file:
        is_json = FILE.endswith(".jsonl")
        rows = [json.loads(line) for line in file] if is_json else list(csv.DictReader(file, strict=True))
    assert len(rows) == len(world), (len(rows), len(world))
    found = {int(row["Affinity Row ID"]): row for row in rows}
    cells = 0
    for entry in world:
        row = found[entry["id"]]
        name = row["Name"] if is_json else unguarded(row["Name"])
        assert name == entry["entity"]["name"], (name, entry["entity"]["name"])
        for field in entry["entity"]["fields"]:
            if field["name"] not in row:
                continue
            kind, data, cell = field["value"]["type"], field["value"]["data"], row[field["name"]]
            if field["id"] == "created-at":
                kind = "moment"
            if is_json:
                good = cell in (None, []) if data is None or data == [] else fits_json(kind, data, cell)
            else:
                good = check(kind, data, cell)
            if not good:
                sys.exit(f"row {entry['id']}, {field['name']}: {data!r} became {cell!r}")
            cells += 1
    print(f"rows {len(rows)} cells {cells}")


main()
