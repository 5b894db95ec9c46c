"""`make site` needs the group "site" of requirements.txt and nothing else: neither pytest nor torch."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distributions, packages_distributions, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.base.project import ROOT

PIN = re.compile(r"^([\w-]+)==", re.M)
WITHOUT = """
import sys
from pathlib import Path

REFUSED = set({modules})

class Ours(sys.meta_path[-1]):
    @classmethod
    def find_spec(cls, name, *rest):
        return None if name.partition(".")[0] in REFUSED else super().find_spec(name, *rest)

sys.meta_path[-1] = Ours
try:
    import pytest
except ModuleNotFoundError:
    pass
else:
    sys.exit("pytest is there")
from tools.base.project import Faults
from tools.check.run import check
from tools.site import build, language

assert not (faults := check()), Faults(faults)
language.build("en", Path({folder!r}), None)
build.write_root(Path({folder!r}), None)
"""


def group() -> set[str]:
    """The packages of the group, with all that they need, by their names."""
    text = (ROOT / "requirements.txt").read_text("utf-8").partition("# site")[2].partition("\n# ")[0]
    files = (ROOT / "requirements-files.txt").read_text("utf-8")  # without what they depend on
    found, waiting, seen = set(PIN.findall(files)), PIN.findall(text), set()
    assert {"mkdocs", "mkdocs-material"} <= set(waiting)
    while waiting:
        need = Requirement(waiting.pop())
        if need in seen:
            continue
        seen.add(need)
        found.add(canonicalize_name(need.name))
        for extra in ["", *need.extras]:
            needs = map(Requirement, requires(need.name) or [])
            waiting += [str(one) for one in needs if one.marker is None or one.marker.evaluate({"extra": extra})]
    return found


def test_the_site_builds_with_its_own_requirements_alone(tmp_path, small_site):
    ours = group()
    installed = {canonicalize_name(found.name) for found in distributions()}
    assert {"pytest", "torch"} <= installed - ours, "they are installed here, so leaving them out proves something"
    owners = packages_distributions()
    refused = {name for name, owner in owners.items() if not {canonicalize_name(one) for one in owner} & ours}
    assert {"pytest", "_pytest", "torch"} <= refused
    command = [sys.executable, "-c", WITHOUT.format(modules=sorted(refused), folder=str(tmp_path))]
    done = subprocess.run(command, cwd=small_site(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "en/lenet/index.html").is_file() and (tmp_path / "index.html").is_file()
