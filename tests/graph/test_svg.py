"""The picture of a graph: it stands alone, its boxes lie apart, its text is whole, in the reader's language, and can be read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import combinations

import pytest

from tests.helpers.drawn import NETS, graph
from tools.base.project import ROOT
from tools.graph.boxes import KINDS, NAME, ROW, SIDE, boxes_of, kind, width
from tools.graph.steps import describe, loads
from tools.graph.svg import DARK, LIGHT, MARGIN, number, svg

SVG = "{http://www.w3.org/2000/svg}"
every_net = pytest.mark.parametrize("name", NETS)
both_languages = pytest.mark.parametrize("lang", ["zh", "en"])


@both_languages
@every_net
def test_the_picture_stands_alone(name, lang):
    text = svg(graph(name), lang)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg" and root.get("lang") == lang
    assert root.get("viewBox").split()[2:] == [root.get("width"), root.get("height")]
    assert root.find(f"{SVG}title").text == {"zh": "{} 的计算图", "en": "Graph of {}"}[lang].format(graph(name)["title"])
    assert root.find(f"{SVG}desc").text == describe(graph(name), lang)
    assert re.findall(r"\w+://[^\"]*|@import|<script|\son\w+=|href", text) == ["http://www.w3.org/2000/svg"]
    assert set(re.findall(r"url\((.)", text)) == {"#"} and str(ROOT) not in text
    assert re.findall(r"\d+\.\d\d+", re.sub(r"<style>.*</style>|<title.*</desc>", "", text, flags=re.S)) == []
    assert 2_000 < len(text.encode()) < 20_000


@pytest.mark.parametrize("direction", ["vertical", "horizontal"])
@pytest.mark.parametrize(
    "path", sorted((ROOT / "snippets").glob("*/*.graph")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_lines_and_sizes_are_inside_the_picture_on_all_sides(path, direction):
    root = ElementTree.fromstring(svg(loads(path.read_text("utf-8")) | {"direction": direction}, "en"))
    x, y, w, h = map(float, root.get("viewBox").split())
    for line in root.iter(f"{SVG}path"):
        if line.get("class") == "line":
            numbers = [float(value) for value in re.findall(r"-?\d[\d.]*", line.get("d"))]
            across, down = numbers[0::2], numbers[1::2]
            assert x < min(across) and max(across) < x + w and y < min(down) and max(down) < y + h
    for text in root.iter(f"{SVG}text"):
        if text.get("class") == "size":
            left, base = float(text.get("x")), float(text.get("y"))
            assert x < left and left + float(text.get("textLength")) < x + w and y < base - ROW and base + ROW / 4 < y + h


def test_a_line_of_netrons_leads_around_all_boxes():
    """The first skip connection of the U-Net: on the left, and above when the picture lies down."""
    graph = loads((ROOT / "snippets/unet/net.graph").read_text("utf-8"))
    for direction, side in (("vertical", 0), ("horizontal", 1)):
        root = ElementTree.fromstring(svg(graph | {"direction": direction}, "en"))
        assert float(root.get("viewBox").split()[side]) < -MARGIN, "further than the margin"


@every_net
def test_boxes_lie_apart_inside_the_picture_and_hold_their_text(name):
    root = ElementTree.fromstring(svg(graph(name), "en"))
    x, y, w, h = map(float, root.get("viewBox").split())
    places = []
    for group in root.iter(f"{SVG}g"):
        left, top = map(float, re.findall(r"-?[\d.]+", group.get("transform")))
        rect = group.find(f"{SVG}rect")
        right, bottom = left + float(rect.get("width")), top + float(rect.get("height"))
        assert x < left and right < x + w and y < top and bottom < y + h
        places.append((left, top, right, bottom))
        for text in group.iter(f"{SVG}text"):
            size, weight = (NAME, "bold") if text.get("class") else (ROW, "normal")
            longest = width("".join(text.itertext()), size, weight if text.text else "normal")
            assert longest <= right - left - 2 * SIDE + width("m" * 2, size), "".join(text.itertext())
            assert float(text.get("y")) < bottom - top
    assert len(places) == len(graph(name)["nodes"]) + len(graph(name)["inputs"]) + len(graph(name)["outputs"])
    for a, b in combinations(places, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)
    for path in root.iter(f"{SVG}path"):
        numbers = [float(value) for value in re.findall(r"-?[\d.]+", path.get("d"))]
        if path.get("class") == "line":
            assert x <= min(numbers[0::2]) and max(numbers[0::2]) <= x + w and y <= min(numbers[1::2])


def test_every_line_leads_from_a_box_to_a_box():
    root = ElementTree.fromstring(svg(graph("functional"), "en"))
    lines = [re.findall(r"[\d.]+", path.get("d")) for path in root.iter(f"{SVG}path") if path.get("class") == "line"]
    edges = {"top": set(), "bottom": set()}
    for group in root.iter(f"{SVG}g"):
        top = float(group.get("transform").rpartition(",")[2][:-1])
        edges["top"].add(number(top))
        edges["bottom"].add(number(top + float(group.find(f"{SVG}rect").get("height"))))
    assert len(lines) == len(graph("functional")["nodes"]) + 1
    assert {line[1] for line in lines} <= edges["bottom"] and {line[-1] for line in lines} <= edges["top"]


def test_long_names_are_whole():
    text = svg(graph("zoo"), "en")
    for name in ("layer1.0.conv1", "AdaptiveAvgPool2d", "BatchNorm2d", "unsqueeze()"):
        assert f">{name}<" in text or f">{name} <" in text, name


def test_words_are_in_the_readers_language():
    zh, en = (re.sub(r"<desc.*</style>", "", svg(graph("functional"), lang), flags=re.S) for lang in ("zh", "en"))
    assert "输入" in zh and "输出" in zh and "156 个参数" in zh and "parameters" not in zh and ">input" not in zh
    assert "156 parameters" in en and not re.search(r"[\u2e80-\uffff]", en)


def test_letters_are_large_enough_on_a_phone():
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)"', svg(graph("zoo"), "en"))}
    assert sizes == {ROW, NAME} and min(sizes) >= 12


def plainly(element: ElementTree.Element, above: dict[str, str]) -> Iterator[tuple[ElementTree.Element, dict[str, str]]]:
    """Each element with what its attributes and those above it say, as a viewer sees it that knows no style sheets."""
    seen = above | {
        name: value for name, value in element.attrib.items() if name in ("fill", "stroke", "font-size", "font-family")
    }
    yield element, seen
    for child in element:
        yield from plainly(child, seen)


@every_net
def test_a_viewer_without_style_sheets_shows_the_light_picture(name):
    """resvg and CairoSVG read `var(…)` as no colour, and paint black boxes; they draw a halo over its text."""
    text = svg(graph(name), "en")
    assert "var(" not in text and "paint-order" not in re.sub(r"@supports.*", "", text)
    root = ElementTree.fromstring(text)
    used = {group: kind for kind in ("io", "other", *KINDS) for group in root.iter(f"{SVG}g") if group.get("class") == kind}
    inside = {element: kind for group, kind in used.items() for element in group.iter()}
    seen = {"rect": 0, "text": 0, "path": 0, "tspan": 0}
    for element, plain in plainly(root, {}):
        tag = element.tag.removeprefix(SVG)
        seen[tag] = seen.get(tag, 0) + 1
        if tag == "rect":
            assert (plain["fill"], plain["stroke"]) == LIGHT[inside[element]]
        if tag == "tspan":
            assert plain["fill"] == LIGHT[inside[element]][1]
        if tag == "text":
            assert plain["fill"] == LIGHT["ink" if element.get("class") == "name" else "soft"] and "stroke" not in plain
            assert plain["font-family"].startswith("Arial,") and plain["font-family"].endswith(",sans-serif")
        if tag == "path" and element.get("class") == "line":
            assert (plain["fill"], plain["stroke"]) == ("none", LIGHT["line"])
    assert min(seen.values()) > 0


@both_languages
@every_net
def test_no_font_makes_a_text_wider_than_its_room(name, lang):
    """`textLength` is how wide a text becomes in any font: cut at the edge of the picture, "bias 16" would read "bias 1"."""
    root = ElementTree.fromstring(svg(graph(name), lang))
    x, _, w, _ = map(float, root.get("viewBox").split())
    for group in root.iter(f"{SVG}g"):
        room = float(group.find(f"{SVG}rect").get("width")) - 2 * SIDE
        for text in group.iter(f"{SVG}text"):
            size, name_ = (NAME, text.text or "") if text.get("class") else (ROW, "")
            rest = "".join(text.itertext()).removeprefix(name_)
            length = float(text.get("textLength"))
            assert length == pytest.approx(width(name_, NAME, "bold") + width(rest, size), abs=0.06) and length <= room + 0.06
    for text in root.iter(f"{SVG}text"):
        assert text.get("lengthAdjust") == "spacingAndGlyphs"
        if text.get("class") == "size":
            assert x <= float(text.get("x")) and float(text.get("x")) + float(text.get("textLength")) <= x + w


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_right():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_text_has_contrast(colours):
    assert colours.keys() == {"page", "ink", "soft", "line", "io", "other", *KINDS}
    pairs = [(colours["soft"], colours["page"])]
    for box, type_ in (pair for pair in colours.values() if isinstance(pair, tuple)):
        pairs += [(colours["ink"], box), (colours["soft"], box), (type_, box)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    assert contrast(colours["line"], colours["page"]) >= 3, "lines are not text"


def test_both_palettes_are_in_the_picture():
    light, _, dark = svg(graph("zoo"), "en").partition("@media (prefers-color-scheme:dark)")
    for used in {box.kind for box in boxes_of(graph("zoo"), "en")}:
        box, type_ = DARK[used]
        assert f".{used} rect{{fill:{box};stroke:{type_}}}.{used} tspan{{fill:{type_}}}" in dark and box not in light
    rules = ["svg{fill:{soft}}", ".name{fill:{ink}}", ".line{stroke:{line}}", "marker{fill:{line}}", ".size{stroke:{page}}"]
    for rule in rules:
        assert re.sub(r"\{(\w+)\}", lambda found: DARK[found[1]], rule) in dark


@pytest.mark.parametrize(
    ("type_", "colour"),
    [
        ("Conv2d", "layer"), ("ConvTranspose2d", "layer"), ("LSTM", "layer"), ("matmul()", "layer"), ("BatchNorm2d", "norm"),
        ("AdaptiveAvgPool2d", "pool"), ("gelu()", "act"), ("LogSoftmax", "act"), ("Dropout", "drop"), ("cat()", "shape"),
        ("unsqueeze()", "shape"), ("add()", "other"), ("mul()", "other"), ("Einsum", "other"),
    ],
)  # fmt: skip
def test_one_colour_for_each_kind(type_, colour):
    assert kind(type_) == colour
