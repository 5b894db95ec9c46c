"""The picture that a shared link shows: one a page, for both languages, drawn from the lesson's own network.

No machine can be counted on to have a font for Chinese, and the card around the picture has the title in words anyway. So it
holds what all readers read: the name of the lesson, a bar a step, as high as its output is large, the shapes that go in and
come out, and the number of parameters. Whole pixels and integers only: the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from pathlib import Path

from tools.base.project import SNIPPETS
from tools.graph.boxes import kind
from tools.graph.steps import Graph, kind_of, loads, shape
from tools.graph.svg import DARK
from tools.page.png import png

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT, FLOOR, TALLEST = 80, 1120, 520, 260  # where the bars stand
FOOT = 560
SITE = "torch.nn"
KINDS = ("io", "other", "layer", "act", "pool", "shape", "norm", "drop")
COLOURS = [DARK["page"], DARK["ink"], DARK["soft"], *(DARK[name][1] for name in KINDS)]
INK, SOFT, FIRST_KIND = 1, 2, 3
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789.,-_×→ "
# Five columns a letter, the lowest bit on top
FONT = bytes.fromhex("""
    2054545478 7f48444438 3844444420 384444487f 3854545418 087e090102 18a4a4a47c 7f08040478 00447d4000 4080847d00 7f10284400
    00417f4000 7c04180478 7c08040478 3844444438 fc24242418 18242418fc 7c08040408 4854545424 043f444020 3c4040207c 1c2040201c
    3c4030403c 4428102844 1ca0a0a07c 4464544c44 3e5149453e 00427f4000 4261514946 2141454b31 1814127f10 2745454539 3c4a494930
    0171090503 3649494936 064949291e 0060600000 00a0600000 0808080808 8080808080 0028102800 08082a1c08 0000000000
""")


def pictures(folder: Path, pages: Iterable[str]) -> None:
    """`lenet.png` for `lenet.md`. A page without a network of its own has the bars of the largest there is."""
    folder.mkdir(parents=True, exist_ok=True)
    read = [(path.parent.name, loads(path.read_text("utf-8"))) for path in sorted(SNIPPETS.glob("*/*.graph"))]
    networks = [(lesson, graph) for lesson, graph in read if kind_of(graph) == "graph"]
    for page in pages:
        own = [graph for lesson, graph in networks if lesson == Path(page).stem]
        graph = max(own or [graph for _, graph in networks], key=lambda graph: len(graph["nodes"]))
        rows = draw(name_of(page), graph, facts(graph) if own else "")
        (folder / f"{name_of(page)}.png").write_bytes(png(rows, COLOURS))


def name_of(page: str) -> str:
    """`lenet.md` → `lenet`; the home page has the site's name."""
    name = Path(page).with_suffix("").as_posix().replace("/", "-")
    return SITE if name == "index" else name


def facts(graph: Graph) -> str:
    """`1×1×32×32 → 1×10   61,706`"""
    start, end = (shape(graph[side][0]["shape"]) for side in ("inputs", "outputs"))
    return f"{start} → {end}   {graph['parameters']:,}"


def draw(name: str, graph: Graph, facts: str) -> list[bytearray]:
    """Rows of COLOURS by number."""
    rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
    write(rows, LEFT, 70, min(12, (RIGHT - LEFT) // (6 * len(name))), name, INK)
    write(rows, LEFT, FOOT, 4, SITE if name != SITE else "", SOFT)
    write(rows, RIGHT - 4 * 6 * len(facts), FOOT, 4, facts, SOFT)
    steps = [("io", graph["inputs"][0])] + [(kind(node["type"]), node["outputs"][0]) for node in graph["nodes"]]
    sizes = [prod(length for length in value["shape"] if isinstance(length, int)).bit_length() for _, value in steps]
    for i, ((what, _), size) in enumerate(zip(steps, sizes, strict=True)):  # three parts bar, one part gap
        left, right = (LEFT + (RIGHT - LEFT) * place // (4 * len(steps) - 1) for place in (4 * i, 4 * i + 3))
        fill(rows, left, FLOOR - TALLEST * size // max(sizes), right, FLOOR, FIRST_KIND + KINDS.index(what))
    return rows


def fill(rows: list[bytearray], left: int, top: int, right: int, bottom: int, colour: int) -> None:
    for row in rows[top:bottom]:
        row[left:right] = bytes([colour]) * (right - left)


def write(rows: list[bytearray], left: int, top: int, scale: int, text: str, colour: int) -> None:
    """Letters of squares, `scale` pixels each; what the alphabet lacks becomes a gap."""
    for i, letter in enumerate(text.lower()):
        at = 5 * (ALPHABET.find(letter) % len(ALPHABET))
        for j, column in enumerate(FONT[at : at + 5]):
            x = left + (6 * i + j) * scale
            for bit in range(8):
                if column >> bit & 1:
                    fill(rows, x, top + bit * scale, x + scale, top + (bit + 1) * scale, colour)
