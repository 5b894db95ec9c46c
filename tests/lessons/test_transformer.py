"""What the prose of the lesson `transformer` says beyond its outputs: the block, training, encoders, warnings."""

import warnings

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.transformer.block import EncoderBlock
from snippets.transformer.data import make_batch
from snippets.transformer.ex_padding import Average, PaddedBlock
from snippets.transformer.net import Sorter, accuracy, train
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def count(net):
    return sum(p.numel() for p in net.parameters())


def encoder(layers=2, nested=True, **settings):
    layer = nn.TransformerEncoderLayer(32, settings.pop("heads", 2), 64, batch_first=True, **settings)
    return nn.TransformerEncoder(layer, layers, enable_nested_tensor=nested)


# The task and the block


def test_how_many_sequences_there_are():
    told("transformer", 10**8 // 10**6, zh="八个数字的序列一共有 1 亿种", en="There are {} million sequences of eight digits")
    told("transformer", 500 * 128, zh="下面的训练只用到其中的 {:,} 个", en="The training below sees {:,} of them")
    told("transformer", 500, 128, zh="训练 {} 步，每步 {} 个序列", en="{} steps of {} sequences")
    x, target = make_batch(100)
    assert all(sorted(row) == correct for row, correct in zip(x.tolist(), target.tolist(), strict=True))


def test_the_mlp_and_the_norms_see_one_position_and_attention_sees_all():
    torch.manual_seed(0)
    block, x = EncoderBlock(32, 2, 64), torch.randn(1, 8, 32)
    changed = x.clone()
    changed[0, 3] = torch.randn(32)  # not x + 1: a norm takes that away, and rounding alone would differ
    for part, reads in ((block.mlp, 1), (block.norm1, 1), (block.attend, 8), (block, 8)):
        differs = (part(x) - part(changed)).abs().amax(-1)[0] > 1e-7
        assert differs.sum() == reads and part(x).shape == x.shape


def test_in_pre_norm_the_input_passes_through_the_additions():
    block, x = EncoderBlock(32, 2, 64), torch.randn(1, 8, 32)
    for layer in (block.self_attn.out_proj, block.linear2):
        nn.init.zeros_(layer.weight)
        nn.init.zeros_(layer.bias)
    assert torch.equal(block(x), x)
    block.norm_first = False
    assert not torch.allclose(block(x), x, atol=1e-2)


def test_where_the_layer_has_dropout():
    layer = nn.TransformerEncoderLayer(32, 2)
    assert [layer.dropout.p, layer.dropout1.p, layer.dropout2.p, layer.self_attn.dropout] == [0.1] * 4
    assert layer.linear1.out_features == 2048 and not layer.norm_first and not layer.self_attn.batch_first
    told(
        "transformer",
        2048,
        0.1,
        zh="`dim_feedforward={}`，不管特征数是多少；`dropout={}`",
        en="`dim_feedforward={}` whatever the number of features is, `dropout={}`",
    )
    told("transformer", 0.1, zh="默认 `dropout={}`", en="with `dropout={}` by default")
    assert nn.TransformerEncoderLayer(16, 2).linear1.out_features == nn.TransformerEncoderLayer(512, 2).linear1.out_features
    told("transformer", 2017, zh="{} 年最早的 Transformer", en="The first transformer, of {},")


def test_a_third_of_the_parameters_is_in_the_attention():
    for features in (64, 512):
        block = EncoderBlock(features, 2, 4 * features)
        assert abs(count(block) / (12 * features**2) - 1) < 0.03
        assert abs(count(block.self_attn) / count(block) - 1 / 3) < 0.01
    told("transformer", 12, zh="大约 {}E² 个参数", en="about {}E² parameters")
    told("transformer", 12, zh="M = 4E 时约为 {}E²", en="about {}E² if M = 4E")


# Sorting


def test_the_network_has_this_many_parameters():
    told("transformer", count(Sorter()), zh="这个网络有 {:,} 个参数", en="The network has {:,} parameters")


@pytest.mark.parametrize("seed, norm_first", [(1, True), (0, False)])
def test_another_seed_and_post_norm_learn_to_sort_too(seed, norm_first):
    torch.manual_seed(seed)
    net = Sorter(norm_first=norm_first)
    train(net, steps=500, lr=0.005)
    digits, sequences = accuracy(net)
    assert digits > 0.99 and sequences > 0.95


def test_as_many_positions_as_classes_raise_no_error_and_another_loss():
    scores, target = torch.randn(4, 10, 10), torch.randint(10, (4, 10))
    wrong, right = F.cross_entropy(scores, target), F.cross_entropy(scores.transpose(1, 2), target)
    assert wrong != right and torch.isclose(right, F.cross_entropy(scores.flatten(0, 1), target.flatten()))


def test_rows_of_the_table_that_no_batch_reaches_get_no_gradient():
    """They stay with Adam; the weight decay of AdamW makes them smaller all the same."""
    for kind, stays in ((torch.optim.Adam, True), (torch.optim.AdamW, False)):
        table = nn.Embedding(12, 4)
        before, optimizer = table.weight[8:].clone(), kind(table.parameters(), lr=0.1)
        for _ in range(5):
            optimizer.zero_grad()
            table(torch.arange(8)).square().sum().backward()
            optimizer.step()
        assert not table.weight.grad[8:].any() and torch.equal(table.weight[8:], before) is stays


def test_without_positions_equal_digits_get_equal_answers_and_the_order_does_not_matter():
    net = Sorter(positions=False)
    x = torch.tensor([[7, 2, 9, 7, 0, 5, 1, 8]])
    scores, order = net(x), torch.randperm(8)
    assert torch.allclose(scores[0, 0], scores[0, 3], atol=1e-5)
    assert torch.allclose(net(x[:, order]), scores[:, order], atol=1e-5)


def test_the_map_shows_digits_near_the_diagonal_with_another_seed_too():
    from snippets.transformer.fit import attention_maps

    torch.manual_seed(1)
    net = Sorter()
    train(net, steps=500, lr=0.005)
    x = torch.tensor([[7, 2, 9, 4, 0, 5, 1, 8]])
    first, last = (block.mean(dim=(0, 1)) for block in attention_maps(net, x))
    assert last.sum(dim=-1).allclose(torch.ones(8))
    digits = (last @ x[0].float()).tolist()
    assert digits[0] < 2 and digits[7] > 7 and digits[1] < digits[6]
    assert first.amax() < last.amax()


def test_the_layer_calls_its_attention_without_weights_and_the_recipe_gives_them():
    seen = []
    for norm_first in (False, True):
        layer = nn.TransformerEncoderLayer(32, 2, 64, 0.0, batch_first=True, norm_first=norm_first)
        layer.self_attn.register_forward_pre_hook(lambda _, args, kwargs: seen.append((args, kwargs)), with_kwargs=True)
        x = torch.randn(1, 8, 32)
        layer(x)
        (args, kwargs), z = seen[-1], layer.norm1(x) if norm_first else x
        assert kwargs["need_weights"] is False and torch.equal(args[0], z)
        assert layer.self_attn(z, z, z, average_attn_weights=False)[1].shape == (1, 2, 8, 8)


def test_in_training_mode_dropout_changes_the_weights_that_are_returned():
    layer, x = nn.TransformerEncoderLayer(32, 2, 64, batch_first=True), torch.randn(1, 8, 32)
    for training in (True, False):
        rows = layer.train(training).self_attn(x, x, x)[1].sum(dim=-1)
        assert torch.allclose(rows, torch.ones(1, 8), atol=1e-5) is not training


def test_with_a_warm_up_the_deep_post_norm_network_learns():
    net = Sorter(depth=12, norm_first=False)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / 61))
    for _ in range(120):
        x, target = make_batch(64)
        optimizer.zero_grad()
        F.cross_entropy(net(x).transpose(1, 2), target).backward()
        optimizer.step()
        schedule.step()
    assert accuracy(net)[0] > 0.8
    told("transformer", 120, zh="pre-norm 的网络在 {} 步里学会了", en="The pre-norm network has learned in {} steps")
    told(
        "transformer",
        60,
        80,
        zh="在前 {} 步里逐渐升高，这个网络也能答对 {}% 以上",
        en="during the first {} steps, this one gets more than {}% of the digits right",
    )


# PyTorch's encoder


def test_the_copies_change_differently_in_training():
    net = encoder(nested=False)
    (net(torch.randn(4, 8, 32)) * torch.randn(4, 8, 32)).sum().backward()
    assert not torch.allclose(net.layers[0].linear1.weight.grad, net.layers[1].linear1.weight.grad)
    assert "It is recommended to manually initialize the layers" in nn.TransformerEncoder.__doc__
    stack = nn.Transformer(32, 2, 2, 2, 64, batch_first=True).encoder.layers
    assert not torch.equal(stack[0].linear1.weight, stack[1].linear1.weight)


@pytest.mark.parametrize(
    "settings, reason",
    [
        (dict(norm_first=True), "norm_first was True"),
        (dict(heads=1), "num_heads is odd"),
        (dict(activation=nn.Tanh()), "activation_relu_or_gelu was not True"),
    ],
)
def test_reasons_of_the_nested_tensor_warning(settings, reason):
    with pytest.warns(UserWarning, match=reason):
        encoder(**settings)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        encoder(nested=False, **settings)


def test_without_batch_first_it_warns_and_with_relu_or_gelu_it_does_not():
    with pytest.warns(UserWarning, match="batch_first was not True"):
        nn.TransformerEncoder(nn.TransformerEncoderLayer(32, 2), 2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for activation in ("relu", "gelu"):
            encoder(activation=activation)


def test_without_nested_tensors_padded_positions_agree_in_both_modes():
    net, x = encoder(nested=False, dropout=0.0), torch.randn(2, 5, 32)
    padding = torch.arange(5) >= torch.tensor([[3], [5]])
    slow = net(x, src_key_padding_mask=padding)
    net.eval()
    with torch.no_grad():
        assert torch.allclose(net(x, src_key_padding_mask=padding), slow, atol=1e-5)


def test_the_causal_mask_and_its_inverse():
    net, x = encoder(nested=False, dropout=0.0), torch.randn(1, 5, 32, requires_grad=True)
    future = torch.ones(5, 5, dtype=torch.bool).triu(diagonal=1)
    net(x, mask=future)[0, 2].sum().backward()
    assert not x.grad[0, 3:].any() and x.grad[0, :3].any()
    assert not future[4].any() and (~future)[4].all()
    with pytest.raises((AssertionError, RuntimeError)):
        net(torch.randn(2, 5, 32), src_key_padding_mask=future)


def test_the_decoder_layer_has_cross_attention_and_the_transformer_no_embedding():
    layer = nn.TransformerDecoderLayer(32, 2)
    assert isinstance(layer.multihead_attn, nn.MultiheadAttention) and isinstance(layer.self_attn, nn.MultiheadAttention)
    assert not hasattr(nn.TransformerEncoderLayer(32, 2), "multihead_attn")
    kinds = {type(module).__name__ for module in nn.Transformer(32, 2, 1, 1, 64, batch_first=True).modules()}
    assert "Embedding" not in kinds


# Exercises


def test_the_parameters_of_bert_base():
    features, hidden, layers = 768, 3072, 12
    one = count(nn.TransformerEncoderLayer(features, 12, hidden, device="meta"))
    embeddings = (30522 + 512 + 2) * features + 2 * features
    total = embeddings + layers * one + features**2 + features  # the last two: the pooler
    told(
        "transformer",
        total,
        30522,
        zh="整个模型有 {:,} 个，其余的主要是 {:,} 个 token",
        en="The whole model has {:,}, and the rest is mostly the embedding of its {:,} tokens",
    )
    million = layers * one // 10**6
    told("transformer", million, million * 100, zh="大约 {1:,} 万", en="About {0} million")
    assert 30522 * features > 0.9 * (total - layers * one)


def test_both_uses_of_the_mask_are_needed():
    short, padded = torch.tensor([[3, 1, 4]]), torch.tensor([[3, 1, 4, 10, 10]])

    class Seeing(PaddedBlock):
        def forward(self, x, padding):
            return super().forward(x, torch.zeros_like(padding))

    class MeanOfAll(Average):
        def forward(self, tokens):
            return self.fc(self.block(self.token(tokens), tokens == 10).mean(dim=1))

    seeing = Average()
    seeing.block = Seeing(32, 2, 64)
    for net in (seeing, MeanOfAll()):
        assert not torch.allclose(net(short), net(padded), atol=1e-4)


@pytest.mark.parametrize("length", [1, 8, 50])
def test_keys_without_a_cache(length):
    assert sum(len(range(so_far)) for so_far in range(1, length + 1)) == length * (length + 1) // 2


def test_twice_the_length_has_four_times_the_weights():
    mha = EncoderBlock(32, 2, 64).self_attn
    sizes = [mha(x, x, x, average_attn_weights=False)[1].numel() for x in (torch.randn(1, 8, 32), torch.randn(1, 16, 32))]
    assert sizes[1] == 4 * sizes[0]
