"""What is printed, on every system."""

from __future__ import annotations

import io
import sys


def escape_what_is_foreign() -> None:
    """Where output goes into a file or a pipe, Windows encodes it by its code page, which may lack Chinese or a ✓: such a
    letter is written as \\u2713, and ends nothing.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
