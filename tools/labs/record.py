"""python -m tools.labs.record: run the labs whose code has changed, and write the notebooks of all of them.

    python -m tools.labs.record            what is stale is run; a change of prose or comments needs no run
    python -m tools.labs.record train      this one is run, whatever it was before

`make record` does the same. A lab is run once for both languages; its outputs lie in its notebooks, in the repository.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from tools.examples import LANGUAGES
from tools.faults import Fault, Faults, relative
from tools.foot import versions
from tools.labs import Lab, labs, parse
from tools.labs.notebooks import Notebook, is_stale, recorded, site_address


def made(lab: Lab) -> dict[str, str]:
    """How its outputs came about."""
    import platform

    import torch

    day = datetime.date.today().isoformat()
    return {
        "sources": lab.sources,
        "torch": torch.__version__.partition("+")[0],
        "python": platform.python_version(),
        "device": "CPU",
        "date": day,
    }


def notebooks(lab: Lab, record: dict) -> dict[Path, str]:
    """Both notebooks as they lie in the repository."""
    return {lab.notebook(language): Notebook(lab, language, record, site_address()).notebook() for language in LANGUAGES}


def lab_faults() -> list[Fault]:
    """Labs that are written wrongly, with outputs of other code or of another torch, with notebooks that are not as written."""
    found = []
    for lab in labs():
        wrong = parse(lab.path)[1]
        record = recorded(lab)
        if not wrong and is_stale(lab):
            wrong = [Fault(lab.path, 1, "its notebooks are of other code. Run `make record` and read what changed.")]
        elif not wrong and record["lab"]["torch"] != versions()["cpu"]["torch"]:
            wrong = [Fault(lab.path, 1, f"its notebooks are of torch {record['lab']['torch']}. Run `make record`.")]
        elif not wrong:
            for path, text in notebooks(lab, record).items():
                if not path.exists() or path.read_text("utf-8") != text:
                    wrong.append(Fault(path, 1, "it is not what its lab says now. Run `make record`."))
        found += wrong
    return found


def main(names: list[str]) -> int:
    """Run what is stale or named, then write what differs. Nothing is written of a lab that fails."""
    failed = False
    for lab in sorted(labs(), key=lambda lab: not lab.files("makes")):  # the others may need what it makes
        try:
            if wrong := parse(lab.path)[1]:
                raise Faults(wrong)
            files: dict[Path, bytes] = {}
            record = recorded(lab)
            if lab.name in names or is_stale(lab) or record["lab"]["torch"] != made(lab)["torch"]:
                from tools.labs.execute import execute

                print(f"running {relative(lab.path)}", file=sys.stderr, flush=True)
                outputs, files = execute(lab)
                record = {"lab": made(lab), "outputs": outputs}
            files |= {path: text.encode() for path, text in notebooks(lab, record).items()}
        except Faults as faults:
            print(f"{faults}\n{relative(lab.path)} was not recorded", file=sys.stderr)
            failed = True
            continue
        for path, data in files.items():
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
                print(f"recorded {relative(path)}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
