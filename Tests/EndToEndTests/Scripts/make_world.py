"""Makes a random account for the simulator, the same for the same seed: usage: make_world.py SEED ROWS > account.json"""

import json
import random
import sys

PIECES = ["a", "Bc", '"', "\n", "\r\n", ",", ";", " ", "é", "😀", "0", "'", "=", "+", "-", "@", "\t", "<", ">", "|", "\\", "<x@y.example>"]
OPTIONS = ["New", "=Won", "+1", "Due; Diligence", ' "quoted" ', "é, too", "-", "@home", "'=tick"]
TYPES = ["text", "filterable-text", "filterable-text-multi", "number", "number-multi", "datetime", "dropdown", "dropdown-multi",
         "ranked-dropdown", "person", "person-multi", "company", "company-multi", "location", "location-multi", "formula-number"]


def main():
    rng = random.Random(int(sys.argv[1]))
    count = int(sys.argv[2])
    text = lambda: "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 6)))
    solid = lambda: "n" + text().replace("\r", "").replace("\n", "")
    persons = [{"first": solid(), "last": solid() if rng.random() < 0.8 else None, "email": f"p{i}@person.example"} for i in range(20)]
    organizations = [{"name": solid(), "domain": f"company-{i}.example"} for i in range(count)]
    number = lambda: rng.choice([rng.randint(-10, 10), rng.random() * 10 ** rng.randint(-9, 15), 0.1, 1e15, -2500000.5, 123456789.25])
    place = lambda: {key: text() for key in ["street", "city", "state", "country", "continent"] if rng.random() < 0.6}
    one = {
        "text": text, "filterable-text": text, "number": number, "formula-number": number,
        "datetime": lambda: f"{rng.randint(1950, 2090):04}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "dropdown": lambda: rng.choice(OPTIONS), "ranked-dropdown": lambda: rng.choice(OPTIONS),
        "person": lambda: rng.choice(persons)["email"], "company": lambda: rng.choice(organizations)["domain"], "location": place,
    }

    def value(kind):
        if kind.endswith("-multi"):
            base = kind.removesuffix("-multi")
            values = [one[base]() for _ in range(rng.randint(1, 4))]
            return [v for i, v in enumerate(values) if v not in values[:i]]
        return one[kind]()

    fields = []
    for index, kind in enumerate(TYPES):
        field = {"name": f"F{index} {kind}", "type": kind}
        if "dropdown" in kind:
            field["options"] = OPTIONS
        fields.append(field)
    entries = []
    for organization in organizations:
        cells = {field["name"]: value(field["type"]) for field in fields if rng.random() < 0.7}
        entries.append({"record": organization["domain"], "fields": cells})
    for person in persons:
        if person["last"] is None:
            del person["last"]
    json.dump({
        "tenant": {"name": "Random", "subdomain": "random"},
        "users": [{"first": "Ada", "last": "Lovelace", "email": "ada@random.example"}],
        "persons": persons, "organizations": organizations,
        "lists": [{"name": "World", "type": "company", "fields": fields, "entries": entries}],
    }, sys.stdout, ensure_ascii=False)


main()
