"""Numbers in the prose of the labs that no cell shows: as the labs measured them, or as they follow."""

from __future__ import annotations

import json
import math

import pytest

from snippets.digits.load import load_digits
from snippets.lenet.net import LeNet
from tests.helpers.told import told
from tools.sources.labs import DIGITS, LABS, labs

LENET = sum(parameter.numel() for parameter in LeNet().parameters())
NUMBERS = {lab.name: json.loads((LABS / f"{lab.name}.numbers.json").read_text("utf-8"))["numbers"] for lab in labs()}


def percent(share: float) -> int:
    return round(100 * share)


@pytest.fixture(scope="module")
def digits() -> tuple:
    return load_digits(DIGITS)


def test_of_digits_it_has_not_seen_more_are_right_than_the_first_sentence_promises():
    assert NUMBERS["train"]["cells"]["accuracy(net, x_held, target_held)"] > 0.97
    told("labs/train", 97, zh="它能答对 {}% 以上", en="reads more than {}% of handwritten digits")


def test_how_many_digits_ship_and_how_large_their_files_are(digits):
    (x, target), (x_held, _) = digits
    size = sum(path.stat().st_size for path in DIGITS.glob("*.gz"))
    assert len(x) == len(target)
    told("labs/train", size / 1e6, zh="共 {:.1f} MB", en="two files, {:.1f} MB in all")
    told("labs/train", len(x) + len(x_held), zh="用 {:,} 张真实的手写数字", en="on {:,} real handwritten digits")
    told("labs/train", 60_000, zh="想用全部 {:,} 张", en="For all {:,}, install")
    told("labs/debug", len(x) // 4, zh="只用前 {} 张", en="the first {:,}")


def test_the_net_is_the_lenet_of_the_lesson():
    told("labs/train", LENET, zh="LeNet，{:,} 个参数。", en="with its {:,} parameters.")
    told("labs/train", LENET, zh="参数还是 {:,} 个", en="for the same {:,} parameters")
    told("labs/train", LENET, 4, zh="几乎全是 {:,} 个参数，每个 {} 字节", en="the {:,} parameters at {} bytes each")
    assert 0.95 < 4 * LENET / (LABS / "lenet.pt").stat().st_size < 1
    told("labs/train", 25, zh="{} 万字节", en="250 thousand bytes")
    assert round((LABS / "lenet.pt").stat().st_size, -4) == 250_000


def test_the_loss_of_ten_equal_scores():
    told("labs/train", math.log(10), zh="ln 10 ≈ {:.3f}", en="ln 10 ≈ {:.3f}")


def test_augmentation_helps_more_with_fewer_digits():
    answers, cells = NUMBERS["train"]["answers"], NUMBERS["train"]["cells"]
    more = answers["small[1] - small[0]"]
    with_all = cells["accuracy(net, x_held, target_held) - accuracy(plain, x_held, target_held)"]
    assert more > 2 * with_all and 0 < with_all < 0.01
    told(
        "labs/train",
        percent(more),
        1,
        zh="约 {} 个百分点；8000 张时不到 {} 个",
        en="about {} points; with 8,000 digits it was less than {}",
    )


def test_augmentation_helps_a_little_with_few_epochs():
    answers = NUMBERS["train"]["answers"]
    least, most = (answers[f"{which}(augmented - alone for alone, augmented in few)"] for which in ("min", "max"))
    assert 0 < least <= most < 0.02
    told("labs/train", 2, zh="高得最多的一次也不到 {} 个百分点", en="is ahead, by less than {} points")


def test_digits_that_are_turned():
    answers = NUMBERS["train"]["answers"]
    assert answers["max(pairs[2, 7].item(), pairs[2, 8].item()) - pairs[6, 9].item()"] > 0
    told("labs/train", 180, zh="它们要转 {}° 才互换", en="which would need {}° to change places")
    told(
        "labs/train",
        percent(answers["accuracy(net, x_held, target_held)"]),
        zh="准确率掉到 {}% 左右",
        en="accuracy falls to about {}%",
    )


def test_the_channel_that_is_brightest_for_the_digit_1():
    answers = NUMBERS["inside"]["answers"]
    one = answers["table[1, channel].item()"]
    others = [one * answers[f"(table[{digit}, channel] / table[1, channel]).item()"] for digit in (0, 4)]
    told(
        "labs/inside",
        one,
        *others,
        zh="对 1 是 {:.2f}，可是对 0 也有 {:.2f}，对 4 有 {:.2f}",
        en="It is {:.2f} for the 1, but {:.2f} for the 0 as well, and {:.2f} for the 4",
    )


def test_a_net_without_its_dead_units():
    answers = NUMBERS["inside"]["answers"]
    kept, left = answers["n"], answers["sum(parameter.numel() for parameter in slim.parameters())"]
    told(
        "labs/inside",
        *(120, 120 - kept, 400, kept, kept, 84, LENET, left),
        zh="{} 个里有 {} 个死了，`fc1` 成了 {} → {}，`fc2` 成了 {} → {}，参数从 {:,} 减到 {:,}",
        en="Of the {}, {} are dead: `fc1` becomes {} → {}, `fc2` {} → {}, and of the {:,} parameters {:,}",
    )
