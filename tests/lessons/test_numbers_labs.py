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
    told("labs/train", 60_000, zh="想用全部 {:,} 张", en="For all {:,} images, install")
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
        zh="对 1 的平均激活值是 {:.2f}，可是对 0 也有 {:.2f}，对 4 有 {:.2f}",
        en="is {:.2f} for the 1, but the same channel has {:.2f} for the 0 as well, and {:.2f} for the 4",
    )


def test_a_net_without_its_dead_units():
    answers = NUMBERS["inside"]["answers"]
    kept, left = answers["n"], answers["sum(parameter.numel() for parameter in slim.parameters())"]
    told(
        "labs/inside",
        *(120, 120 - kept, 400, kept, kept, 84, LENET, left),
        zh="{} 个里有 {} 个死亡，`fc1` 变成 {} → {}，`fc2` 变成 {} → {}，参数从 {:,} 减到 {:,}",
        en="Of the {}, {} are dead: `fc1` becomes {} → {}, `fc2` {} → {}, and of the {:,} parameters {:,}",
    )


def test_dead_units_that_recover():
    cells = NUMBERS["inside"]["cells"]
    told(
        "labs/inside",
        cells["count(before)['fc2']"],
        cells["count(recovered)['fc2']"],
        zh="`fc2` 在训练前有 {} 个死亡的单元，其中 {} 个训练后又有了正的输出",
        en="`fc2` has {} dead units, and {} of them have positive outputs again",
    )
    told("labs/inside", 98, zh="答对 {}% 以上的图，只是", en="reading more than {}% of the images;")
    told("labs/inside", 98, zh="在 MNIST 的图上答对 {}% 以上", en="read more than {}% of MNIST's images")
    assert cells["accuracy(net, x_held, target_held)"] > 0.98


def test_the_hardest_images_make_up_the_loss_and_the_gradient():
    cells = NUMBERS["inside"]["cells"]
    told(
        "labs/inside",
        percent(cells["hardest(net)[0]"]),
        zh="损失最大的 10 张占了损失的 {}%",
        en="the 10 images with the largest loss make up {}% of the loss",
    )
    told(
        "labs/inside",
        percent(cells["hardest(start)[0]"]),
        zh="损失最大的 10 张只占 {}%",
        en="the 10 images with the largest loss make up {}%, about the share",
    )
    assert cells["hardest(start)[0]"] == pytest.approx(10 / 256, rel=0.1)
    assert cells["hardest(net)[1] / hardest(net)[2]"] > 5
    told("labs/inside", 256 - 10, zh="其余的 {} 张", en="compares the 10 with the largest loss with the other {}")
    told("labs/inside", 256 - 10, zh="其余 {} 张的贡献", en="the other {} contribute much less")


def test_heat_maps_lie_on_the_strokes_whoever_is_asked():
    cells = NUMBERS["inside"]["cells"]
    right, before = cells["on_strokes(net, right)"], cells["on_strokes(start, right)"]
    wrong = right + cells["on_strokes(net, (right + 5) % 10) - on_strokes(net, right)"]
    assert wrong >= right and all(round(share, 1) == 0.4 for share in (right, wrong, before))
    told("labs/inside", 0.4, zh="落在笔画上的比例都在 {} 左右", en="the share on the strokes is about {}")


def test_position_matters_more_than_size():
    cells, answers = NUMBERS["centring"]["cells"], NUMBERS["centring"]["answers"]
    position, size, both = (cells[f"results['{name}'][0]"] for name in ("position", "size", "both"))
    assert cells["shares[1]"] > 0.97 and cells["shares[6]"] < 0.5 and 0.45 < position < 0.55
    told("labs/centring", 90, zh="仍有 {}% 以上", en="it is still above {}%")
    assert size > 0.9 > position > both
    told("labs/centring", percent(both), zh="LeNet 的准确率是 {}%", en="the accuracy of LeNet is {}%")
    shifted = answers["accuracy(wide, drawn['both'], digits_target)"]
    told(
        "labs/centring",
        percent(both),
        percent(shifted),
        zh="从 {}% 升到 {}% 左右",
        en="About {1}% instead of {0}%",
    )
    assert cells["accuracy(net, x_held, target_held)"] > 0.98
    assert answers["accuracy(net, 1 - x_held, target_held)"] == pytest.approx(1 / 3, abs=0.05)


def test_what_each_fault_costs_alone():
    cells, answers = NUMBERS["debug"]["cells"], NUMBERS["debug"]["answers"]
    cost = {name: cells[f"found['correct'] - found['{name}']"] for name in ("dim", "softmax", "zero_grad")}
    assert cost["zero_grad"] / cells["found['correct']"] == pytest.approx(1 / 3, abs=0.05) and abs(cost["dim"]) < 0.01
    told(
        "labs/debug",
        percent(cost["softmax"]),
        percent(cells["found['correct'] - found['eval']"]),
        zh="softmax 约 {} 个百分点，`eval` 约 {} 个",
        en="the second softmax by about {} points, `eval` by about {},",
    )
    told(
        "labs/debug",
        cells["found['correct']"],
        cells["found['correct']"] - cost["zero_grad"],
        zh="准确率从 {:.3f} 降到 {:.3f}",
        en="its accuracy falls from {:.3f} to {:.3f}",
    )
    told(
        "labs/debug",
        percent(answers["with_zero"]),
        percent(answers["without"]),
        zh="有 `zero_grad` 时准确率是 {}%，没有时是 {}%",
        en="the accuracy is {}% with `zero_grad` and {}% without",
    )


def test_learning_rates_of_the_labs():
    train, debug = ((LABS / f"{name}.py").read_text("utf-8") for name in ("train", "debug"))
    assert "epochs, lr=4e-3" in train and "lr=3e-3, step" in debug and "(0.0001, 0.001, 0.01, 0.1)" in train
    told(
        "labs/debug",
        *(0.003, 0.004, 0.001, 0.01),
        zh="这里的 {} 和训练实验里的最大值 {}，就是这样在 {} 和 {} 之间选的",
        en="The {} of this lab and the maximum of {} in the lab Train LeNet were chosen in this way, between {} and {}",
    )
