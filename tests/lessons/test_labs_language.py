"""What the lab on the tiny language model says beside its outputs: of its two texts, of attention, and its numbers."""

from __future__ import annotations

import ast
import json
import math
import re

import pytest
import torch
import torch.nn.functional as F

from tests.helpers.told import told
from tools.sources.labs import LABS, parse

NUMBERS = json.loads((LABS / "language.numbers.json").read_text("utf-8"))["numbers"]
CELLS, ANSWERS = NUMBERS["cells"], NUMBERS["answers"]
CONTEXT = 32


@pytest.fixture(scope="module")
def stanzas() -> list[list[str]]:
    return [stanza.splitlines() for stanza in (LABS / "verses.txt").read_text("utf-8").strip().split("\n\n")]


def test_a_stanza_has_four_lines_and_no_line_occurs_twice(stanzas):
    lines = [line for stanza in stanzas for line in stanza]
    assert {len(stanza) for stanza in stanzas} == {4} and len(lines) == len(set(lines))
    text = (LABS / "verses.txt").read_text("utf-8")
    assert text.isascii() and round(len(text), -3) == 15_000
    told("labs/language", 15_000, zh="训练文本约 {:,} 个字符", en="the text has about {:,} characters")


def test_the_line_with_the_rhyme_lies_outside_of_the_window(stanzas):
    """From the end of line 1 to the last word of line 3, and of 2 to 4: both lines between, without that word."""
    assert min(len(third) + len(fourth.rpartition(" ")[0]) for _, _, third, fourth in stanzas) > CONTEXT
    assert min(len(second) + len(third.rpartition(" ")[0]) for _, second, third, _ in stanzas) > CONTEXT
    told("labs/language", CONTEXT, zh="行末远在 {} 个字符的窗口之外", en="is outside of the window of {} characters")


def test_a_poem_has_four_lines_of_five_characters():
    poems = (LABS / "tang.txt").read_text("utf-8").split()
    assert len(poems) == len(set(poems)) == 24
    assert all(re.fullmatch(r"(?:[\u4e00-\u9fff]{5}，[\u4e00-\u9fff]{5}。){2}", poem) for poem in poems)
    assert poems[21].startswith("月黑") and poems[20].startswith("解落三秋叶，能开二月花")  # held out
    characters, held = "\n".join(poems[:20]) + "\n", "\n".join(poems[20:]) + "\n"
    size = len(set("\n".join(poems)))
    told(
        "labs/language",
        len(characters),
        300,
        zh="（共 {} 个字符），关掉 dropout，训练 {} 步",
        en="{} characters in all with the punctuation. Dropout is off, there are {} steps",
    )
    told(
        "labs/language",
        size,
        size,
        math.log(size),
        zh="共 {} 个字符；随便猜的损失是 ln {} ≈ {:.2f}",
        en="{} different ones, so the loss of guessing is ln {} ≈ {:.2f}",
    )
    new = sum(char not in characters for char in held) / len(held)
    assert new > 0.4 and new == pytest.approx(CELLS["(~torch.isin(tang_held, tang_train)).float().mean().item()"])
    told("labs/language", 40, zh="还有 {}% 以上的字", en="More than {}% of the characters")


def test_on_poems_that_it_has_not_seen_it_is_worse_than_guessing():
    assert CELLS["tang_history[-1][1]"] < 0.1 and CELLS["tang_history[-1][2]"] > 8 > math.log(300)
    told("labs/language", 300, zh="正确的字至少还有 1/{} 的概率", en="the right character would have a probability of 1/{}")
    told("labs/language", 0.1, zh="训练损失降到 {} 以下，给出", en="The training loss falls below {}. Given")
    told("labs/language", 8, zh="损失升到 {} 以上，", en="the loss rises above {}, which")


def test_perplexity_is_e_to_the_loss():
    loss, bigram = CELLS["history[-1][2]"], CELLS["baselines['bigram']"]
    told(
        "labs/language",
        loss,
        math.exp(loss),
        math.exp(bigram),
        zh="验证损失约为 {:.1f}，困惑度约 {:.1f}；bigram 的困惑度约 {:.0f}",
        en="about {:.1f}, a perplexity of about {:.1f}, where the bigram model has about {:.0f}",
    )
    equal = torch.zeros(1, 46)
    assert F.cross_entropy(equal, torch.tensor([3])).exp().item() == pytest.approx(46)


def test_its_parameters_are_counted():
    count = CELLS["sum(parameter.numel() for parameter in net.parameters())"]
    width, size = 64, 46
    block = 4 * width + 4 * (width**2 + width) + 2 * 4 * width**2 + 5 * width
    assert count == (size + CONTEXT) * width + 2 * block + 2 * width + (width + 1) * size
    told("labs/language", count, zh="网络是 {:,} 个参数的 Transformer", en="the network is a transformer with {:,} parameters")


def test_without_attention_a_position_knows_its_own_character_as_the_bigram_model_does():
    """What a head that looks at the previous character adds is the character before that."""
    tree, names = ast.parse("\n".join(cell.code for cell in parse(LABS / "language.py")[0].code)), {"context": CONTEXT}
    tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef)]
    exec(compile(tree, "language.py", "exec"), names)
    torch.manual_seed(0)
    net, x = names["LanguageModel"](46).eval(), torch.randint(46, (1, CONTEXT))
    changed = x.clone()
    changed[0, 20] = (x[0, 20] + 1) % 46
    reads = lambda: ((net(changed) - net(x)).abs().amax(2)[0] > 1e-4).nonzero().flatten().tolist()  # noqa: E731
    assert reads() == list(range(20, CONTEXT))
    for block in net.blocks:
        torch.nn.init.zeros_(block.attention.out.weight)
    assert reads() == [20]


@pytest.mark.parametrize("length", [1, 2, 7, 32])
def test_attention_is_the_formula_that_the_lab_draws(length):
    torch.manual_seed(0)
    q, k, v = torch.randn(3, 2, 4, length, 16)
    scores = q @ k.transpose(2, 3) / q.shape[3] ** 0.5
    future = torch.ones(length, length).triu(1).bool()
    weights = F.softmax(scores.masked_fill(future, -math.inf), 3)
    assert torch.allclose(weights @ v, F.scaled_dot_product_attention(q, k, v, is_causal=True), atol=1e-6)


def test_a_low_temperature_concentrates_and_a_high_one_evens_out():
    scores = torch.tensor([3.0, 1.0, 0.5, -2.0])
    highest = [F.softmax(scores / temperature, 0).max().item() for temperature in (0.01, 0.5, 1, 1.5, 2, 100)]
    assert highest == sorted(highest, reverse=True) and highest[0] > 0.999 and highest[-1] < 0.26


def test_each_window_is_drawn_more_than_three_times():
    assert CELLS["1500 * 32 / len(train_ids)"] > 3
    told(
        "labs/language",
        1500,
        zh="每个窗口在 {:,} 步里平均被取到三次以上",
        en="in {:,} steps each window is drawn more than three times",
    )


def test_one_window_is_a_task_for_each_position():
    text = torch.arange(100)
    x, target = text[:CONTEXT], text[1 : CONTEXT + 1]
    assert len(x) == len(target) == CONTEXT and target[-1] + 1 == CONTEXT + 1
    told(
        "labs/language",
        3,
        CONTEXT + 1,
        zh="由 2 个字符预测第 {} 个，依此类推，直到由 32 个字符预测第 {} 个",
        en="from the first two, and so on, up to the {1}rd from all 32",
    )


def test_after_half_of_the_steps_the_held_out_loss_hardly_falls():
    assert CELLS["history[4][2] - history[-1][2]"] < 0.05 < 0.15 < CELLS["history[4][1] - history[-1][1]"]
    told(
        "labs/language", 700, zh="大约 {} 步以后，验证损失几乎不再下降", en="After about {} steps the held-out loss hardly falls"
    )


def test_the_lesson_on_losses_counts_its_characters():
    size = CELLS["size"]
    told("loss", size, zh="{} 个字符上的交叉熵", en="cross-entropy over {} characters")


def test_greedy_writing_repeats_once_the_last_32_characters_return():
    """Of any model that sees no more: what follows is a function of them."""
    torch.manual_seed(0)
    table = torch.randint(3, (3, 3, 3))  # three characters, a context of three
    text, seen = [0, 0, 0], {}
    while (last := tuple(text[-3:])) not in seen:
        seen[last] = len(text)
        text.append(table[last].item())
    period = len(text) - seen[last]
    for _ in range(60):
        text.append(table[tuple(text[-3:])].item())
    assert text[-40:] == text[-40 - period : -period]


def test_what_the_answers_say():
    assert max(ANSWERS["copying_history[-1][1]"], ANSWERS["copying_history[-1][2]"]) < 0.1
    told("labs/language", 0.1, zh="训练损失和验证损失都降到 {} 以下", en="The training loss and the held-out loss fall below {}")
    ahead = [ANSWERS[f"looking_history[-1][{at}]"] for at in (1, 2)]
    assert all(round(loss, 1) == 0.1 for loss in ahead) and ANSWERS["ahead[-1].item()"] > 2
    told(
        "labs/language",
        ahead[0],
        zh="训练损失和验证损失都降到 {:.1f} 左右",
        en="The training loss and the held-out loss fall to about {:.1f}",
    )
    told("labs/language", 2, 32, zh="它的损失在 {} 以上；{} 个位置平均", en="its loss is above {}. Averaged over {} positions")
    without = ANSWERS["ordered['without'][0] - ordered['with positions'][0]"]
    told("labs/language", without, zh="验证损失高约 {:.1f}，但仍", en="the held-out loss is about {:.1f} higher, and still")
    assert ANSWERS["ordered['without'][2] - ordered['without'][1]"] > 0.1
    undropped, more = ANSWERS["undropped_history[-1][1]"], ANSWERS["held_losses[-1] - history[-1][2]"]
    assert undropped < 0.9 and ANSWERS["held_losses[-1] - min(held_losses)"] > 0.1
    told("labs/language", 0.9, zh="训练损失降得更低，到 {} 以下", en="The training loss falls further, below {}")
    told("labs/language", more, zh="最后比用 dropout 时高约 {:.1f}", en="at the end it is about {:.1f} higher than with dropout")
