"""What the prose of the lesson `generation` says beyond the outputs that its page shows: mask, writing, teacher forcing."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.generation.forcing import Speller, free_running, teacher_forcing
from snippets.generation.names import spell
from snippets.generation.net import CharModel
from snippets.generation.sample import write, write_greedy
from snippets.generation.speller import spell_greedy
from snippets.generation.split import new_names, new_numbers, train_names, train_numbers
from snippets.generation.text import BOS, EOS, PAD, batch_of, chars, decode, encode, names, vocab
from snippets.generation.train import loss_of, train, update
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


@pytest.fixture(scope="module")
def trained():
    """With another seed than that of the page."""
    torch.manual_seed(1)
    net = CharModel(len(chars))
    train(net, train_names, 12)
    return net


# The data


def test_names_and_their_split():
    assert (spell(7), spell(20), spell(42), spell(100), spell(342)) == (
        "seven",
        "twenty",
        "forty-two",
        "one hundred",
        "three hundred forty-two",
    )
    assert len(set(names)) == 999 and all(decode(encode(name)[1:].tolist()) == name for name in names)
    told("generation", len(names), zh="是用英文写出 1 到 {}", en="the names of the numbers from 1 to {}")
    told("generation", len(new_numbers), zh="用 {} 个新的数测试", en="the share of the {} new numbers")
    assert not set(train_names) & set(new_names) and len(new_names) == len(names) / 3


def test_a_text_gives_one_example_more_than_characters():
    assert len(encode("six")) - 1 == len("six") + 1


def test_names_with_hundred_and_without():
    short = [n for n in train_numbers if n < 100]
    assert all(("hundred" in spell(n)) == (n >= 100) for n in train_numbers + new_numbers) and 12 in new_numbers
    told("generation", sum(n < 100 for n in new_numbers), zh="100 以下的 {} 个新名称", en="a third of the {} new names are wrong")
    told(
        "generation",
        len(train_names),
        len(train_names) - len(short),
        len(short),
        zh="训练集的 {} 个名称里，有 {} 个含有“hundred”，{} 个没有",
        en="Of the {} names in the training set, {} contain “hundred” and {} do not",
    )
    told("generation", len(short), zh="让这 {} 个名称", en="each of the {} five times")


# The loss


def test_the_mask_and_what_a_plain_mean_does():
    net = CharModel(len(chars))
    losses, plain = [], []
    for texts in (["six"], ["six", "seven hundred seventy-seven"]):
        batch = batch_of(texts)
        scores, target = net(batch[:, :-1])[0].transpose(1, 2), batch[:, 1:]
        each = F.cross_entropy(scores, target, reduction="none") * (target != PAD)
        losses.append(each[0].sum() / (target[0] != PAD).sum())
        plain.append(each[0].mean())
    assert torch.allclose(*losses) and plain[1] < plain[0] / 2
    lengths = (target != PAD).sum(dim=1).tolist()
    told("generation", *lengths, zh="“six”有 {} 个，长的名称有 {} 个", en="{} of “six” and {} of the long name")


def test_as_many_steps_as_characters_raise_no_error():
    scores, target = torch.randn(2, 22, 22), torch.randint(22, (2, 22))
    wrong, right = F.cross_entropy(scores, target), F.cross_entropy(scores.transpose(1, 2), target)
    assert not torch.allclose(wrong, right)
    assert torch.allclose(F.cross_entropy(scores.flatten(0, 1), target.flatten()), right)


def test_how_low_the_loss_can_go(trained):
    length = sum(len(name) + 1 for name in names) / len(names)
    floor = math.log(len(names)) / length
    told(
        "generation",
        length,
        floor,
        zh="平均有 {:.0f} 个字符，所以每个字符是 {:.2f}",
        en="A name has {:.0f} characters on average, including `<eos>`, so this is {:.2f} per character",
    )
    told("generation", len(train_names), zh="背下训练集的 {} 个", en="knew only the {} names of the training set")
    known = math.log(len(train_names)) * len(train_names) / sum(len(name) + 1 for name in train_names)
    told("generation", known, zh="在它们上面可以到 {:.2f}", en="could reach {:.2f} on them")
    told(
        "generation",
        known,
        zh="远低于这些数据上最好的结果 {:.2f}",
        en="far below the {:.2f} that is the best possible on this data",
    )
    told("generation", 12, zh="训练 {} 轮之后", en="After {} epochs our model is close to")
    told(
        "generation", math.log(len(names)), zh="结果应该是 −ln 999 = −{:.1f}", en="the result for each would be −ln 999 = −{:.1f}"
    )
    with torch.no_grad():
        losses = [loss_of(trained, texts).item() for texts in (train_names, new_names)]
    assert all(floor * 0.95 < loss < floor * 1.15 for loss in losses)
    perplexity = math.exp(0.32)
    told(
        "generation",
        perplexity,
        perplexity,
        zh="e^0.32 ≈ {:.1f}，意思是模型平均像是在 {:.1f} 个",
        en="e^0.32 ≈ {:.1f} means that the model is on average as uncertain as if it had to choose between {:.1f} equally",
    )


# Writing


def test_temperatures_with_another_seed(trained):
    real, different, new = {}, {}, {}
    for temperature in (0.2, 1.5):
        texts = write(trained, 300, temperature)
        real[temperature] = sum(text in names for text in texts)
        different[temperature] = len(set(texts))
        new[temperature] = sum(text in new_names for text in texts)
    assert real[0.2] > 285 and real[1.5] < 240 and different[0.2] < different[1.5]
    assert 0.15 < new[0.2] / real[0.2] < 0.55
    once, again = (write_greedy(trained) for _ in range(2))
    assert once == again


def test_a_low_temperature_makes_the_likely_more_likely():
    scores = torch.tensor([2.0, 1.0, 0.0])
    largest = [(scores / temperature).softmax(dim=0)[0].item() for temperature in (0.5, 1, 2)]
    assert largest == sorted(largest, reverse=True)
    told(
        "terms",
        1,
        1,
        zh="小于 {} 时，概率大的词元概率更大",
        en="below {} the likely tokens become still more likely, above {} less",
    )


def test_a_start_is_read_in_one_call_or_in_many(trained):
    x = encode("two hundred")[None, :-1]
    scores, _ = trained(x)
    state = None
    for step in range(x.shape[1]):
        single, state = trained(x[:, step : step + 1], state)
        assert torch.allclose(single[0, 0], scores[0, step], atol=1e-4)


# Teacher forcing


def test_calls_of_the_lstm():
    net, calls = Speller(len(chars)), []
    net.lstm.register_forward_hook(lambda *_: calls.append(1))
    number = torch.tensor([5, 342])
    batch = batch_of([spell(n) for n in number.tolist()])
    forced = teacher_forcing(net, number, batch)
    assert len(calls) == 1
    free = free_running(net, number, batch)
    assert len(calls) - 1 == batch.shape[1] - 1
    assert forced.shape == free.shape and torch.allclose(forced[:, 0], free[:, 0], atol=1e-6)


def fitted(way, numbers, epochs):
    """As `fit` of the page, with another seed: the share of right names after each epoch, and of those below 100 at the end."""
    torch.manual_seed(1)
    net, shares = Speller(len(chars)), []
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    numbers = torch.tensor(numbers)
    for _ in range(epochs):
        for number in numbers[torch.randperm(len(numbers))].split(50):
            batch = batch_of([spell(n) for n in number.tolist()])
            update(optimizer, F.cross_entropy(way(net, number, batch).transpose(1, 2), batch[:, 1:], ignore_index=PAD))
        right = [a == b for a, b in zip(spell_greedy(net, torch.tensor(new_numbers)), new_names, strict=True)]
        shares.append(sum(right) / len(right))
    below = right[: sum(n < 100 for n in new_numbers)]
    return shares, sum(below) / len(below)


def test_teacher_forcing_needs_fewer_epochs_and_short_names_need_practice():
    forced, below = fitted(teacher_forcing, train_numbers, 8)
    free, _ = fitted(free_running, train_numbers, 6)
    assert forced[5] > 0.7 > 0.3 > free[5]
    assert 0.5 < below < 0.8 and forced[-1] * 333 - below * 33 > 0.95 * 300
    practised = train_numbers + 4 * [n for n in train_numbers if n < 100]
    assert fitted(teacher_forcing, practised, 8)[1] > below + 0.1


# The input contains the answer


def test_a_second_direction_sees_what_comes_later():
    for both in (False, True):
        lstm = nn.LSTM(4, 8, batch_first=True, bidirectional=both)
        x = torch.randn(1, 6, 4, requires_grad=True)
        lstm(x)[0][0, 2].sum().backward()
        assert x.grad[0, 3:].any().item() == both


def test_the_loss_of_the_unshifted_model_is_below_what_is_possible():
    net = CharModel(len(chars))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    for part in 4 * torch.randperm(len(train_names)).split(50):
        target = batch_of([train_names[i] for i in part.tolist()])[:, 1:]
        loss = F.cross_entropy(net(target)[0].transpose(1, 2), target, ignore_index=PAD)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss < 0.1
    assert sum(text in names for text in write(net, 20)) == 0


def test_with_a_second_direction_the_shifted_loss_is_too_good_as_well():
    net = CharModel(len(chars))
    net.lstm, net.fc = nn.LSTM(16, 64, batch_first=True, bidirectional=True), nn.Linear(128, len(chars))
    train(net, train_names, 4)
    with torch.no_grad():
        assert loss_of(net, train_names) < 0.1


# Long texts


def test_detach_keeps_the_numbers_and_cuts_the_gradient():
    net = CharModel(len(chars))
    first = net.embedding(torch.randint(3, 22, (1, 5))).detach().requires_grad_()
    for cut in (False, True):
        first.grad = None
        _, state = net.lstm(first)
        given = tuple(tensor.detach() for tensor in state) if cut else state
        assert all(torch.equal(a, b) for a, b in zip(given, state, strict=True))
        net(torch.tensor([[4]]), given)[0].sum().backward()
        assert (first.grad is None) == cut


def test_a_graph_that_is_kept_fails_once_the_weights_have_changed():
    net = CharModel(len(chars))
    optimizer, state = torch.optim.Adam(net.parameters()), None
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        for x in torch.randint(3, 22, (2, 1, 5)):
            scores, state = net(x, state)
            scores.sum().backward(retain_graph=True)
            optimizer.step()


def test_a_name_is_more_probable_than_a_text_that_is_no_number(trained):
    def log_probability(text):
        batch = batch_of([text])
        return -F.cross_entropy(trained(batch[:, :-1])[0].transpose(1, 2), batch[:, 1:], reduction="sum").item()

    assert min(map(log_probability, ("three hundred", "three hundred forty"))) > -12
    assert max(map(log_probability, ("hundred three", "twothree"))) < -15


def test_padding_idx_would_keep_a_real_character_at_zero():
    net = CharModel(len(chars))
    net(torch.zeros(1, 5, dtype=torch.long))[0].sum().backward()
    assert not net.embedding.weight[0].any() and not net.embedding.weight.grad[0].any()


def test_marks():
    assert (chars[PAD], chars[BOS], chars[EOS]) == ("<pad>", "<bos>", "<eos>") and vocab["<eos>"] == EOS
    assert decode([vocab["o"], vocab["n"], EOS, vocab["e"]]) == "on"
