"""The examples for Kubernetes and systemd: what their schemas and programs say of them, and whether their commands do what they should."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml

from services import FERRY, Simulator, Workspace, until

INTEGRATIONS = Path(__file__).parents[2]
MANIFESTS = sorted((INTEGRATIONS / "kubernetes").glob("*.yaml"))


def read(manifest: Path) -> Any:
    return yaml.safe_load(manifest.read_text())


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda manifest: manifest.name)
@pytest.mark.parametrize("version", ["1.36", "1.37"])
def test_manifests_are_what_kubernetes_publishes(manifest: Path, version: str) -> None:
    kubernetes_validate.validate(read(manifest), version, strict=True)


def test_a_misspelt_key_is_found() -> None:
    manifest = read(INTEGRATIONS / "kubernetes/import.yaml")
    manifest["spec"]["backofLimit"] = 6
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(manifest, "1.37", strict=True)


@pytest.fixture
def job(workspace: Workspace) -> Iterator[tuple[Simulator, list[str], dict[str, str]]]:
    """The command of the Job's container, in this folder in place of its disks."""
    (container,) = read(INTEGRATIONS / "kubernetes/import.yaml")["spec"]["template"]["spec"]["containers"]
    (script,) = container["args"]
    (workspace.folder / "ferry").symlink_to(FERRY.absolute())
    with Simulator(workspace, "--latency", "50") as simulator:
        environment = workspace.environment | simulator.environment | {"PATH": f"{workspace.folder}:/usr/bin:/bin"}
        yield simulator, [*container["command"], script.replace("/pipelines/", f"{workspace.folder}/")], environment


def test_the_pod_after_a_killed_one_goes_on(workspace: Workspace, job: tuple[Simulator, list[str], dict[str, str]]) -> None:
    simulator, command, environment = job
    workspace.companies(20)
    pod = subprocess.Popen(command, cwd=workspace.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until("some rows", 60, lambda: simulator.creates() > 4)
    pod.send_signal(signal.SIGKILL)  # the shell has made way for Ferry
    pod.wait()
    assert simulator.creates() < 20
    subprocess.run(command, cwd=workspace.folder, env=environment, check=True, capture_output=True, timeout=60)
    assert simulator.creates() == 20
    assert len(list(workspace.runs.glob("*.ferry"))) == 1
    # The next Job imports anew.
    time.sleep(1)  # runs are named by the second
    (workspace.folder / "companies.csv").write_text("Company,Website,Stage\nNew One,new-one.example.org,New\n")
    subprocess.run(command, cwd=workspace.folder, env=environment, check=True, capture_output=True, timeout=60)
    assert simulator.creates() == 21


def test_the_units_are_what_systemd_takes(tmp_path: Path) -> None:
    for unit in (INTEGRATIONS / "systemd").iterdir():
        # The programs that the units name are not on every machine.
        text = unit.read_text().replace("/usr/bin/ferry", shutil.which("true") or "").replace("Documentation=man:ferry(1)\n", "")
        (tmp_path / unit.name).write_text(text)
    units = sorted(str(unit) for unit in tmp_path.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
