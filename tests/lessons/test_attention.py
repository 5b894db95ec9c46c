"""What the prose of the lesson `attention` says beyond its outputs: weights, masks, heads, positions."""

import warnings

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.attention.by_hand import attention
from snippets.attention.ex_leak import reads
from snippets.attention.heads import merge, split
from snippets.attention.layer import Attention
from snippets.attention.sinusoid import sinusoid
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def module(features=8, heads=2, **settings):
    return nn.MultiheadAttention(features, heads, batch_first=True, **settings)


# Scaled dot-product attention


def test_the_query_points_most_in_the_direction_of_the_first_key():
    keys, query = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]), torch.tensor([2.0, 1.0])
    assert F.cosine_similarity(keys, query[None]).argmax() == 0 and keys.norm(dim=1).unique().numel() == 1


def test_every_step_of_the_lookup_has_a_gradient():
    q, k, v = (torch.randn(1, 3, 4, requires_grad=True) for _ in range(3))
    attention(q, k, v)[0].square().sum().backward()
    assert all(x.grad.abs().sum() > 0 for x in (q, k, v))


def test_the_memory_of_the_weights():
    bytes_ = torch.empty(4096, 4096, device="meta").nbytes
    told(
        "attention",
        4096,
        bytes_ // 2**20,
        zh="{:,} 个查询、同样多的键，一个样本的一个头用 `float32` 就要 {} MiB",
        en="for {:,} queries and as many keys, one head of one sample needs {} MiB in `float32`",
    )


def test_without_the_division_the_gradient_of_the_scores_is_almost_0():
    """Of most queries and not of all: with the few others, the mean is not small."""
    largest = {}
    for scale in (1, 1024**-0.5):
        scores = (torch.randn(200, 1024) @ torch.randn(1024, 10) * scale).requires_grad_()
        (scores.softmax(-1) * torch.randn(200, 10)).sum().backward()
        largest[scale] = scores.grad.abs().amax(-1)
    assert (largest[1] < 1e-3).float().mean() > 0.5 and largest[1].max() > 0.1
    assert (largest[1024**-0.5] > 1e-2).float().mean() > 0.95


def test_the_spread_of_the_scores_grows_like_the_root_of_the_features():
    for features in (4, 64, 1024):
        spread = (torch.randn(2000, features) * torch.randn(2000, features)).sum(-1).std().item()
        assert 0.9 < spread / features**0.5 < 1.1


def test_one_layer_takes_any_length_and_reads_every_position():
    layer = Attention(8)
    for length in (1, 9, 30):
        context = torch.randn(1, length, 8, requires_grad=True)
        output, _ = layer(torch.randn(1, 5, 8), context)
        output[0, 2].sum().backward()
        assert output.shape == (1, 5, 8) and (context.grad[0].abs().sum(-1) > 0).all()


# Masks


@pytest.mark.parametrize("value, same", [(0.0, True), (-1e6, True), (1e30, True), (float("inf"), False), (float("nan"), False)])
def test_finite_padding_changes_nothing(value, same):
    layer, mha, x = Attention(8), module(), torch.randn(2, 5, 8)
    real = torch.arange(5) < torch.tensor([[3], [5]])
    changed = x.clone()
    changed[0, 3:] = value
    for call in (lambda x: layer(x, x, real[:, None])[0], lambda x: mha(x, x, x, key_padding_mask=~real)[0]):
        assert torch.equal(call(x)[0, :3], call(changed)[0, :3]) is same


def test_a_mask_without_the_dimension_of_queries_is_silent_when_the_numbers_agree():
    x = torch.randn(5, 5, 8)
    real = torch.arange(5) < torch.tensor([[1], [2], [3], [4], [5]])
    wrong, right = (attention(x, x, x, mask)[1] for mask in (real, real[:, None, :]))
    assert not torch.allclose(wrong, right)
    assert torch.allclose(wrong[4, 1] > 0, real[1])  # query 1 of sample 4 has the mask of sample 1


def test_is_causal_aligns_at_the_top_left():
    q, k = torch.randn(1, 2, 4), torch.randn(1, 5, 4)
    weights = F.scaled_dot_product_attention(q, k, torch.eye(5)[None], is_causal=True)
    assert (weights[0] > 0).tolist() == torch.ones(2, 5).tril().bool().tolist()
    told("attention", 0, 0, zh="查询 {} 只看得到键 {}", en="query {} sees key {} alone")


def test_true_means_hidden_in_every_argument_of_the_table():
    x, hidden = torch.randn(2, 5, 8), torch.tensor([[False, False, False, True, True]] * 2)
    changed = x.clone()
    changed[:, 3:] += 1
    layer, mha = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True), module()
    square = hidden[:1].expand(5, 5)
    calls = [
        lambda x: mha(x, x, x, key_padding_mask=hidden)[0],
        lambda x: mha(x, x, x, attn_mask=square)[0],
        lambda x: mha(x, x, x, attn_mask=square.expand(4, 5, 5))[0],
        lambda x: layer(x, src_key_padding_mask=hidden),
        lambda x: layer(x, src_mask=square),
        lambda x: layer(x, src_mask=square.expand(4, 5, 5)),
        lambda x: F.scaled_dot_product_attention(x, x, x, attn_mask=~square),
    ]
    for call in calls:
        assert torch.equal(call(x)[:, :3], call(changed)[:, :3])


def test_float_masks_are_added_in_both_apis():
    mha, x, mask = module(8, 1), torch.randn(1, 3, 8), torch.randn(3, 3)
    q, k, v = F.linear(x, mha.in_proj_weight, mha.in_proj_bias).chunk(3, dim=-1)
    scores = q @ k.transpose(-2, -1) / 8**0.5 + mask
    assert torch.allclose(mha(x, x, x, attn_mask=mask)[1], scores.softmax(-1), atol=1e-6)
    assert torch.allclose(F.scaled_dot_product_attention(q, k, v, mask), scores.softmax(-1) @ v, atol=1e-6)


def test_a_mask_repeated_for_the_heads_is_right():
    mha, x = module(), torch.randn(2, 5, 8)
    real = torch.arange(5) < torch.tensor([[3], [5]])
    past = torch.ones(5, 5, dtype=torch.bool).tril()
    both = ~(real[:, None, :] & past)
    apart = mha(x, x, x, key_padding_mask=~real, attn_mask=~past)[0]
    assert torch.allclose(mha(x, x, x, attn_mask=both.repeat_interleave(2, dim=0))[0], apart, atol=1e-6)
    assert not torch.allclose(mha(x, x, x, attn_mask=both.repeat(2, 1, 1))[0], apart, atol=1e-6)
    told("attention", 2 * 2, zh="N·H = {}", en="N·H = {}")


def test_other_messages_about_masks():
    mha, x = module(), torch.randn(2, 3, 8)
    with pytest.raises(RuntimeError, match="The shape of the 2D attn_mask is "):
        mha(x, x, x, attn_mask=torch.zeros(2, 3, dtype=torch.bool))
    with pytest.raises(AssertionError, match="only bool and floating types of attn_mask are supported"):
        mha(x, x, x, attn_mask=torch.ones(3, 3, dtype=torch.long))


def test_two_boolean_masks_do_not_warn():
    mha, x, padding = module(8, 1), torch.randn(1, 3, 8), torch.tensor([[False, False, True]])
    future = torch.ones(3, 3, dtype=torch.bool).triu(diagonal=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        same = mha(x, x, x, key_padding_mask=padding, attn_mask=future)[0]
    with pytest.warns(UserWarning, match="mismatched"):
        other = mha(x, x, x, key_padding_mask=padding, attn_mask=nn.Transformer.generate_square_subsequent_mask(3))[0]
    assert torch.allclose(same, other)


def test_a_hidden_row_makes_the_gradient_nan_although_the_loss_leaves_it_out():
    mha, x = module(), torch.randn(2, 3, 8)
    hidden = torch.tensor([[False, False, True], [True, True, True]])
    output, _ = mha(x, x, x, key_padding_mask=hidden)
    assert output[1].isnan().all() and not output[0].isnan().any()
    output[0].sum().backward()
    assert mha.in_proj_weight.grad.isnan().any()


def test_without_weights_a_hidden_row_is_the_bias_of_out_proj():
    mha, x = module(), torch.randn(1, 3, 8)
    assert not mha.out_proj.bias.any()
    nn.init.normal_(mha.out_proj.bias)
    output, _ = mha(x, x, x, key_padding_mask=torch.ones(1, 3, dtype=torch.bool), need_weights=False)
    assert torch.equal(output[0], mha.out_proj.bias.expand(3, 8))
    hidden = torch.tensor([[False, True, True]])
    assert not mha(x, x, x, key_padding_mask=hidden)[0].isnan().any()


@pytest.mark.parametrize("need_weights", [True, False])
def test_in_evaluation_without_gradients_a_hidden_row_is_nan_with_and_without_weights(need_weights):
    mha, x, hidden = module().eval(), torch.randn(1, 3, 8), torch.ones(1, 3, dtype=torch.bool)
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
    assert layer(x, src_key_padding_mask=hidden).isfinite().all()
    with torch.no_grad():
        assert mha(x, x, x, key_padding_mask=hidden, need_weights=need_weights)[0].isnan().all()
        assert layer.eval()(x, src_key_padding_mask=hidden).isnan().all()


# Heads and the module


def test_reshape_instead_of_the_transpose_mixes_positions_without_an_error():
    whole = torch.randn(2, 6, 8)
    for x in (whole, torch.randn(2, 6, 24).chunk(3, dim=-1)[0]):  # view() would refuse the second
        assert torch.equal(merge(split(x, 2)), x)
        wrong = x.reshape(2, 2, 6, 4)
        assert wrong.shape == split(x, 2).shape and not torch.equal(wrong, split(x, 2))


def test_what_batch_first_forgotten_does_with_a_mask_and_with_another_length():
    mha, x, context = nn.MultiheadAttention(8, 2), torch.randn(3, 5, 8), torch.randn(3, 7, 8)
    with pytest.raises(RuntimeError):
        mha(x, context, context)
    with pytest.raises(AssertionError):
        mha(x, x, x, key_padding_mask=torch.zeros(3, 5, dtype=torch.bool))
    with pytest.raises(RuntimeError, match="The shape of the 2D attn_mask"):
        mha(x, x, x, attn_mask=torch.zeros(5, 5, dtype=torch.bool))


def test_the_check_by_another_sample_needs_eval_mode():
    net, x = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4)), torch.randn(3, 4)
    changed = x.clone()
    changed[1] = 0
    assert not torch.equal(net(x)[0], net(changed)[0])
    net.eval()
    assert torch.equal(net(x)[0], net(changed)[0])


def test_the_result_is_a_tuple():
    x = torch.randn(1, 3, 8)
    with pytest.raises(AttributeError, match="'tuple' object has no attribute 'shape'"):
        module()(x, x, x).shape  # noqa: B018


@pytest.mark.parametrize("features, heads", [(8, 2), (8, 8), (64, 4), (64, 8), (96, 8), (104, 8), (100, 10)])
def test_the_formula_of_the_parameters(features, heads):
    count = sum(p.numel() for p in module(features, heads).parameters())
    assert count == 4 * features**2 + 4 * features


def test_which_numbers_divide_100():
    told("attention", 96, 104, 10, zh="可以用 {} 或 {} 个特征，也可以用 {} 个头", en="Choose {} or {} features, or {} heads")
    told("attention", 100, 8, zh="{} 个特征没法分成 {} 等份", en="{} features cannot be divided into {} equal parts")
    for wrong in ((100, 8), (100, 3)):
        with pytest.raises(AssertionError, match="embed_dim must be divisible by num_heads"):
            nn.MultiheadAttention(*wrong)


def test_kdim_gives_three_matrices():
    keys = nn.MultiheadAttention(8, 2, kdim=3, vdim=5).state_dict().keys()
    assert {"q_proj_weight", "k_proj_weight", "v_proj_weight"} < keys and "in_proj_weight" not in keys


def test_the_weights_are_the_mean_of_the_heads():
    mha, x = module(), torch.randn(2, 5, 8)
    apart = mha(x, x, x, average_attn_weights=False)[1]
    assert torch.allclose(mha(x, x, x)[1], apart.mean(dim=1))


# Positions


def test_with_a_causal_mask_the_order_is_seen():
    mha, x, order = module(), torch.randn(1, 5, 8), torch.tensor([3, 0, 4, 1, 2])
    future, shuffled = torch.ones(5, 5, dtype=torch.bool).triu(diagonal=1), x[:, [3, 0, 4, 1, 2]]
    before, after = (mha(x, x, x, attn_mask=future)[0] for x in (x, shuffled))
    assert not torch.allclose(before[:, order], after, atol=1e-3)


def test_the_table_of_20_positions_ends():
    table = nn.Embedding(20, 8)
    table(torch.tensor([19]))
    with pytest.raises(IndexError, match="index out of range in self"):
        table(torch.tensor([20]))
    told("attention", 20, zh="位置 {} 会报", en="position {} raises")


def test_dot_products_of_the_sinusoid_depend_on_the_distance_alone():
    table = sinusoid(60, 32).double()
    products = table @ table.T
    for distance in range(60):
        diagonal = products.diagonal(distance)
        assert torch.allclose(diagonal, diagonal[:1].expand_as(diagonal), atol=1e-4)


def test_what_the_figure_of_the_sinusoid_shows():
    turns = [(sinusoid(50, 32)[:, column].diff().sign().diff() != 0).sum().item() for column in (0, 4, 8, 12)]
    assert turns == sorted(turns, reverse=True) and turns[-1] == 0 and sinusoid(50, 32)[-1, 12] > 0.99
    told(
        "attention",
        0,
        4,
        8,
        12,
        zh="第 {} 列在 −1 和 1 之间快速变化，第 {} 列慢一些，第 {} 列更慢，第 {} 列",
        en="column {} swings fast between −1 and 1, column {} more slowly, column {} more slowly still, and column {}",
    )


def test_torch_nn_has_no_layer_for_positions():
    assert not [name for name in dir(nn) if "position" in name.lower() or "rotary" in name.lower()]


def test_what_the_input_of_a_layer_must_be_and_what_is_causal_hints():
    mha = nn.MultiheadAttention(8, 2, batch_first=True)
    with pytest.raises(AssertionError, match="was expecting embedding dimension of 8, but got 10"):
        mha(*3 * [torch.rand(2, 5, 10)])
    x = nn.Linear(10, 8)(torch.rand(2, 5, 10))
    mha(x, x, x)
    with pytest.raises(RuntimeError, match="Need attn_mask if specifying the is_causal hint"):
        mha(x, x, x, is_causal=True)
    causal = torch.ones(5, 5, dtype=torch.bool).triu(1)
    for weights in (True, False):
        hinted = mha(x, x, x, attn_mask=causal, is_causal=True, need_weights=weights)[0]
        assert torch.allclose(hinted, mha(x, x, x, attn_mask=causal)[0], atol=1e-6)


# Exercises


@pytest.mark.parametrize("last", [nn.Identity(), nn.Tanh(), nn.LayerNorm(8)])
def test_the_test_for_leaks_sees_through_a_layer_norm(last):
    mha, past = module(), torch.ones(4, 4, dtype=torch.bool).tril()
    for index in range(4):
        assert reads(lambda x: last(mha(x, x, x, attn_mask=~past)[0]), 4, 8, index) == past[index].tolist()


def test_the_outputs_of_a_new_layer_norm_add_up_to_0():
    assert nn.LayerNorm(8)(100 * torch.randn(50, 8)).sum(-1).abs().max() < 1e-5
