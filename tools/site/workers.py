"""A process of its own for each language: they build side by side, and remember what they made for the next build."""

from __future__ import annotations

import functools
import logging
import os
import queue
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, wait
from logging.handlers import QueueHandler
from multiprocessing import active_children, get_context, parent_process

from mkdocs.exceptions import MkDocsException


@functools.cache
def worker(name: str) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"), initializer=begin)


def begin() -> None:
    """Ctrl-C ends a worker without a word; one whose parent has died ends, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    parent_process().join()
    os._exit(1)


def start(name: str, job: Callable, *arguments, **options) -> Future:
    """Run a job in the worker of that name, in this process's environment. `finish` has what comes of it."""
    return worker(name).submit(run, dict(os.environ), job, arguments, options)


def run(environment: dict[str, str], job: Callable, arguments: tuple, options: dict) -> tuple[list, Exception | None]:
    """In the worker: what was logged, and what was raised."""
    os.environ.clear()
    os.environ.update(environment)
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    root, handler = logging.getLogger(), QueueHandler(records)
    root.addHandler(handler)
    error = None
    try:
        job(*arguments, **options)
    except Exception as raised:
        error = raised
    finally:
        root.removeHandler(handler)
    return [records.get() for _ in range(records.qsize())], error


def finish(*futures: Future) -> None:
    """Wait for all; log here what was logged there, and raise the first of what was raised there."""
    try:
        wait(futures)
    except KeyboardInterrupt:  # sent to us alone: they still write into the folder that we are about to remove
        wait(futures)
        raise
    try:
        done = [future.result() for future in futures]
    except BrokenExecutor as error:
        worker.cache_clear()
        raise MkDocsException("A process that built a language was killed. Is there enough memory? Try again.") from error
    for records, _ in done:
        for record in records:
            logger = logging.getLogger(record.name)
            if logger.isEnabledFor(record.levelno):
                logger.handle(record)
    for _, error in done:
        if error:
            raise error


def stop() -> None:
    """What they are at is in vain."""
    for process in active_children():
        process.terminate()
        process.join()
    worker.cache_clear()
