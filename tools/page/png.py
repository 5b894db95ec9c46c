"""Rows of numbered colours as a PNG, with the same bytes on every machine: zlib's differ from one build of it to the next."""

from __future__ import annotations

import struct
from zlib import adler32, crc32


def png(rows: list[bytearray], colours: list[str]) -> bytes:
    """`colours[0]` is `#rrggbb`, or `#rrggbbaa`, and what a 0 in a row means."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))

    width = len(rows[0])
    data = b"".join(b"\0" + row for row in rows)
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    palette = bytes.fromhex("".join(colour[1:7] for colour in colours))
    clear = bytes.fromhex("".join(colour[7:] for colour in colours))
    packed = b"\x78\x01" + deflate(data, width + 1) + struct.pack(">I", adler32(data))
    chunks = [(b"IHDR", header), (b"PLTE", palette), (b"tRNS", clear), (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in chunks if data or name == b"IEND")


def deflate(data: bytes, row: int) -> bytes:
    """RFC 1951 with its fixed codes: a byte as such, or as long as the byte before or the row above goes on."""
    packed, bits, count = bytearray(), 0b011, 3  # the last block, of fixed codes

    def put(value: int, length: int) -> None:
        nonlocal bits, count
        bits |= value << count
        count += length
        while count >= 8:
            packed.append(bits & 255)
            bits, count = bits >> 8, count - 8

    def code(symbol: int) -> None:
        table = ((280, 0xC0, 8), (256, 0, 7), (144, 0x190, 9), (0, 0x30, 8))
        start, first, length = next(entry for entry in table if symbol >= entry[0])
        put(mirrored(symbol - start + first, length), length)

    at = 0
    while at < len(data):
        run, back = max((same(data, at, back), back) for back in (1, row))
        if run < 3:
            code(data[at])
            at += 1
            continue
        symbol, extra, length = (28, 0, 0) if run == 258 else split(run - 3, 2)
        code(257 + symbol)
        put(extra, length)
        symbol, extra, length = split(back - 1, 1)
        put(mirrored(symbol, 5), 5)
        put(extra, length)
        at += run
    code(256)
    put(0, -count % 8)
    return bytes(packed)


def same(data: bytes, at: int, back: int) -> int:
    """How many bytes, 258 at most, are as they were so far back."""
    new, old = data[at : at + 258], data[at - back : at - back + 258] if at >= back else b""
    if new == old[: len(new)]:
        return len(new)
    return next((i for i, (left, right) in enumerate(zip(new, old, strict=False)) if left != right), 0)


def split(number: int, keep: int) -> tuple[int, int, int]:
    """A length or a distance: its code (the highest bit and `keep` more), the rest of it, and how many bits the rest has."""
    length = max(0, number.bit_length() - keep - 1)
    return (length << keep) + (number >> length), number & (1 << length) - 1, length


def mirrored(value: int, length: int) -> int:
    return int(f"{value:0{length}b}"[::-1], 2)
