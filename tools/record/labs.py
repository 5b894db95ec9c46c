"""Labs: those whose code has changed are run, and the notebooks of all of them are written.

A lab is run once for both languages; its outputs lie in its notebooks, in the repository.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Collection
from pathlib import Path

from tools.base.project import Faults, relative
from tools.page.notebooks import written
from tools.record.files import replace
from tools.record.notebooks import execute
from tools.record.numbers import beside, dumps, kept, measure
from tools.sources.labs import Lab, digest, is_run, labs, parse, recorded
from tools.sources.outputs import is_stale


def made(lab: Lab, outputs: list[list[dict]]) -> dict[str, str]:
    """How its outputs came about, and their hash."""
    import platform

    import torch

    day = datetime.date.today().isoformat()
    return {
        "sources": lab.sources,
        "outputs": digest(outputs),
        "torch": torch.__version__.partition("+")[0],
        "python": platform.python_version(),
        "device": "CPU",
        "date": day,
    }


def record_labs(names: Collection[str] = ()) -> int:
    """Run what is stale or named, then write what differs. Nothing is written of a lab that fails. Not 0: one failed."""
    failed = False
    for lab in sorted(labs(), key=lambda lab: not lab.files("makes")):  # the others may need what it makes
        try:
            if wrong := parse(lab.path)[1]:
                raise Faults(wrong)
            files: dict[Path, bytes] = {}
            record = recorded(lab)
            current = is_run(record) and not is_stale(lab) and record["lab"]["torch"] == made(lab, [])["torch"]
            if lab.name in names or not current:
                print(f"running {relative(lab.path)}", file=sys.stderr, flush=True)
                outputs, files = execute(lab)
                record = {"lab": made(lab, outputs), "outputs": outputs}
            files |= {path: text.encode() for path, text in written(lab, record).items()}
            if lab.name in names or kept(lab) is None:
                print(f"measuring the numbers of {relative(lab.path)}", file=sys.stderr, flush=True)
                files[beside(lab)] = dumps(lab, measure(lab).numbers).encode()
        except Faults as faults:
            print(f"{faults}\n{relative(lab.path)} was not recorded", file=sys.stderr)
            failed = True
            continue
        for path in replace(files):
            print(f"recorded {relative(path)}")
    return failed
