"""Every page in one visit: its weight, its hosts, how it looks to eyes, thumbs, screen readers, slow networks. All faults of
a page are told at once; a new page is visited by itself. What is asked is in checks.py, how in visits.py and visit.js.
"""

from __future__ import annotations

import pytest

from tests.browser.checks import faults_of
from tests.browser.visits import SOURCES, Visitor
from tests.helpers.proofs import prove
from tools.base.project import relative

UNSEEN = {"looks": {}, "read": [0, 0], "moved": []}
"""What boxes in place of letters tell nothing of. The rest of a page is judged without a font for it, too."""


@pytest.fixture(scope="session")
def visitor(new_tab, new_context, home, built_site) -> Visitor:
    """One for all pages that a worker gets."""
    return Visitor(new_tab(), new_context(java_script_enabled=False).new_page(), home, built_site)


def test_every_page_of_the_site_is_visited(built_site):
    built = {path.parent.relative_to(built_site).as_posix() + "/" for path in built_site.glob("*/**/index.html")}
    assert built - {"viewer/"} == set(SOURCES), "tests/browser/test_viewer.py measures the viewer"


@pytest.mark.parametrize("place", SOURCES)
def test_a_page(visitor, place, record_property, chinese, layout_of):
    found, proven = visitor.findings(place)
    proof = found.pop("proof", None)
    boxes = place.startswith("zh/") and not chinese
    if boxes:
        found |= UNSEEN
    if faults := faults_of(place, found, visitor.site):
        pytest.fail(f"{relative(SOURCES[place])}, as {place}:\n" + "\n".join(faults), pytrace=False)
    if boxes:
        layout_of("zh")
    if proven:
        record_property("proof", place)
    else:
        prove(proof["name"], found, visitor.site, set(proof["files"]) - {f"{place}index.html"})
