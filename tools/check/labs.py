"""Labs that are written wrongly, or whose notebooks are of something else."""

from __future__ import annotations

from tools.base.project import LANGUAGES, Fault, relative
from tools.check.code import code_faults
from tools.page.notebooks import written
from tools.sources.labs import is_run, labs, parse, recorded
from tools.sources.outputs import is_stale
from tools.sources.versions import versions


def lab_faults() -> list[Fault]:
    """Labs that are written wrongly, with outputs of other code or of another torch, with notebooks that are not as written."""
    found = []
    for lab in labs():
        prose = [cell.text(language) for cell in lab.cells if cell.kind == "markdown" for language in LANGUAGES]
        wrong = [*parse(lab.path)[1], *(fault for lines in prose for fault in code_faults(lines))]
        record = recorded(lab)
        if not wrong and is_stale(lab):
            wrong = [Fault(lab.path, 1, "its notebooks are of other code. Run `make record` and read what changed.")]
        elif not wrong and not is_run(record):
            what = (
                f"an output in it is not what the run gave. Run `make record ARGS={relative(lab.path)}`, which runs the lab anew."
            )
            wrong = [Fault(lab.notebook("en"), 1, what)]
        elif not wrong and record["lab"]["torch"] != versions()["cpu"]["torch"]:
            wrong = [Fault(lab.path, 1, f"its notebooks are of torch {record['lab']['torch']}. Run `make record`.")]
        elif not wrong:
            for path, text in written(lab, record).items():
                if not path.exists() or path.read_text("utf-8") != text:
                    wrong.append(Fault(path, 1, "it is not what its lab says now. Run `make record`."))
        found += wrong
    return found
