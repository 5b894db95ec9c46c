"""The viewer: Netron in our site, asking nobody else for anything, showing our own models, when and as long as readers want."""

from __future__ import annotations

import gzip
import re
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import onnx
import pytest
from onnx.numpy_helper import to_array
from playwright.sync_api import Page, expect

from tools.page import pictures
from tools.page.pictures import models
from tools.site.viewer import NAMED, NETRON, OURS

FIGURE = (
    '<p><img alt="a" class="graph" src="../graphs/{}.svg" width="1" height="1"></p>\n<details class="note"><p>t</p></details>'
)
LENET = "lenet-net"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(64, 64, 64)"


def test_netrons_modules_are_as_published_and_its_own_host_is_not_there(built_site):
    shipped = {path.name: path.read_bytes() for path in (built_site / "viewer").iterdir() if ".onnx" not in path.name}
    page = shipped.pop("index.html").decode()
    assert shipped.keys() == {*NAMED.findall(page), "LICENSE", "onnx-metadata.json"}
    ours = {path.name: path.read_bytes() for path in OURS.iterdir()}
    for name in shipped.keys() - {"LICENSE", "onnx-metadata.json"}:
        assert shipped[name] == (ours[name] if name in ours else (NETRON / name).read_bytes()), name
    assert not shipped.keys() & {"browser.js", "index.js"}, "these count, ask and expire"
    body = (NETRON / "index.html").read_text("utf-8").partition("</head>")[2]
    assert body and page.endswith(body.replace("{version}", version("netron")))
    assert "default-src 'none'" in page and "connect-src 'self';" in page and 'name="date"' not in page


def test_the_host_has_all_that_netrons_modules_ask_of_it():
    """A new Netron may ask for more. We lack a button that needs its Python (`save`), and what only large networks need."""
    theirs = "".join((NETRON / name).read_text("utf-8") for name in ("view.js", "grapher.js"))
    ours = re.findall(r"^    (\w+) =", (OURS / "host.js").read_text("utf-8"), re.M)
    assert set(re.findall(r"\b_?host\.(\w+)", theirs)) - set(ours) == {"save", "worker"}


def test_every_model_is_there_whole_and_with_its_weights_apart(built_site):
    for name, path in models().items():
        assert (built_site / f"models/{name}.onnx").read_bytes() == path.read_bytes()
        there, here = onnx.load(built_site / f"viewer/{name}.onnx"), onnx.load(path)
        for one, other in zip(there.graph.initializer, here.graph.initializer, strict=True):
            assert one.name == other.name and (to_array(one) == to_array(other)).all()
        for model in (there, here):
            del model.graph.initializer[:]
        assert there == here
    assert (built_site / f"viewer/{LENET}.onnx").stat().st_size < 15_000
    assert all(file.stat().st_mode & 0o044 == 0o044 for file in (built_site / "viewer").iterdir())


def test_only_a_picture_whose_model_is_published_has_a_viewer():
    html = pictures.with_viewers(FIGURE.format(LENET) + FIGURE.format("lenet-none"), "en")
    assert html.count("<iframe") == 1 and f'src="../../viewer/?{LENET}"' in html
    assert re.sub(r'\n?<a class="take".*?</a>', "", html).startswith(FIGURE.format(LENET))
    assert f'href="../../models/{LENET}.onnx" download' in html and "(249 kB)" in html


@pytest.fixture
def tab(open_page, home) -> tuple[Page, list[str], list[str]]:
    """The lesson LeNet in the year 2030, everything it asks for, and everything it complains of."""
    tab = open_page("about:blank", viewport={"width": 1000, "height": 800}, color_scheme="light")
    requests, messages = [], []
    tab.context.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda message: messages.append(message.text))
    tab.on("pageerror", lambda error: messages.append(str(error)))
    tab.clock.install(time="2030-06-01T00:00:00Z")
    tab.goto(f"{home}en/lenet/", wait_until="networkidle")
    return tab, requests, messages


def opened(tab: Page):
    """By keyboard."""
    tab.locator(".viewer summary").first.focus()
    tab.keyboard.press("Enter")
    frame = tab.frame_locator(".viewer iframe").first
    frame.locator("body.default .node").first.wait_for()
    return frame


def test_nothing_is_loaded_before_it_is_asked_for(tab):
    tab, requests, _ = tab
    tab.locator(".viewer summary").first.scroll_into_view_if_needed()
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    tab.wait_for_load_state("networkidle")
    assert [url for url in requests if "/viewer/" in url or "/models/" in url] == []


def test_a_reader_looks_into_a_weight_in_2030_and_nobody_else_is_asked(tab, home, built_site):
    tab, requests, messages = tab
    before = len(requests)
    frame = opened(tab)
    asked = [url for url in requests[before:] if "/viewer/" in url]
    assert not any(url.endswith(".data") for url in asked)
    files = {urlsplit(url).path.removeprefix("/nn/viewer/") or "index.html" for url in asked}
    assert sum(len(gzip.compress((built_site / "viewer" / name).read_bytes(), 6)) for name in files) <= 200_000
    frame.locator(".node", has_text="Gemm").first.locator(".node-item").first.click()
    expect(frame.locator("#sidebar")).to_contain_text("fc1/linear")  # the layer's name is PyTorch's
    frame.locator(".node", has_text="Gemm").first.locator("text=120×400").click()
    frame.locator("#sidebar", has_text="Tensor Properties").locator("text=-0.0499").first.wait_for()
    assert requests[-1].endswith(f"{LENET}.onnx.data")
    canvas = frame.locator("#canvas")
    zoomed = canvas.bounding_box()["width"]
    style = canvas.get_attribute("style")
    frame.locator("#zoom-in-button").click()
    expect(canvas).not_to_have_attribute("style", style)
    assert canvas.bounding_box()["width"] > zoomed
    assert all(url.startswith((home, "data:", "blob:")) for url in requests) and tab.context.cookies() == []
    assert messages == []


def test_the_keyboard_goes_through_it_and_shows_where_it_is(tab):
    tab, _, _ = tab
    frame = opened(tab)
    for button in ("#zoom-in-button", "#zoom-out-button", "#sidebar-model-button"):
        for _ in range(20):
            tab.keyboard.press("Tab")
            if frame.locator(f"{button}:focus").count():
                break
        expect(frame.locator(button)).to_have_css("outline-style", "solid")
    tab.keyboard.press("Enter")
    expect(frame.locator("#sidebar")).to_contain_text("Model Properties", ignore_case=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_the_scheme_of_the_page_and_follows_it(tab, scheme):
    tab, _, _ = tab
    tab.emulate_media(color_scheme=scheme)  # the reader's choice for the site counts, not the system

    frame = opened(tab)
    for name, dark in (("slate", True), ("default", False), ("slate", True)):
        tab.evaluate("name => document.body.dataset.mdColorScheme = name", name)
        expect(frame.locator("body")).to_have_css("background-color", DARK if dark else LIGHT)


def test_alone_on_a_page_it_has_the_scheme_that_the_reader_chose(open_page, home):
    tab = open_page(f"{home}en/lenet/", color_scheme="light")
    tab.locator("label[for=__palette_1]").click()
    tab.goto(f"{home}viewer/?{LENET}")
    tab.locator("body.default .node").first.wait_for()
    expect(tab.locator("body")).to_have_css("background-color", DARK)
    expect(tab.locator("text=Gemm")).to_have_count(3)


@pytest.mark.parametrize(
    "asked", ["url=https://example.com/x.onnx", "https://example.com/x.onnx", "../models/lenet-net", "gist=1", "", "no-such"]
)
def test_it_opens_our_own_models_only(open_page, home, asked):
    tab = open_page("about:blank")
    requests = []
    tab.context.on("request", lambda request: requests.append(request.url))
    tab.goto(f"{home}viewer/?{asked}#https://example.com/y.onnx")
    tab.locator("text=404" if asked == "no-such" else "body.welcome:not(.spinner)").first.wait_for()  # it has made up its mind
    tab.wait_for_load_state("networkidle")
    assert all(url.startswith(home) for url in requests) and tab.locator(".node").count() == 0
    models = [url for url in requests if urlsplit(url).path.endswith(".onnx")]
    assert models == ([f"{home}viewer/no-such.onnx"] if asked == "no-such" else [])


def test_its_links_work_without_script(open_page, home):
    tab = open_page(f"{home}zh/lenet/", java_script_enabled=False)
    tab.locator(".viewer summary").first.click()
    assert tab.locator(".viewer a").first.get_attribute("href") == f"../../viewer/?{LENET}"
    with tab.expect_download() as download:
        tab.locator(".viewer a[download]").first.click()
    assert Path(download.value.path()).read_bytes() == models()[LENET].read_bytes()
