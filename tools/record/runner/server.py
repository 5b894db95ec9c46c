"""A small process that has imported torch and forks a child for each job: a few hundredths of a second instead of seconds.

What else is slow to import, it imports before the first job whose code names it. It never runs an operator and never asks
for CUDA: a parent that ran a two-thread convolution hangs its children, and asking for CUDA keeps them from using it. Jobs
come as lines of JSON on stdin, results go back the same way.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import asdict

from tools.record.runner import child
from tools.record.runner.jobs import Job


def work(job: Job, pipe: int) -> None:
    """Run the job in an empty folder and write its results to the pipe. Never returns."""
    if hasattr(os, "setsid"):  # a timeout must end what the job started, too
        os.setsid()
    try:
        answer = json.dumps({"results": [asdict(result) for result in child.run(job)]})
    except BaseException:
        answer = json.dumps({"crash": traceback.format_exc()})
    with os.fdopen(pipe, "w", encoding="utf-8") as out:
        out.write(answer + "\n")
    sys.stdout.flush()
    os._exit(0)  # no clean-up of what belongs to the parent


def read_line(pipe: int, timeout: float) -> bytes:
    """One line from the pipe; TimeoutError where it does not come. (Its end may never come: a job's own children hold it.)"""
    line, end = b"", time.monotonic() + timeout
    while not line.endswith(b"\n"):
        if not select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
            raise TimeoutError
        if not (data := os.read(pipe, 1 << 16)):
            break
        line += data
    return line


def fork(job: Job) -> dict:
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        if (pid := os.fork()) == 0:
            os.close(reading)
            os.chdir(folder)
            work(job, writing)
        os.close(writing)
        try:
            answer = read_line(reading, job.timeout)
        except TimeoutError:
            answer = json.dumps({"crash": f"it did not end within {job.timeout:g} s"}).encode()
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):  # what it left behind, or all of it
            os.killpg(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return json.loads(answer) if answer else {"crash": f"its process died (status {status})"}


SLOW = {
    "matplotlib": ["matplotlib.pyplot"],
    "torch.onnx": ["torch.export._trace", "torch.onnx._internal.exporter._core", "onnxscript.function_libs.torch_lib.ops"],
}
"""A name in a job's code → what a child would take a second to import. Where torch has moved one, it does take it."""


def prepare(job: Job) -> None:
    """Import here, once, what this job's code and that of later ones would import in each child."""
    code = "".join(source for block in job.blocks for _, source in block.pieces)
    for name in [name for name in SLOW if name in code]:
        with contextlib.suppress(ImportError, AttributeError):
            for module in SLOW.pop(name):
                importlib.import_module(module)
            if name == "torch.onnx":
                importlib.import_module("tools.graph.torchlib").parse_now()


def serve() -> None:
    import torch._dynamo  # noqa: F401  the first mode or optimizer imports it: once here, not a second in every child

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a job prints below Python must not be taken for an answer
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        job = Job.load(json.loads(line))
        prepare(job)
        print(json.dumps(fork(job)), file=answers, flush=True)


def once() -> None:
    """One job in this very process: for CUDA, which does not survive a fork, and for systems without fork."""
    job = Job.load(json.load(sys.stdin))
    reply = os.dup(1)
    os.dup2(2, 1)
    work(job, reply)


if __name__ == "__main__":
    once() if "--once" in sys.argv else serve()
