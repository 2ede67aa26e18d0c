"""The least a script would do to see which rows of a spreadsheet are in Affinity: usage: plan_peer.py companies.csv

Reads the CSV and the whole directory, page by page, and looks each row's site up in a dictionary. No cells are converted or compared,
names are not looked at, nothing is saved. Standard library only. Prints `rows N matched M new K`.
"""

import csv
import http.client
import json
import os
import sys
from urllib.parse import urlsplit


def host(website):
    """`https://www.X.com/about` to `x.com`."""
    text = website.strip().lower()
    if "//" not in text:
        text = "//" + text
    name = urlsplit(text).hostname or ""
    return name.removeprefix("www.").rstrip(".")


def organizations_by_domain(base_url, key):
    """Every organization of the account, 100 a page, over one connection."""
    base = urlsplit(base_url)
    connection = http.client.HTTPConnection(base.hostname, base.port)
    headers = {"Authorization": "Bearer " + key, "X-Affinity-Api-Version": "2026-09-17", "Accept": "application/json"}
    found = {}
    path = "/v2/companies?limit=100"
    while path:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status} {body[:200]!r}")
        page = json.loads(body)
        for organization in page["data"]:
            for domain in organization["domains"]:
                found[domain] = organization["id"]
        after = page["pagination"]["nextUrl"]
        parts = urlsplit(after) if after else None
        path = f"{parts.path}?{parts.query}" if parts else None
    return found


def main():
    rows = {}
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            rows[number] = host(row["Website"])
    found = organizations_by_domain(os.environ["AFFINITY_BASE_URL"], os.environ["AFFINITY_API_KEY"])
    matched = sum(1 for domain in rows.values() if domain in found)
    print(f"rows {len(rows)} matched {matched} new {len(rows) - matched}")


main()
