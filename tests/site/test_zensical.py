"""The way on after Material: Zensical builds the same two configs. With ZENSICAL=1, for it is installed for the test alone.

What it lacks is in README, "Maintenance".
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.tiny import MACHINERY, copy
from tools.base.project import CACHE, CONFIGS, ROOT

pytestmark = pytest.mark.skipif("ZENSICAL" not in os.environ, reason="needs packages of its own: ZENSICAL=1 installs them")

NEEDED = ("Markdown", "pymdown-extensions", "Pygments", "PyYAML", "quickjs-ng")
"""What our own extensions import, in the versions of requirements.txt; neither MkDocs nor Material."""


@pytest.fixture(scope="module")
def zensical() -> Path:
    """The command, in a virtual environment that is made once."""
    folder = CACHE / "zensical"
    command = folder / ("Scripts" if os.name == "nt" else "bin") / "zensical"
    if not command.exists():
        venv.create(folder, with_pip=True)
        lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
        pins = [line for line in lines if line.split("==")[0] in NEEDED]
        pip = [command.with_name("python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "zensical==0.0.73", *pins], check=True)
        subprocess.run([*pip, "--no-deps", "-r", ROOT / "requirements-files.txt"], check=True)
    return command


@pytest.fixture(scope="module")
def build(zensical) -> Callable[..., subprocess.CompletedProcess]:
    """Builds a copy, `build(folder, "mkdocs.yml")`, into its .cache/zh or .cache/en."""

    def build(folder: Path, config: str) -> subprocess.CompletedProcess:
        for template in ("main.html", "sitemap.xml", "feed.xml"):  # they ask for what our hooks make, and it has no hooks
            (folder / "overrides" / template).unlink(missing_ok=True)
        command = [zensical, "build", "--strict", "--config-file", config]
        return subprocess.run(command, cwd=folder, env=os.environ | {"PYTHONPATH": "."}, capture_output=True, text=True)

    return build


@pytest.fixture(scope="module")
def built(build, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    for name in (*MACHINERY, "docs", "snippets"):
        copy(ROOT / name, folder / name)
    for config in CONFIGS.values():
        done = build(folder, config)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / ".cache"


def shown(site: Path, page: str) -> str:
    """The text of a page's article, without tags and without the folds that our hooks and the names of pages bring about."""
    article = re.search(r"<article.*</article>", (site / page / "index.html").read_text("utf-8"), re.S)[0]
    article = re.sub(r'<details class="(?:note viewer|older)".*?</details>', "", article, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", article)).split())


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for language in CONFIGS for path in (site / language).rglob("index.html")}


def test_it_builds_the_pages_that_mkdocs_builds(built, built_site):
    labs = {page for page in pages(built_site) if "/labs/" in page}
    assert pages(built) == pages(built_site) - labs, "if the labs are there: mend README"
    for language in CONFIGS:
        assert f'<html lang="{language}"' in (built / language / "index.html").read_text("utf-8")


@pytest.mark.parametrize("page", ["zh/lenet", "en/lenet", "zh/module", "en/module"])
def test_its_pages_have_the_same_words_code_and_outputs(built, built_site, page):
    ours, theirs = shown(built_site, page), shown(built, page)
    assert "mat1 and mat2 shapes cannot be multiplied" in theirs and "--8<--" not in theirs
    assert ours.startswith(theirs)  # below them are links that our templates add


def test_the_languages_lead_to_each_other(built):
    assert re.search(r'class="[^"]*\btwin" href="../../en/lenet/"', (built / "zh/lenet/index.html").read_text("utf-8"))


def test_it_stops_at_a_dead_link(build, small_site):
    folder = small_site()
    with (folder / "docs/en/lenet.md").open("a", encoding="utf-8") as file:
        file.write("\n[x](gone.md)\n")
    done = build(folder, "mkdocs.en.yml")
    assert done.returncode != 0
    assert "page does not exist" in done.stdout + done.stderr


def test_it_still_lacks_what_readme_says(built):
    assert not (built / "zh/graphs").exists(), "it has hooks now: put the templates back, and mend README"
