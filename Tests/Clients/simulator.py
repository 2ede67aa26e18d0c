"""A `ferry simulate` for as long as a `with` block takes."""
import json
import os
import subprocess
import tempfile


class Simulator:
    def __init__(self, ferry, *options):
        self.command = [ferry, "simulate", "--port", "0", "--json", "--rate-limit", "1000000", "--monthly-limit", "0", *options]

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        address = json.loads(self.process.stdout.readline())
        self.url, self.key = address["baseURL"], address["apiKey"]
        self.environment = dict(
            os.environ, AFFINITY_API_KEY=self.key, AFFINITY_V1_BASE_URL=self.url, AFFINITY_V2_BASE_URL=self.url + "/v2",
            AFFINITY_API_VERSION="2026-09-17", HOME=self.home.name, XDG_CONFIG_HOME=self.home.name, NO_COLOR="1",
        )
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        self.home.cleanup()
