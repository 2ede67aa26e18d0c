"""Runs schemathesis on the OpenAPI document against the simulator. A deviation fails unless the file of accepted ones names it."""
import json
import os
import subprocess
import sys
import tempfile

from simulator import Simulator

CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance", "negative_data_rejection",
    "unsupported_method",
]


def accepted(path):
    """The deviations that are accepted, by their line without the reason."""
    lines = [line.strip() for line in open(path, encoding="utf-8") if line.strip() and not line.startswith("#")]
    for line in lines:
        if ": " not in line:
            sys.exit(f"{path}: a reason is missing: {line}")
    return {line.split(": ")[0] for line in lines}


def main():
    ferry, document, allowed = (os.path.abspath(path) for path in sys.argv[1:4])
    known = accepted(allowed)
    with Simulator(ferry, "--beta-writes") as simulator, tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.json")
        done = subprocess.run(
            [
                "st", "run", document, "--url", simulator.url, "-H", f"Authorization: Bearer {simulator.key}",
                "-H", "X-Affinity-Api-Version: 2026-09-17", "--checks", ",".join(CHECKS), "--phases", "examples,coverage", "--seed", "1",
                "--generation-deterministic", "--no-shrink",
                "--continue-on-failure", "--no-color", "--report", "json", "--report-json-path", report,
            ], capture_output=True, text=True, cwd=folder)
        if not os.path.exists(report):
            sys.exit("schemathesis wrote no report:\n" + (done.stdout + done.stderr)[-2000:])
        result = json.load(open(report, encoding="utf-8"))
    found = {f"{failure['code']} {operation}" for failure in result["failures"] for operation in failure["operations"]}
    new, gone = sorted(found - known), sorted(known - found)
    for line in new:
        print(f"new: {line}")
    for line in gone:
        print(f"accepted and not found this time: {line}")
    if new:
        print(done.stdout[-12000:])
    tested = result["operations"]["tested"]
    print(f"schemathesis: {tested} operations, {result['test_cases']['generated']} requests, {len(new)} new deviations, {len(known)} accepted")
    if tested < 100:
        sys.exit("too few operations were tested:\n" + done.stdout[-2000:])
    sys.exit(1 if new else 0)


main()
