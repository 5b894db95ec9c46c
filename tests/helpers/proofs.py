"""What is proven once is not proven again, until something that it depends on changes. `make test ALL=1` proves all anew.

A proof is a file of .cache/proofs/, named by the hash of what is known beforehand: a page, the tests, the browser. It holds
what was found, and the hash of each file that was read meanwhile: while those are the same too, it stands.

A test that rests on one calls `record_property("proof", …)`: it is counted as passed by proof.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from tools.base.project import CACHE

PROOFS = CACHE / "proofs"
ALL = os.environ.get("ALL", "") not in ("", "0")


def digest(*parts: str | bytes | Path) -> str:
    """The hash of texts and of files; that a file is missing counts too."""
    whole = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            part = part.read_bytes() if part.is_file() else b"missing"
        whole.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    return whole.hexdigest()[:32]


def proven(name: str, root: Path) -> dict | None:
    """What was found, where that still stands; the files that were read are named from `root`."""
    path = PROOFS / name
    if ALL or not path.exists():
        return None
    proof = json.loads(path.read_text("utf-8"))
    stands = all(digest(root / file) == known for file, known in proof["files"].items())
    return proof["found"] if stands else None


def prove(name: str, found: dict, root: Path, files: Iterable[str] = ()) -> None:
    PROOFS.mkdir(parents=True, exist_ok=True)
    proof = {"files": {file: digest(root / file) for file in files}, "found": found}
    new = PROOFS / f"{name}.{os.getpid()}"
    new.write_text(json.dumps(proof, ensure_ascii=False), "utf-8")
    new.replace(PROOFS / name)
