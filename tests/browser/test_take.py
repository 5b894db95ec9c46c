"""A picture of a network can be taken away, as SVG and as PNG: light, by keyboard, and with nothing of it on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tools.base.project import SNIPPETS
from tools.base.svg import size
from tools.base.words import words
from tools.graph.svg import DARK, LIGHT

in_both_languages = pytest.mark.parametrize("language", ["zh", "en"])


def taken(tab: Page, name: str) -> tuple[str, bytes]:
    """What the browser saves when the link is reached and pressed by keyboard."""
    link = tab.locator(f".take[download$='.{name}']").first
    link.focus()
    expect(link).to_be_focused()
    with tab.expect_download() as waiting:
        tab.keyboard.press("Enter")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@in_both_languages
def test_a_picture_is_taken_away_in_light_colours(open_page, home, language):
    tab = open_page(f"{home}{language}/lenet/", color_scheme="dark")
    expect(tab.locator(".take[download$='.png']").first).to_be_visible()
    word = words(language)["network"]["take"]
    expect(tab.locator(".take").nth(0)).to_have_accessible_name(f"{word} SVG")
    expect(tab.locator(".take").nth(1)).to_have_accessible_name(f"{word} PNG")
    recorded = (SNIPPETS / f"lenet/net.{language}.svg").read_text("utf-8")
    name, file = taken(tab, "svg")
    begin, _, rest = recorded.partition("@media")
    assert name == "lenet-net.svg" and file.decode() == begin + rest[rest.index("</style>") :]
    assert LIGHT["ink"] in file.decode() and DARK["ink"] not in file.decode()
    name, file = taken(tab, "png")
    width, height = (2 * int(side) for side in size(recorded))
    assert name == "lenet-net.png" and file.startswith(b"\x89PNG") and file[16:24] == width.to_bytes(4) + height.to_bytes(4)
    colours = tab.evaluate(
        """async (bytes) => {
            const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
            const canvas = document.createElement("canvas")
            canvas.width = image.width; canvas.height = image.height
            const brush = canvas.getContext("2d")
            brush.drawImage(image, 0, 0)
            const found = new Set()
            const data = brush.getImageData(0, 0, image.width, image.height).data
            for (let at = 0; at < data.length; at += 4) found.add([...data.slice(at, at + 4)].join(" "))
            return [[...data.slice(0, 4)].join(" "), [...found]]
        }""",
        list(file),
    )
    assert colours[0] == "255 255 255 255", "a PNG on white"
    grounds = [LIGHT[kind][0] for kind in ("layer", "act", "pool")]
    plain = {" ".join(str(int(ground[at : at + 2], 16)) for at in (1, 3, 5)) + " 255" for ground in grounds}
    assert plain <= set(colours[1])


def test_on_paper_there_is_no_link(open_page, home):
    tab = open_page(f"{home}en/lenet/")
    expect(tab.locator(".take").first).to_be_visible()
    tab.emulate_media(media="print")
    assert tab.locator(".take").count() >= 1 and not tab.locator(".take").first.is_visible()


def test_without_scripts_the_svg_is_there(new_context, home):
    with new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{home}zh/unet/")
        with tab.expect_download() as waiting:
            tab.locator(".take").first.click()
        assert Path(waiting.value.path()).read_bytes() == (SNIPPETS / "unet/net.zh.svg").read_bytes()
        assert not tab.locator(".take[download$='.png']").first.is_visible()
