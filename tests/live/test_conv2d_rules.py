"""The Conv2d instrument against torch itself: thousands of settings, valid or not, and what an output reads.

CONV2D_SETTINGS=20000 asks more of both. What torch says in words that depend on its backend is not compared word for word.
"""

from __future__ import annotations

import itertools
import os
import random
import re

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from tests.helpers.conv_settings import answer, cases, layer, settings
from tools.page.instruments import engine

COUNT = int(os.environ.get("CONV2D_SETTINGS", "2000"))
SEED = int(os.environ.get("CONV2D_SEED", "1"))


@pytest.fixture(scope="module")
def rules():
    return engine("conv2d/conv2d-rules.js")


@pytest.fixture(scope="module")
def view():
    return engine("conv2d/conv2d-view.js")


@pytest.fixture(autouse=True)
def one_thread():
    """The images are small: sharing them out takes longer than they do."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def wording(message: str) -> str:
    """A set prints in the order of chance: sorted here."""
    return re.sub(r"\{'\w+'(?:, '\w+')*\}", lambda found: str(sorted(re.findall(r"\w+", found[0]))), message)


def differs(ours: dict, torchs: dict) -> str:
    """What the instrument has wrong, empty where nothing."""
    if "error" not in torchs:
        return "error" if "error" in ours else " ".join(name for name in torchs if ours[name] != torchs[name])
    if "error" not in ours:
        return "valid"
    error, expected = ours["error"], torchs["error"]
    wrong = [name for name in ("type", "at") if error[name] != expected[name]]
    if not error["varies"] and wording(error["message"]) != wording(expected["message"]):
        wrong.append("message")
    return " ".join(wrong)


def test_torch_and_the_rules_agree_on_thousands_of_settings(rules):
    asked = cases(SEED, COUNT)
    ours = [rules.call("conv2d", arguments, shape) for arguments, shape, _ in asked]
    wrong = [(what, case, our) for case, our in zip(asked, ours, strict=True) if (what := differs(our, case[2]))]
    assert wrong[:3] == [], f"{len(wrong)} of {COUNT}"
    failed = [our["error"] for our in ours if "error" in our]
    assert 0.3 < len(failed) / COUNT < 0.7, "hardly a mixture of valid and invalid"
    worded = sum(not error["varies"] for error in failed) / len(failed)
    kinds = {re.sub(r"-?\d+", "N", error["message"])[:40] for error in failed}
    print(f"\n{COUNT} settings: {COUNT - len(failed)} valid, {len(failed)} errors, {worded:.1%} of them compared word for word")
    assert worded > 0.9
    assert len(kinds) >= 20


@pytest.mark.parametrize(
    ("name", "value"),
    [("out", [0]), ("weight", [0]), ("parameters", 0), ("error", {"type": "ValueError", "message": "no", "at": "init"})],
)
def test_a_wrong_answer_is_noticed(rules, name, value):
    (arguments, shape, right) = next(case for case in cases(SEED, 20) if "error" not in case[2])
    assert differs(rules.call("conv2d", arguments, shape), right) == ""
    assert differs(rules.call("conv2d", arguments, shape), right | {name: value}) != ""


def valid(seed: int):
    """Settings that torch takes, with a layer whose weights are all 1."""
    for arguments, shape in settings(seed):
        if "error" not in answer(arguments, shape) and len(shape) == 4 and min(layer(arguments).weight.shape, default=0) > 0:
            conv = layer(arguments)
            torch.nn.init.ones_(conv.weight)
            yield arguments, shape, conv


def test_what_an_output_reads_is_where_autograd_sends_its_gradient(rules):
    draw = random.Random(SEED)
    modes = set()
    for arguments, shape, conv in itertools.islice(valid(SEED), 300):
        x = torch.rand(shape, requires_grad=True)
        y = conv(x)
        cell = [draw.randrange(size) for size in y.shape[1:]]
        y[(-1, *cell)].backward()
        ours = rules.call("conv2d", arguments, shape)
        found = rules.call("reads", ours, arguments, cell)
        rows, columns = (
            [rules.call("source", index, size, arguments["padding_mode"]) for index in indices]
            for indices, size in zip((found["rows"], found["columns"]), shape[2:], strict=True)
        )
        expected = torch.zeros(shape)
        for row, column in itertools.product(rows, columns):
            if row is not None and column is not None:
                expected[-1, slice(*found["channels"]), row, column] += 1
        assert torch.equal(x.grad, expected), (arguments, shape, cell)
        modes.add(arguments["padding_mode"])
    assert modes == {"zeros", "reflect", "replicate", "circular"}


def test_dropped_rows_and_columns_are_those_behind_the_last_window(rules):
    for arguments, shape, conv in itertools.islice(valid(SEED + 1), 100):
        ours = rules.call("conv2d", arguments, shape)
        last = rules.call("reads", ours, arguments, [0, *(size - 1 for size in ours["out"][-2:])])
        for axis, name in enumerate(("rows", "columns")):
            below = shape[2 + axis] + ours["pads"][axis][1] - 1 - ours["dropped"][axis]
            assert last[name][-1] == below, (arguments, shape)
            assert 0 <= ours["dropped"][axis] < conv.stride[axis]


def test_macs_are_half_of_what_torch_counts_as_operations(rules):
    for arguments, shape, conv in itertools.islice(valid(SEED + 2), 50):
        with FlopCounterMode(display=False) as counter, torch.no_grad():
            conv(torch.zeros(shape))
        assert 2 * rules.call("conv2d", arguments, shape)["macs"] == counter.get_total_flops(), (arguments, shape)


# What the reader sees of it


def typed(arguments: dict, shape: list[int]) -> dict:
    """A setting as a reader would type it."""
    texts = {name: str(value).strip("[]") for name, value in arguments.items()}
    return texts | {"x": ", ".join(map(str, shape)), "y": "0, 0, 0"}


def printed(code: str) -> tuple[str, str]:
    """What the two lines print, or their error, and who raised it."""
    names = {"nn": torch.nn, "torch": torch}
    first, second = code.splitlines()
    at = "init"
    try:
        exec(first, names)
        at = "call"
        return str(eval(second, names)), ""
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}", at


@pytest.mark.filterwarnings("ignore")
def test_the_lines_to_copy_print_what_the_instrument_shows(view):
    offered = (setting for setting in settings(SEED + 3) if setting[0]["padding_mode"] not in ("same", "constant"))
    for arguments, shape in itertools.islice(offered, 200):
        state = view.call("read", typed(arguments, shape), "en")
        shown = view.call("parts", state, "en")
        output, at = printed(view.call("code", state))
        assert shown["failed"] == bool(at)
        if "exact words" not in shown["reading"]:
            plain = shown["output"].replace("&#39;", "'").replace("&#62;", ">")
            assert wording(plain) == wording(output), arguments
        if at:
            assert {"init": "line 1", "call": "line 2"}[at] in shown["reading"]


def test_an_address_brings_back_the_setting(view):
    offered = (setting for setting in settings(SEED + 4) if setting[0]["padding_mode"] not in ("same", "constant"))
    for arguments, shape in itertools.islice(offered, 100):
        before = typed(arguments, shape)
        after = view.call("fromAddress", view.call("address", before).replace("%22", '"'), "en")
        assert after.get("problem") is None
        assert view.call("read", after["typed"], "en") == view.call("read", before, "en")
    assert view.call("address", view.call("fromAddress", "", "en")["typed"]) == ""


@pytest.mark.parametrize(
    "part",
    [
        "banana",
        "kernal_size=3",
        "stride=x",
        "x=",
        "x=1,2,3,4,5,6",
        "bias=maybe",
        "padding_mode=same",
        "y=1",
        "groups=1,2",
        "y=-1,0,0",
    ],
)
def test_a_wrong_address_is_named_and_the_rest_of_it_used(view, part):
    found = view.call("fromAddress", f"stride=1;{part};kernel_size=5", "en")
    assert f"“{part}”" in found["problem"]
    assert (found["typed"]["stride"], found["typed"]["kernel_size"]) == ("1", "5")
    assert f"“{part}”" in view.call("fromAddress", part, "zh")["problem"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kernel_size", "3.0"),
        ("kernel_size", "1, 2, 3"),
        ("in_channels", ""),
        ("groups", "1000"),
        ("x", "0, 1"),
        ("stride", "two"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_number_is_asked_for_again(view, language, name, text):
    first = view.call("fromAddress", "", language)["typed"]
    found = view.call("read", first | {name: text}, language)
    assert found["name"] == name and found["problem"].startswith(name)


def test_x_follows_the_channels_as_long_as_both_agree(view):
    first = view.call("fromAddress", "", "en")["typed"]
    more = view.call("step", first, "in_channels", 1)
    assert (more["in_channels"], more["x"]) == ("5", "1, 5, 8, 8")
    apart = view.call("step", first | {"x": "1, 3, 8, 8"}, "in_channels", 1)
    assert (apart["in_channels"], apart["x"]) == ("5", "1, 3, 8, 8")
    assert view.call("step", first | {"kernel_size": "(3, 5)"}, "kernel_size", -1)["kernel_size"] == "(2, 4)"


def test_what_is_too_large_is_not_drawn_and_still_right(view):
    first = view.call("fromAddress", "", "en")["typed"]
    large = view.call("parts", view.call("read", first | {"x": "999, 4, 999, 999"}, "en"), "en")
    assert large["x"] == large["y"] == "<em>Too large to draw; the numbers below hold.</em>"
    assert large["output"] == "torch.Size([999, 6, 500, 500])"
