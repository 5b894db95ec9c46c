"""Visits see what they are there for: faults are planted in one page, and told all at once, each where it was written."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.browser import visits
from tests.browser.checks import faults_of
from tests.browser.visits import Visitor
from tests.helpers import proofs
from tools.measure.host import served

PLACE = "zh/names/"
NOISE = "".join(random.Random(0).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=300_000))
STYLE = """
[data-md-color-scheme=slate] article p { color: #444 }
article .md-code__nav { position: absolute !important; inset: 0 !important; width: 100% !important; height: 100% !important }
"""
PLANTED = """
<table style="width: 5em"><tr><td><code style="overflow-wrap: anywhere">register_forward_pre_hook</code></td></tr></table>
<h2 style="width: 5em">WeightedRandomSampler</h2>
<div id="wide" style="width: 500px">as wide as no phone</div>
<img src="https://planted.example/pixel.png" alt="" width="1" height="1">
<script>
  console.error("planted")
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => {
    document.querySelector("article").prepend(Object.assign(document.createElement("p"), {
      textContent: "only with scripts", style: "height: 100px" }))
  })))
</script>
"""
TOLD = [
    "too heavy: 150000 bytes in 14 files at most",
    "another host is asked for https://planted.example/pixel.png (no source names it)",
    "the console says: planted",
    "text without scripts (-) and with (+): + only with scripts",
    "something moves while it is loaded and read: by 0.",
    "reaches beyond the right edge: docs/zh/names.md:7: <div#wide> 'as wide as no phone' (360 px, light)",
    "the page is 516 px wide and scrolls sideways (360 px, light)",
    "a name in a table or heading is broken inside a word: docs/zh/names.md:7: <code> 'register_forward_pre_hook' (360 px, light",
    "a name in a table or heading is broken inside a word: docs/zh/names.md:7: <h2> 'WeightedRandomSampler' (360 px, light",
    "a button stands on the code: docs/zh/names.md:16: <code> 'module._orig_mod.body.0.weight' (360 px, light; 1280 px, light",
    "contrast 1.65, below 4.5: docs/zh/names.md:9: <p> '读完这一页，你能说出状态字典",
    "axe: color-contrast: Elements must meet minimum color contrast ratio thresholds: docs/zh/names.md:",
]


@pytest.fixture
def spoil(built_site, tmp_path):
    """A copy of the site, one file of which is changed. No hard links: onnx refuses a file that has one, in another test."""
    host = tmp_path / "host"
    shutil.copytree(built_site, host / "nn", ignore=shutil.ignore_patterns("viewer", "models"))

    def spoil(file: str, old: str, new: str) -> Path:
        path = host / "nn" / file
        text = path.read_text("utf-8")
        assert old in text
        path.unlink()
        path.write_text(text.replace(old, new, 1), "utf-8")
        return host / "nn"

    return spoil


@pytest.fixture
def visitor_of(new_tab, new_context, tmp_path, monkeypatch):
    monkeypatch.setattr(proofs, "PROOFS", tmp_path / "proofs")
    monkeypatch.setattr(proofs, "ALL", False)
    monkeypatch.setattr(visits, "TURNS", {PLACE})  # whichever language has its turn
    tab, still = new_tab(), new_context(java_script_enabled=False).new_page()
    yield lambda home, site: Visitor(tab, still, home, site)
    tab.context.close()
    still.context.close()


def test_all_faults_of_a_page_are_told_at_once_and_where(spoil, visitor_of):
    spoil(f"{PLACE}index.html", "</h1>", f"</h1>{PLANTED}")
    site = spoil("zh/assets/site.css", "", f"/*{NOISE}*/{STYLE}")
    with served(site.parent) as host:
        found, _ = visitor_of(f"{host}nn/", site).findings(PLACE)
    faults = faults_of(PLACE, found, site)
    assert any("<p> '读完这一页" in fault and fault.endswith("(1280 px, dark; 360 px, dark)") for fault in faults)
    missed = [start for start in TOLD if not any(fault.startswith(start) for fault in faults)]
    assert not missed, "\n".join(["not told:", *missed, "", "told:", *faults])


def test_a_proof_stands_until_something_changes_that_the_page_asks_for(spoil, visitor_of, monkeypatch):
    """Its date is nothing that a reader sees; a style that it loads is, and so is its text."""
    site = spoil(f"{PLACE}index.html", '"dateModified":"', '"dateModified":"1')
    with served(site.parent) as host:
        visitor = visitor_of(f"{host}nn/", site)
        visitor.held, visits = None, []  # its scripts come at once

        def visit(place: str) -> dict:
            visits.append(place)
            return {"ok": visitor.tab.goto(f"{visitor.home}{place}").ok}

        monkeypatch.setattr(visitor, "visit", visit)

        def proven() -> bool:
            found, proven = visitor.findings(PLACE)
            if not proven:
                proof = found.pop("proof")
                proofs.prove(proof["name"], found, site, set(proof["files"]) - {f"{PLACE}index.html"})
            return proven

        assert [proven(), proven()] == [False, True]
        spoil(f"{PLACE}index.html", '"dateModified":"1', '"dateModified":"2')
        assert proven()
        spoil("zh/assets/site.css", "", "/* changed */")
        assert [proven(), proven()] == [False, True]
        spoil(f"{PLACE}index.html", "</h1>", "!</h1>")
        assert [proven(), proven()] == [False, True]
        spoil("en/assets/site.css", "", "/* changed */")
        assert proven(), "no Chinese page loads it"
        monkeypatch.setattr(proofs, "ALL", True)
        assert not proven()
        assert visits == [PLACE] * 4
