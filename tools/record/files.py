"""Files replaced together: all of them, or none."""

from __future__ import annotations

from pathlib import Path


def replace(files: dict[Path, str | bytes]) -> dict[Path, bytes]:
    """Write those that change, first all beside their places, then each into its own. What they were before."""
    new = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    before = {path: path.read_bytes() if path.exists() else b"" for path in new}
    changed = {path: path.with_name(f"{path.name}.new") for path in new if before[path] != new[path]}
    try:
        for path, beside in changed.items():
            beside.write_bytes(new[path])
        for path, beside in changed.items():
            beside.replace(path)
    finally:
        for beside in changed.values():
            beside.unlink(missing_ok=True)
    return {path: before[path] for path in changed}
