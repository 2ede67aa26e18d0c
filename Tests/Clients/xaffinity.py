"""Runs xaffinity's commands, read and write, against the simulator; each must succeed and show what was asked for."""
import json
import os
import sys
import time

from affinity.cli.main import cli
from click.testing import CliRunner

from simulator import Simulator

failures = []
count = 0


def shown(value):
    return json.dumps(value, ensure_ascii=False)


def find(value, key):
    """The first value under a key, wherever it is in an answer."""
    if isinstance(value, dict):
        if isinstance(value.get(key), int):
            return value[key]
        value = list(value.values())
    for part in value if isinstance(value, list) else []:
        found = find(part, key)
        if found is not None:
            return found
    return None


class Client:
    """Commands one after another in this process, which is how xaffinity's own tests run them: starting Python for each takes longer than
    the commands do."""

    def __init__(self):
        self.runner = CliRunner()

    def run(self, *arguments, says=None, fails=False):
        """One command; what it printed, as JSON."""
        global count
        count += 1
        words = [str(argument) for argument in arguments]
        done = self.runner.invoke(cli, ["--no-update-check", "--no-log-file", *words, "--json"])
        line = "xaffinity " + " ".join(words)
        if (done.exit_code != 0) != fails:
            failures.append(f"{line}\n  exit {done.exit_code}: {reason(done)}")
            return {}
        try:
            answer = json.loads(done.stdout or "{}")
        except ValueError:
            failures.append(f"{line}\n  printed no JSON: {done.stdout[:200]}")
            return {}
        if says is not None and says not in shown(answer):
            failures.append(f"{line}\n  does not show {says!r}: {shown(answer)[:400]}")
        return answer


def reason(done):
    try:
        return json.loads(done.stdout)["error"]["message"]
    except (ValueError, KeyError, TypeError):
        return (repr(done.exception) + " " + done.output.strip())[-600:]


def reads(x):
    def ask(query, says=None, *options):
        x.run("query", "--query", json.dumps({"$version": "1.0", **query}), *options, says=says)

    x.run("whoami", says="ada@contoso.vc")
    x.run("list", "ls", says="Dealflow")
    x.run("list", "get", "Dealflow", says="Status")
    x.run("list", "export", "Dealflow", "--limit", "5", "--field", "Status", says="Due Diligence")
    x.run("list", "export", "Dealflow", "--saved-view", "In diligence", "--limit", "5", says="Deal Size")
    x.run("list", "export", "Dealflow", "--filter", '"Deal Size" > 5000000', "--limit", "5", says="entityName")
    x.run("company", "ls", "--limit", "5", says="Stripe")
    x.run("company", "ls", "--filter", '"Last Funding Amount (USD)" > 5000000', "--limit", "5", says="Stripe")
    x.run("company", "get", "domain:stripe.com", says="Stripe")
    x.run("company", "get", "100001", "--all-fields", "--expand", "lists", says="Dealflow")
    x.run("company", "field", "100001", "--get", "Investment Stage", says="Growth")
    x.run("company", "relationships", "100001", says="p1@stripe.com")
    x.run("person", "ls", "--limit", "5", says="ada@contoso.vc")
    x.run("person", "get", "email:ada@contoso.vc", says="Lovelace")
    x.run("person", "get", "100006", "--all-fields", says="Partner")
    x.run("opportunity", "ls", "--limit", "5", says="commitment")
    x.run("opportunity", "get", "100001", says="commitment")
    x.run("entry", "get", "Dealflow", "100001", says="100001")
    x.run("entry", "field", "Dealflow", "100001", "--get", "Status", says="Due Diligence")
    x.run("field", "ls", "--list", "Dealflow", says="Deal Size")
    x.run("field", "ls", "--entity-type", "company", says="Industry")
    x.run("field", "ls", "--entity-type", "person", says="Seniority")
    x.run("note", "ls", "--company-id", "100001", says="founders")
    x.run("note", "get", "100001", says="founders")
    x.run("note", "feed", says="founders")
    x.run("note", "replies", "100001")
    x.run("note", "attached", "100001", says="Stripe")
    x.run("note", "search", "founders", says="100001")
    ask({"from": "companies", "limit": 5}, "Stripe")
    ask({"from": "companies", "limit": 5}, None, "--dry-run")
    ask({"from": "persons", "limit": 5}, "Ada")
    ask({"from": "lists"}, "Dealflow")
    ask({"from": "opportunities", "limit": 5}, "commitment")
    ask({"from": "companies", "where": {"path": "fields.Last Funding Amount (USD)", "op": "gt", "value": 5000000}}, "Stripe")
    ask({"from": "listEntries", "where": {"path": "listName", "op": "eq", "value": "Fundraise"}, "limit": 5}, "commitment")
    ask({"from": "companies", "include": ["notes"], "limit": 1}, "founders")


def writes(x):
    made = find(x.run("company", "create", "--name", "Clientworks", "--domain", "clientworks.example", says="Clientworks"), "id")
    x.run("company", "update", made, "--name", "Clientworks Ltd", says="Clientworks Ltd")
    x.run("company", "get", made, says="Clientworks Ltd")
    x.run("company", "field", made, "--set", "Investment Thesis", "They sell to clients")
    x.run("company", "field", made, "--get", "Investment Thesis", says="They sell to clients")
    x.run("company", "field", made, "--unset", "Investment Thesis")
    person = find(x.run("person", "create", "--first-name", "Cleo", "--last-name", "Client", "--email", "cleo@clientworks.example", says="Cleo"), "id")
    x.run("person", "update", person, "--last-name", "Clientele", says="Clientele")
    x.run("person", "field", person, "--set", "Met At", "A fair")
    x.run("person", "get", person, "--all-fields", says="A fair")
    entry = find(x.run("entry", "add", "Dealflow", "--company-id", made), "id")
    x.run("entry", "field", "Dealflow", entry, "--set", "Deal Size", 5000000, "--set", "Status", "Meeting", "--set", "Summary", "Keen")
    x.run("entry", "field", "Dealflow", entry, "--get", "Status", says="Meeting")
    x.run("entry", "field", "Dealflow", entry, "--append", "Tags", "AI")
    x.run("entry", "field", "Dealflow", entry, "--unset", "Summary")
    x.run("entry", "delete", "Dealflow", entry, "--yes")
    deal = find(x.run("opportunity", "create", "--name", "Clientworks A", "--list", "Fundraise", "--company-id", made, says="Clientworks A"), "id")
    x.run("opportunity", "update", deal, "--name", "Clientworks B", says="Clientworks B")
    x.run("opportunity", "field", deal, "--set", "Amount", 7)
    x.run("opportunity", "get", deal, says="Clientworks B")
    x.run("opportunity", "delete", deal, "--yes")
    note = find(x.run("note", "create", "--content", "Met a client", "--company-id", made), "id")
    x.run("note", "update", note, "--content", "Met two clients")
    x.run("note", "get", note, says="two clients")
    x.run("note", "create", "--content", "Indeed", "--parent-id", note)
    x.run("note", "replies", note, says="Indeed")
    x.run("note", "search", "two clients", says=str(note))
    x.run("note", "delete", note, "--yes")
    listed = find(x.run("list", "create", "--name", "Clients", "--type", "company", says="Clients"), "id")
    x.run("list", "get", listed, says="Clients")
    field = x.run("field", "create", "--name", "Clientele", "--entity-type", "company", "--value-type", "text", "--list-id", listed, "--list-specific")
    x.run("field", "ls", "--list", listed, says="Clientele")
    number = field.get("data", {}).get("field", {}).get("id") or find(field, "id")
    x.run("field", "delete", number if str(number).startswith("field-") else f"field-{number}", "--yes")
    x.run("person", "delete", person, "--yes")
    x.run("company", "delete", made, "--yes")
    x.run("company", "get", made, fails=True)


def main():
    start = time.monotonic()
    with Simulator(sys.argv[1]) as simulator:
        os.environ.update(simulator.environment)
        client = Client()
        reads(client)
        writes(client)
    for failure in failures:
        print(failure)
    print(f"xaffinity: {count} commands, {len(failures)} failed, {time.monotonic() - start:.0f} s")
    sys.exit(1 if failures else 0)


main()
