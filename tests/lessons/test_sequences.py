"""What the prose of the lesson `sequences` says beyond the outputs that its page shows: embeddings, shapes, padding, packing."""

import itertools

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from snippets.sequences.ex_max import max_over_steps
from snippets.sequences.memory import WAYS, influence
from snippets.sequences.net import BagOfWords, TextClassifier
from snippets.sequences.reviews import draw_reviews
from snippets.sequences.text import encode, make_vocab, pad
from snippets.sequences.train import accuracy, train
from tests.helpers.told import told

CELLS = (nn.RNN, nn.GRU, nn.LSTM)


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def hidden(state):
    return state[0] if isinstance(state, tuple) else state


# Words and embeddings


def test_a_word_that_is_not_in_the_vocabulary_is_1_and_padding_is_0():
    vocab = make_vocab(["the room was not clean", "the food was good"])
    assert encode("the sofa", vocab).tolist() == [vocab["the"], 1] and vocab["<pad>"] == 0
    x, lengths = pad([torch.tensor([3, 4]), torch.tensor([5])])
    assert x.tolist() == [[3, 4], [5, 0]] and lengths.tolist() == [2, 1]
    told(
        "sequences",
        len(vocab),
        len(vocab) - 1,
        zh="新词的编号是 {}，而权重只有第 0 到第 {} 行",
        en="has the index {}, and the weight has the rows 0 to {}",
    )


def test_looking_up_a_row_is_multiplying_a_one_hot_vector():
    embedding, x = nn.Embedding(9, 3), torch.randint(9, (2, 5))
    assert torch.allclose(nn.functional.one_hot(x, 9).float() @ embedding.weight, embedding(x))


def test_the_padding_row_is_zero_only_until_somebody_writes_to_it():
    embedding = nn.Embedding(5, 3, padding_idx=0)
    optimizer = torch.optim.AdamW(embedding.parameters(), weight_decay=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        embedding(torch.tensor([0, 0, 2])).square().sum().backward()
        optimizer.step()
    assert not embedding.weight[0].any()
    nn.init.normal_(embedding.weight)
    assert embedding.weight[0].all()
    assert nn.Embedding.from_pretrained(torch.ones(5, 3), padding_idx=0).weight[0].all()


def test_the_largest_index_an_embedding_takes():
    embedding = nn.Embedding(9, 3)
    assert embedding(torch.tensor([0, 8])).shape == (2, 3)
    for wrong in (9, -1):
        with pytest.raises(IndexError, match="index out of range in self"):
            embedding(torch.tensor([wrong]))


# Shapes


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("layers, both, first", list(itertools.product((1, 2, 3), (False, True), (False, True))))
def test_every_shape(cell, layers, both, first):
    directions = 1 + both
    net = cell(3, 4, layers, bidirectional=both, batch_first=first)
    output, state = net(torch.rand(8, 5, 3) if first else torch.rand(5, 8, 3))
    assert output.shape == ((8, 5) if first else (5, 8)) + (directions * 4,)
    for part in state if cell is nn.LSTM else (state,):
        assert part.shape == (layers * directions, 8, 4)
    assert net(torch.rand(5, 3))[0].shape == (5, directions * 4) and hidden(net(torch.rand(5, 3))[1]).shape == (
        layers * directions,
        4,
    )


def test_the_order_of_h_is_by_layer_and_then_by_direction():
    net = nn.GRU(3, 4, 2, bidirectional=True, batch_first=True)
    one = nn.GRU(3, 4, bidirectional=True, batch_first=True)
    one.load_state_dict({name: value for name, value in net.state_dict().items() if "l0" in name})
    x = torch.rand(2, 5, 3)
    assert torch.allclose(net(x)[1][:2], one(x)[1], atol=1e-6)


def test_the_quiz_on_shapes():
    lstm = nn.LSTM(16, 32, num_layers=2, bidirectional=True, batch_first=True)
    shape = tuple(lstm(torch.rand(8, 20, 16))[1][0].shape)
    told("sequences", *shape, zh="2. ({}, {}, {})", en="2. ({}, {}, {})")


def test_parameters_do_not_depend_on_the_length_and_the_first_state_is_zero():
    net, x = nn.RNN(3, 4), torch.rand(7, 2, 3)
    assert net(x)[0].shape[0] == 7 and net(x[:3])[0].shape[0] == 3
    assert torch.equal(net(x)[0], net(x, torch.zeros(1, 2, 4))[0])


def test_messages_about_a_state_of_another_size():
    with pytest.raises(RuntimeError, match=r"Expected hidden\[0\] size \(1, 3, 4\), got \[1, 8, 4\]"):
        nn.LSTM(3, 4, batch_first=True)(torch.rand(3, 5, 3), (torch.zeros(1, 8, 4), torch.zeros(1, 8, 4)))
    with pytest.raises(RuntimeError, match=r"Expected hidden size \(1, 8, 4\), got \[8, 1, 4\]"):
        nn.GRU(3, 4, batch_first=True)(torch.rand(8, 5, 3), torch.zeros(8, 1, 4))
    sizes = [len(batch) for batch in torch.rand(19, 5).split(8)]
    told("sequences", *sizes, zh="19 个序列分成 {}、{}、{}", en="19 sequences make batches of {}, {} and {}")


@pytest.mark.filterwarnings("ignore:LSTM with projections")
def test_with_proj_size_only_c_keeps_hidden_size_numbers():
    output, (h, c) = nn.LSTM(3, 4, proj_size=2, bidirectional=True)(torch.rand(5, 8, 3))
    assert output.shape == (5, 8, 2 * 2) and h.shape == (2, 8, 2) and c.shape == (2, 8, 4)


def test_a_second_layer_reads_both_directions():
    net = nn.GRU(3, 4, 2, bidirectional=True)
    assert net.weight_ih_l1.shape == net.weight_ih_l1_reverse.shape == (12, 2 * 4)
    assert not torch.equal(net.weight_ih_l0, net.weight_ih_l0_reverse)


@pytest.mark.parametrize("cell", CELLS)
def test_one_sequence_without_a_batch_and_its_state(cell):
    net, x = cell(3, 4, 2), torch.rand(5, 3)
    state = net(x)[1]
    for part in state if cell is nn.LSTM else (state,):
        assert part.shape == (2, 4)
    assert net(x, state)[0].shape == (5, 4)
    with pytest.raises(RuntimeError, match="unbatched"):
        net(x, tuple(part[:, None] for part in state) if cell is nn.LSTM else state[:, None])


# Gates


def test_what_the_figure_of_influence_shows():
    logs = {name: influence(*way).log10() for name, way in WAYS.items()}
    assert 0.9 < logs["RNN"][0] < 1.5 and -7.5 < logs["RNN"][-1] < -6.5
    assert 0.3 < logs["LSTM"][0] < 0.8 and -6.3 < logs["LSTM"][-1] < -5.5
    for seed in range(3):
        values = {name: influence(*way, seed=seed) for name, way in WAYS.items()}
        for name in ("RNN", "LSTM"):
            assert values[name][-1] < values[name][0] / 1e5
        kept = values["LSTM, forget bias 3"]
        assert kept.min() > kept[0] / 5
    told("sequences", len(values["RNN"]), zh="下图在 {} 步的序列上", en="The figure shows, for {} steps")
    shrinks = {name: (values[0] - values[-1]).item() for name, values in logs.items()}
    told(
        "sequences",
        len(logs["RNN"]) - 1,
        shrinks["LSTM"],
        shrinks["RNN"],
        zh="经过 {} 步，LSTM 的梯度缩小了 {:.0f} 个数量级，RNN 缩小了 {:.0f} 个",
        en="Over the {} steps its gradient shrinks by {:.0f} powers of ten, and that of the RNN by {:.0f}",
    )


def test_with_larger_weights_the_gradient_explodes():
    gains = []
    for scale in (1, 6):
        torch.manual_seed(0)
        rnn = nn.RNN(8, 32, batch_first=True)
        with torch.no_grad():
            rnn.weight_hh_l0.mul_(scale)
        x = (0.01 * torch.randn(64, 30, 8)).requires_grad_()
        rnn(x)[0][:, -1].sum().backward()
        norm = x.grad.norm(dim=(0, 2))
        gains.append((norm[0] / norm[-1]).item())
    assert gains[0] < 1e-5 and gains[1] > 1e3


def test_the_rows_of_the_forget_gate():
    lstm = nn.LSTM(3, 4)
    nn.init.constant_(lstm.bias_hh_l0[4:8], 50.0)  # f = 1, so that c is the sum of what was added
    with torch.no_grad():
        lstm.weight_hh_l0.zero_()
    x = torch.randn(5, 1, 3)
    i, _, g, _ = (x @ lstm.weight_ih_l0.T + lstm.bias_ih_l0 + lstm.bias_hh_l0).chunk(4, dim=2)
    assert torch.allclose(lstm(x)[1][1][0], (i.sigmoid() * g.tanh()).sum(dim=0), atol=1e-5)


def test_forget_gates_at_the_start():
    lstm = nn.LSTM(8, 32)
    bias = (lstm.bias_ih_l0 + lstm.bias_hh_l0)[32:64].sigmoid()
    assert (bias - 0.5).abs().max() < 0.1
    told("sequences", torch.tensor(3.0).sigmoid().item(), zh="门约为 {:.2f}", en="the gate is near {:.2f}")


# Padding and packing


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("layers, both", list(itertools.product((1, 2), (False, True))))
def test_packed_sequences_end_as_if_they_were_alone(cell, layers, both):
    net = cell(3, 4, layers, bidirectional=both, batch_first=True)
    alone = [torch.rand(length, 3) for length in (2, 5, 1, 4)]
    x, lengths = pad(alone)
    packed_output, state = net(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))
    output, sizes = pad_packed_sequence(packed_output, batch_first=True)
    assert torch.equal(sizes, lengths)
    for row, sequence in enumerate(alone):
        right, its = net(sequence)
        assert torch.allclose(hidden(state)[:, row], hidden(its), atol=1e-6)
        assert torch.allclose(output[row, : len(sequence)], right, atol=1e-6) and not output[row, len(sequence) :].any()


def test_picking_a_step_is_right_forward_and_wrong_backward():
    net = nn.LSTM(3, 4, bidirectional=True, batch_first=True)
    x, lengths = pad([torch.rand(5, 3), torch.rand(2, 3)])
    right = net(x[1, :2])[0]
    output = net(x)[0][1]
    assert torch.allclose(output[1, :4], right[1, :4], atol=1e-6)
    assert not torch.allclose(output[0, 4:], right[0, 4:], atol=1e-3)
    assert max_over_steps(net(x)[0], lengths).shape == (2, 8)


def test_total_length_and_where_lengths_have_to_be():
    x, lengths = torch.rand(2, 5, 3), torch.tensor([3, 2])
    packed = pack_padded_sequence(x, lengths, batch_first=True)
    assert pad_packed_sequence(packed, batch_first=True)[0].shape[1] == 3
    assert pad_packed_sequence(packed, batch_first=True, total_length=9)[0].shape[1] == 9
    # the words of the message where lengths are on another device than the CPU; `meta` stands for a GPU
    with pytest.raises(RuntimeError, match="'lengths' argument should be a 1D CPU int64 tensor, but got 1D meta Long tensor"):
        pack_padded_sequence(x, lengths.to("meta"), batch_first=True)


@pytest.mark.filterwarnings("ignore:The tensor attributes")
@pytest.mark.parametrize("enforce_sorted", [True, False])
def test_packing_cannot_be_exported_sorted_or_not(enforce_sorted):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.lstm = nn.LSTM(3, 4, batch_first=True)

        def forward(self, x, lengths):
            return self.lstm(pack_padded_sequence(x, lengths, True, enforce_sorted))[1][0]

    x, lengths = torch.rand(2, 5, 3), torch.tensor([5, 2])
    assert Net()(x, lengths).shape == (1, 2, 4)
    with pytest.raises(torch.onnx.errors.OnnxExporterError, match="Failed to export the model"):
        torch.onnx.export(Net().eval(), (x, lengths), verbose=False)


def test_packing_has_a_batch_first_of_its_own():
    with pytest.raises(RuntimeError, match=r"Expected `len\(lengths\)` to be equal to batch_size, but got 2 \(batch_size=5\)"):
        pack_padded_sequence(torch.rand(2, 5, 3), torch.tensor([5, 2]))


# The text classifier


@pytest.fixture(scope="module")
def reviews():
    torch.manual_seed(1)
    texts, target = draw_reviews(1000)
    vocab = make_vocab(texts)
    new, target_new = draw_reviews(400)
    kept = [i for i, text in enumerate(new) if text not in set(texts)]
    return vocab, [encode(t, vocab) for t in texts], target, [encode(new[i], vocab) for i in kept], target_new[kept]


def test_the_classifier_with_other_data_and_another_seed(reviews):
    vocab, texts, target, new, target_new = reviews
    shares = {}
    for kind in (BagOfWords, TextClassifier):
        torch.manual_seed(1)
        net = kind(len(vocab), classes=2)
        train(net, texts, target)
        shares[kind] = accuracy(net, new, target_new)
    assert shares[BagOfWords] < 0.6 < 0.95 < shares[TextClassifier]
    assert (target.float().mean() - 0.5).abs() < 0.1


def test_a_bag_of_words_knows_no_order_and_not_has_one_effect(reviews):
    vocab, *_ = reviews
    net = BagOfWords(len(vocab), classes=2)

    def total(text):
        x, lengths = pad([encode(text, vocab)])
        return net(x, lengths)[0] * lengths

    assert torch.allclose(
        total("the food was good but the room was bad"), total("the room was bad but the food was good"), atol=1e-5
    )
    effects = [total(f"the food was not {word}") - total(f"the food was {word}") for word in ("good", "bad")]
    assert torch.allclose(*effects, atol=1e-5)


def test_a_hidden_layer_learns_not_but_no_order(reviews):
    vocab, texts, target, new, target_new = reviews
    torch.manual_seed(1)
    net = BagOfWords(len(vocab), classes=2)
    net.fc = nn.Sequential(nn.Linear(16, 64), nn.ReLU(), nn.Linear(64, 2))
    train(net, texts, target, epochs=20)
    single = [i for i, text in enumerate(texts) if vocab["but"] not in text]
    assert accuracy(net, [texts[i] for i in single], target[single]) > 0.99
    told("sequences", accuracy(net, new, target_new), zh="新句子只答对约 {:.1f}", en="it gets only about {:.1f} of the new")
    told("sequences", 0.5, zh="随机猜大约是 {}", en="guessing, which gives about {}")


def test_with_lengths_the_answer_does_not_depend_on_the_batch(reviews):
    vocab, *_ = reviews
    net = TextClassifier(len(vocab), classes=2)
    x, lengths = pad([encode(t, vocab) for t in ("the food was good", "the room was not clean but the food was good")])
    assert torch.allclose(net(x, lengths)[0], net(x[:1, :4])[0], atol=1e-6)
    assert not torch.allclose(net(x)[0], net(x[:1, :4])[0], atol=1e-3)
    told("sequences", 8, zh="图上画的是一个 {} 个词的句子", en="The picture is drawn for one sentence of {} words")


def test_the_terms_of_this_lesson():
    gate = torch.randn(100).sigmoid()
    assert gate.min() > 0 and gate.max() < 1
    told("terms", 0, 1, zh="LSTM、GRU 里 {} 到 {} 之间的数", en="Numbers between {} and {} by which an LSTM or GRU multiplies")


@pytest.mark.parametrize("layers", [1, 2])
def test_what_the_last_output_backward_depends_on(layers):
    lstm = nn.LSTM(3, 4, num_layers=layers, batch_first=True, bidirectional=True)
    x = torch.randn(1, 5, 3, requires_grad=True)
    (gradient,) = torch.autograd.grad(lstm(x)[0][0, -1, 4:].sum(), x)
    assert (gradient[0].abs().sum(1) > 0).tolist() == ([False] * 4 + [True] if layers == 1 else [True] * 5)
