"""The runner: each job in a process, a namespace and an empty folder of its own, and no way to hang the others."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tools.base.project import ROOT
from tools.record import runner
from tools.record.runner import Block, Crash, Job, run, run_program


def one(source: str, kind: str = "plain", **options):
    return run(Job([Block("block", [("snippets/x.py", source)], kind)], **options))[0]


def test_it_says_what_was_printed():
    assert one("print(1 + 1)").output == "2\n"


def test_blocks_share_a_namespace_until_one_starts_afresh():
    blocks = [Block("a", [("x.py", "x = 1")]), Block("b", [("x.py", "print(x)")]), Block("c", [("x.py", "print(x)")], fresh=True)]
    results = run(Job(blocks))
    assert results[1].output == "1\n"
    assert "NameError: name 'x' is not defined" in results[2].error


def test_jobs_share_nothing():
    one("import torch; x = 1; torch.set_default_dtype(torch.float64); open('left', 'w').close()")
    seen = one("import os, torch; print('x' in globals(), torch.get_default_dtype(), os.listdir())")
    assert seen.output == "False torch.float32 []\n"


def test_a_page_cannot_import_the_snippets_and_an_example_can():
    assert "ModuleNotFoundError" in one("import snippets").error
    assert not one("import snippets", snippets=True).error


def test_a_traceback_names_the_line_of_the_example():
    error = one("\n\ndef f():\n    return 1 / 0\n\nf()\n").error
    assert 'File "snippets/x.py", line 6' in error
    assert 'File "snippets/x.py", line 4, in f' in error
    assert "ZeroDivisionError: division by zero" in error
    assert str(ROOT) not in error
    assert "child.py" not in error


def test_a_syntax_error_names_its_line():
    assert 'File "snippets/x.py", line 2' in one("\nx = = 1\n").error


def test_what_is_defined_can_be_pickled_and_its_source_found():
    assert not one("import pickle\nclass A: pass\npickle.loads(pickle.dumps(A()))").error
    assert one("print(__name__)").output == "__main__\n"


def test_a_failing_block_shows_its_error_and_the_page_goes_on():
    blocks = [Block("a", [("x.py", "bound = 1\nraise ValueError('no')")], "fails"), Block("b", [("x.py", "print(bound)")])]
    results = run(Job(blocks))
    assert results[0].output == "ValueError: no\n"
    assert results[1].output == "1\n"


@pytest.mark.parametrize(("source", "kind", "what"), [
    ("x = 1", "fails", "meant to fail and did not"),
    ("x = 1", "warns", "meant to warn and did not"),
    ("import warnings; warnings.warn('old')", "plain", "it warns: UserWarning: old"),
    ("raise SystemExit(3)", "plain", "SystemExit: 3"),
])  # fmt: skip
def test_a_block_that_does_not_do_what_its_name_says_is_an_error(source, kind, what):
    assert what in one(source, kind).error


def test_a_warning_block_shows_category_and_message_once():
    result = one("import warnings\nfor _ in range(2): warnings.warn('old', FutureWarning)", "warns")
    assert (result.output, result.error) == ("FutureWarning: old\n", "")


def test_draws_are_noticed():
    assert one("import torch; torch.zeros(2)").draws == 0
    assert one("import torch; torch.manual_seed(0); torch.rand(2); torch.nn.Linear(2, 2)").draws > 0


TWO_THREADS = """
import torch
torch.set_num_threads(2)
net = torch.nn.Conv2d(8, 16, 3)
for _ in range(5):
    net(torch.zeros(8, 8, 64, 64)).sum().backward()
print("done")
"""


SLOW_IMPORTS = """
import sys
import matplotlib
import torch.onnx
print("matplotlib.pyplot" in sys.modules, "onnxscript.function_libs.torch_lib.ops" in sys.modules)
"""


def test_children_may_use_threads_again_and_again():
    """A parent that has run an operator on two threads hangs every child that does the same."""
    for _ in range(3):
        assert one(TWO_THREADS).output == "done\n"


def test_and_where_the_parent_has_imported_what_is_slow():
    """It does so before the first job whose code names it; a child finds it done."""
    assert one(SLOW_IMPORTS).output == "True True\n"
    for _ in range(2):
        assert one(TWO_THREADS).output == "done\n"


def test_the_parent_that_the_design_warns_of_does_hang():
    """The hang is real: the same job in a fork of a process that has computed on two threads does not end."""
    program = (
        f"import os, signal, time\nwork = {TWO_THREADS!r}\nexec(work)\npid = os.fork()\nif pid == 0: exec(work); os._exit(0)\n"
        "end = time.monotonic() + 5\n"
        "while time.monotonic() < end and os.waitpid(pid, os.WNOHANG) == (0, 0): time.sleep(0.1)\n"
        "else: print('hung' if time.monotonic() >= end else 'ended')\n"
        "os.kill(pid, signal.SIGKILL) if time.monotonic() >= end else None"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300).stdout
    if "hung" not in said:
        pytest.skip("this build of torch survives it; the runner need not fear it here")


def test_a_job_that_does_not_end_is_ended_and_the_next_one_runs(tmp_path):
    pid = tmp_path / "pid"
    with pytest.raises(Crash, match="did not end within 1 s"):
        one(f"import os; open({str(pid)!r}, 'w').write(str(os.getpid()))\nwhile True: pass", timeout=1)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
    assert one("print('next')").output == "next\n"


def test_a_job_whose_process_dies_says_so():
    with pytest.raises(Crash, match="its process died"):
        one("import os; os._exit(7)")


def test_where_nothing_forks_a_job_runs_in_a_process_of_its_own(monkeypatch):
    monkeypatch.delattr(runner.os, "fork")
    assert one("print('spawned')").output == "spawned\n"


def test_what_follows_a_poisoned_context_runs_in_another_process(monkeypatch):
    """A device-side assertion ends a CUDA process; the blocks after it run in a second one, without it."""
    blocks = [
        Block("a", [("x.py", "import os; x = os.getpid(); print('a')")]),
        Block("b", [("x.py", "class AcceleratorError(RuntimeError): pass\nraise AcceleratorError('assert')")], "fails"),
        Block("c", [("x.py", "print('c', x == os.getpid())")]),
    ]
    monkeypatch.delattr(runner.os, "fork")
    results = run(Job(blocks))
    assert [result.output for result in results] == ["a\n", "AcceleratorError: assert\n", "c True\n"]


def test_a_program_runs_alone_by_its_command_line(tmp_path):
    source = tmp_path / "p.py"
    text = "import os\nprint(os.listdir())\n"
    assert run_program(["python", "p.py"], source, text).output == "['p.py']\n"
    assert "ZeroDivisionError" in run_program(["python", "p.py"], source, "1 / 0").error
    with pytest.raises(Crash, match="did not end within 1 s"):
        run_program(["python", "p.py"], source, "while True: pass", timeout=1)
