"""What hosts and lawyers rely on: the workflows, the list of changed pages, the licences."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
import yaml

from tools.base.project import ROOT
from tools.site.changed_pages import compare, table

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
READ = {"contents": "read"}
GRANTED = {"check": READ, "cuda": READ, "nightly": READ, "versions": READ, "deploy": {"pages": "write", "id-token": "write"}}
PINNED = re.compile(r"uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
SETTING = r"(?:PIP_ARGS=\"\$PIP_ARGS\"|ALL=1|TORCH=newest|BASE=[\w/^~-]+)"
COMMAND = re.compile(rf'make (?:-s )?(?P<target>[a-z]+)(?: {SETTING})*(?: >> "\$GITHUB_STEP_SUMMARY")?')
"""No ARGS: a part of the tests is not the tests."""
TESTED = {"check", "cuda", "nightly"}
"""The jobs that run them, whatever happens."""
CUDA_ONLY = "vars.CUDA_RUNNER != '' && !github.event.repository.fork"


def faults(text: str, readme: str) -> Iterator[str]:
    """What is wrong with a workflow."""
    workflow = yaml.safe_load(text)
    events = workflow[True]  # to YAML 1.1 the word `on` is a truth
    if {"pull_request_target", "workflow_run"} & set(events):
        yield "strangers' code would run with the repository's rights"
    for line in text.splitlines():
        if "uses:" in line and not PINNED.search(line):
            yield f"not pinned by a commit, with its version: {line.strip()}"
    if workflow.get("permissions") != {}:
        yield "rights for all jobs"
    for name, job in workflow["jobs"].items():
        if job.get("permissions") != GRANTED.get(name):
            yield f"{name} has other rights than it needs"
        if "timeout-minutes" not in job:
            yield f"{name} may run for hours"
        if "CUDA_RUNNER" in job["runs-on"] and (job.get("if") != CUDA_ONLY or set(events) != {"push", "workflow_dispatch"}):
            yield f"{name} lets strangers onto the GPU machine"
        tests = [step for step in job["steps"] if re.match(r"make test\b", step.get("run", ""))]
        if (name in TESTED) != (len(tests) == 1):
            yield f"{name} has {len(tests)} steps that run the tests"
        if (
            any({"if", "continue-on-error", "shell", "working-directory"} & set(step) for step in [*tests, job])
            and name == "check"
        ):
            yield f"{name} may pass without the tests"
        for step in job["steps"]:
            if "run" in step:
                command = COMMAND.fullmatch(step["run"])
                if not command or f"`make {command['target']}" not in readme:
                    yield f"README does not have: {step['run']}"
            elif step["uses"].startswith("actions/checkout") and step["with"].get("persist-credentials") is not False:
                yield "the token stays on the disk"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_pinned_modest_and_in_the_readme(path):
    assert list(faults(path.read_text("utf-8"), (ROOT / "README.md").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("check", "  pull_request:", "  pull_request_target:", "strangers' code"),
        ("check", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7.0.1", "not pinned"),
        ("check", " # v7.0.1", "", "not pinned"),
        ("check", "permissions: {}", "permissions: write-all", "rights for all jobs"),
        ("check", "contents: read", "contents: write", "other rights"),
        ("check", "timeout-minutes: 30", "name: x", "may run for hours"),
        ("check", "run: make site", "run: pip install mkdocs", "README does not have"),
        ("check", "run: make site", "run: make deploy", "README does not have"),
        ("check", '"$PIP_ARGS"', "${{ vars.PIP_ARGS }}", "README does not have"),
        ("check", "persist-credentials: false", "persist-credentials: true", "the token stays"),
        ("check", 'make test PIP_ARGS="$PIP_ARGS"', 'make test ARGS="-k lenet"', "README does not have"),
        ("check", 'make test PIP_ARGS="$PIP_ARGS"', "make test WORKERS=--co", "README does not have"),
        ("check", 'make test PIP_ARGS="$PIP_ARGS"', "make site", "0 steps that run the tests"),
        ("check", "      - name: Test\n", "      - name: Test\n        continue-on-error: true\n", "may pass without"),
        ("check", "      - name: Test\n", "      - name: Test\n        if: false\n", "may pass without"),
        ("cuda", " && !github.event.repository.fork", "", "GPU machine"),
        ("cuda", "  push:", "  push:\n  pull_request:", "GPU machine"),
    ],
)
def test_a_spoiled_workflow_is_told(name, old, new, fault):
    readme = "`make test` `make site` `make changed BASE=…`"
    text = (ROOT / f".github/workflows/{name}.yml").read_text("utf-8")
    assert list(faults(text, readme)) == [] and old in text
    assert any(fault in found for found in faults(text.replace(old, new, 1), readme))


def test_every_night_everything_is_proven_anew():
    """The quick check takes as proven what has been: somebody must prove it again, with the packages of that day."""
    nightly = yaml.safe_load((ROOT / ".github/workflows/nightly.yml").read_text("utf-8"))
    assert nightly[True]["schedule"]
    assert any("make test ALL=1" in step.get("run", "") for step in nightly["jobs"]["nightly"]["steps"])


def test_the_check_of_a_clean_machine_is_the_tests():
    """.ci/run: whatever it does before, it ends in `make test`, all of it."""
    lines = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    assert lines[-1] == "exec make test" and "set -eu" in lines
    assert not [line for line in lines if re.search(r"\b(?:ARGS|WORKERS|PYTEST_ADDOPTS|exit|return)\b", line)]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-files.txt"])
def test_every_requirement_is_pinned_exactly(name):
    lines = [line.partition(" #")[0] for line in (ROOT / name).read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert lines and [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==\d[\w.]*", line)] == []


def test_the_linter_finds_nothing():
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent) or shutil.which("zizmor")
    if not zizmor:
        pytest.skip("zizmor is not installed")
    command = [zizmor, "--offline", "--no-progress", "--persona=auditor", "--strict-collection", ROOT / ".github/workflows"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


# Changed pages


def page(site: Path, name: str, text: str) -> None:
    (site / name).mkdir(parents=True)
    (site / name / "index.html").write_text(text, "utf-8")


def test_changed_new_and_gone_pages_are_told_for_each_language(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    for name, before, after in [("zh", "a", "a"), ("zh/lenet", "a", "b"), ("en/lenet", "a", "a")]:
        page(old, name, before)
        page(new, name, after)
    page(old, "en/past", "a")
    page(new, "zh/labs/next", "a")
    page(old, "en/same", '"dateModified":"2026-01-01"')
    page(new, "en/same", '"dateModified":"2026-02-02"')
    found = compare(old, new)
    assert found == {"labs/next/": {"zh": "new"}, "lenet/": {"zh": "changed"}, "past/": {"en": "gone"}}
    assert "| `lenet/` | changed |  |" in table(found, "main").splitlines()
    assert table(compare(old, old), "main") == "No page differs from `main`."


# Licences


def test_the_licence_names_the_texts_that_are_there():
    text = (ROOT / "LICENSE").read_text("utf-8")
    named = set(re.findall(r"[\w./-]+/[\w.-]+\.(?:txt|md)", text))
    assert {"licenses/0BSD.txt", "licenses/CC-BY-4.0.txt", "licenses/README.md"} <= named
    assert [name for name in named if not (ROOT / name).is_file()] == []
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme.count("[LICENSE](LICENSE)") == 2, "once in each language"


LICENCES = ROOT / "licenses"
ROW = re.compile(r"^\| ([\w. -]+?) \| ([^|]+?) \| ([^|]+?) \| ([^|]+?) \|(?: \[text\]\(([\w.-]+)\) \|)?$", re.M)
LISTED = {name: (version, text) for name, version, _, _, text in ROW.findall((LICENCES / "README.md").read_text("utf-8"))}
SHIPPED = {name: text for name, (_, text) in LISTED.items() if text}


def test_every_package_that_the_site_needs_is_listed_in_its_version():
    pins = (ROOT / "requirements.txt").read_text("utf-8").partition("# run:")[0]
    for name, version in re.findall(r"^([\w-]+)==(\S+)$", pins, re.M):
        assert LISTED[name][0] == version, name


def test_every_licence_of_what_is_shipped_has_its_text_and_no_text_is_of_nothing():
    texts = {path.name for path in LICENCES.glob("*.txt")}
    assert texts == {*SHIPPED.values(), "netron.txt", "0BSD.txt", "CC-BY-4.0.txt"}


def test_everything_bundled_in_the_scripts_and_styles_of_the_theme_is_listed():
    bundled = set()
    maps = Path(material.__path__[0], "templates/assets").rglob("*.map")
    for path in (each for each in maps if each.parent.name != "workers"):  # in the place of its search stands ours
        bundled |= set(
            re.findall(r"node_modules/((?:@[\w-]+/)?[\w.-]+)/", " ".join(json.loads(path.read_text("utf-8"))["sources"]))
        )
    assert len(bundled) >= 5
    assert bundled <= SHIPPED.keys()


def test_every_file_of_the_site_is_ours_or_of_something_listed(built_site):
    """A font or a script of others comes with a row of its own: `netron` covers assets/netron/ and netron.min.js."""
    theme = Path(material.__path__[0], "templates")
    for language in ("zh", "en"):
        for path in (built_site / language / "assets").rglob("*.*"):
            name = path.relative_to(built_site / language).as_posix()
            if not (theme / name).exists() and path.suffix in (".js", ".css", ".woff2", ".woff", ".ttf", ".wasm"):
                ours = (ROOT / "overrides" / name).exists() and ".min." not in name and path.suffix in (".js", ".css")
                ours = ours or name == "assets/site.css"  # parts of Material and of ours, joined
                ours = ours or name == "assets/scripts/doctor.js"  # tools/page/doctor/, joined
                assert ours or any(listed.lower() in name.lower() for listed in SHIPPED), name


def test_the_text_of_cc_by_is_whole():
    text = (LICENCES / "CC-BY-4.0.txt").read_text("utf-8")
    assert re.findall(r"^Section (\d) -- ", text, re.M) == list("12345678")
    assert text.rstrip().endswith("Creative Commons may be contacted at creativecommons.org.")
