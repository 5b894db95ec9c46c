"""The error clinic on LSTM, GRU and attention: each cause gives the message, and its cure runs."""

import pytest
import torch
from torch import nn
from torch.nn.functional import scaled_dot_product_attention
from torch.nn.utils.rnn import pack_padded_sequence

from tests.helpers.claims import raises
from tests.helpers.told import told

zeros = torch.zeros


def test_what_an_lstm_got_for_its_features():
    raises("errors/sequences", "Expected 1, got 100", lambda: nn.LSTM(1, 16)(zeros(5, 100)))
    lstm, x = nn.LSTM(8, 16, batch_first=True), zeros(2, 8, 5)
    with pytest.raises(RuntimeError, match="Expected 8, got 5"):
        lstm(x)
    lstm(x.transpose(1, 2))


@pytest.mark.parametrize("layer", [nn.LSTM, nn.GRU, nn.RNN])
def test_all_three_take_the_last_dimension(layer):
    with pytest.raises(RuntimeError, match=r"input.size\(-1\) must be equal to input_size"):
        layer(8, 16)(zeros(5, 2, 28))


def test_the_state_keeps_layers_first():
    raises("errors/sequences", "Expected hidden size", lambda: nn.GRU(8, 16)(zeros(5, 2, 8), zeros(1, 4, 16)))
    h = zeros(3, 1, 16)
    with pytest.raises(RuntimeError, match=r"Expected hidden\[0\] size \(1, 3, 16\), got \[3, 1, 16\]"):
        nn.LSTM(8, 16, batch_first=True)(zeros(3, 5, 8), (h, h))
    for layers in (1, 2, 3):
        for both in (False, True):
            _, (h, _) = nn.LSTM(8, 16, layers, bidirectional=both, batch_first=True)(zeros(3, 5, 8))
            assert h.shape == (layers * (2 if both else 1), 3, 16)
    told("errors/sequences", zh="写了 `bidirectional=True` 再乘以 2", en="times 2 with `bidirectional=True`")


def test_a_single_sequence_with_a_state_of_a_batch():
    with pytest.raises(RuntimeError, match="hx should also be 2-D"):
        nn.GRU(8, 16)(zeros(5, 8), zeros(1, 1, 16))
    nn.LSTM(8, 16)(zeros(5, 8))


def test_tokens_are_no_input_of_an_lstm():
    raises("errors/sequences", "torch.int64", lambda: nn.LSTM(8, 16)(zeros(5, 2, 8).long()), ValueError)
    raises("errors/sequences", "model.to(torch.int64)", lambda: nn.LSTM(8, 16)(zeros(5, 2, 8).long()), ValueError)
    with pytest.raises((TypeError, RuntimeError)):
        nn.LSTM(8, 16).to(torch.int64)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_argument_dropout_does_nothing_with_one_layer():
    torch.manual_seed(0)
    one, x = nn.LSTM(8, 16, dropout=0.5), torch.randn(5, 2, 8)
    assert torch.equal(one(x)[0], one(x)[0])
    two = nn.LSTM(8, 16, 2, dropout=0.5)
    assert not torch.equal(two(x)[0], two(x)[0])


def test_a_cell_takes_one_step():
    cell, x = nn.LSTMCell(8, 16), zeros(2, 5, 8)
    with pytest.raises(ValueError, match="got 3D instead"):
        cell(x[:, 1:2])
    assert [state.shape for state in cell(x[:, 1])] == [(2, 16)] * 2


def test_packing_sorts_and_restores():
    torch.manual_seed(0)
    x, lengths, lstm = torch.randn(3, 5, 8), torch.tensor([2, 5, 3]), nn.LSTM(8, 16, batch_first=True)
    h = lstm(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))[1][0][0]
    for row, length, last in zip(x, lengths.tolist(), h, strict=True):
        assert torch.allclose(lstm(row[None, :length])[1][0][0, 0], last, atol=1e-6)
    ordered, order = lengths.sort(descending=True)
    pack_padded_sequence(x[order], ordered, batch_first=True)


def test_attention_of_other_widths():
    layer, x, other = nn.MultiheadAttention(8, 2, batch_first=True), zeros(2, 5, 8), zeros(2, 7, 6)
    with pytest.raises(RuntimeError, match="mat1 and mat2"):
        layer(x, other, other)
    assert nn.MultiheadAttention(8, 2, kdim=6, vdim=6, batch_first=True)(x, other, other)[0].shape == x.shape
    told("errors/sequences", zh="nn.MultiheadAttention(8, 2, kdim=6, vdim=6)", en="nn.MultiheadAttention(8, 2, kdim=6, vdim=6)")


def test_a_padding_mask_is_batch_by_steps_with_either_order():
    mask = zeros(2, 5, dtype=torch.bool)
    for first in (False, True):
        x = zeros(2, 5, 8) if first else zeros(5, 2, 8)
        nn.MultiheadAttention(8, 2, batch_first=first)(x, x, x, key_padding_mask=mask)
    x = zeros(2, 5, 8)
    with pytest.raises(AssertionError, match="Expected key_padded_mask"):
        nn.MultiheadAttention(8, 2)(x, x, x, key_padding_mask=mask)


def test_true_in_a_padding_mask_is_ignored():
    torch.manual_seed(0)
    layer, x = nn.MultiheadAttention(8, 2, batch_first=True), torch.randn(1, 3, 8)
    weights = layer(x, x, x, key_padding_mask=torch.tensor([[False, False, True]]))[1]
    assert (weights[..., 2] == 0).all() and (weights[..., :2] > 0).all()


def test_a_mask_for_each_sample():
    x, layer = zeros(3, 5, 8), nn.MultiheadAttention(8, 2, batch_first=True)
    raises("errors/sequences", "3D attn_mask", lambda: layer(x, x, x, attn_mask=zeros(3, 5, 5)))
    layer(x, x, x, attn_mask=zeros(6, 5, 5))
    with pytest.raises(RuntimeError, match=r"should be \(3, 3\)"):
        nn.MultiheadAttention(8, 2)(x, x, x, attn_mask=zeros(5, 5))


def test_is_causal_is_enough_for_the_function():
    torch.manual_seed(0)
    x = torch.randn(2, 5, 8)
    causal = torch.ones(5, 5, dtype=torch.bool).tril()
    assert torch.allclose(
        scaled_dot_product_attention(x, x, x, is_causal=True), scaled_dot_product_attention(x, x, x, attn_mask=causal), atol=1e-6
    )


def test_the_words_for_masks_of_two_kinds():
    x, layer, padding = zeros(1, 3, 8), nn.MultiheadAttention(8, 2, batch_first=True), torch.tensor([[False, False, True]])
    with pytest.warns(UserWarning, match="mismatched key_padding_mask and attn_mask"):
        layer(x, x, x, key_padding_mask=padding, attn_mask=zeros(3, 3))
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, batch_first=True), 1)
    with pytest.warns(UserWarning, match="mismatched src_key_padding_mask and mask"):
        encoder(x, mask=zeros(3, 3), src_key_padding_mask=padding)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [(dict(nhead=3), "num_heads is odd"), (dict(nhead=2, norm_first=True), "norm_first was True")],
)
def test_reasons_of_an_encoder_without_nested_tensors(settings, reason):
    layer = nn.TransformerEncoderLayer(6, batch_first=True, **settings)
    with pytest.warns(UserWarning, match=reason):
        nn.TransformerEncoder(layer, 1)
    nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
    told("errors/sequences", zh="`norm_first was True` 或 `num_heads is odd`", en="`norm_first was True` or `num_heads is odd`")


def test_a_whole_transformer_warns_and_compares_batches():
    with pytest.warns(UserWarning, match="batch_first was not True"):
        net = nn.Transformer(8, 2, 1, 1)
    with pytest.raises(RuntimeError, match="the batch number of src and tgt must be equal"):
        net(zeros(2, 5, 8), zeros(2, 6, 8))
    wide = nn.Transformer(8, 2, 1, 1, batch_first=True)
    with pytest.raises(RuntimeError, match="the feature number of src and tgt must be equal to d_model"):
        wide(zeros(2, 5, 8), zeros(2, 6, 7))


def test_a_network_does_not_become_one_of_integers():
    with pytest.raises(TypeError, match="only accepts floating point or complex"):
        nn.LSTM(8, 16).to(torch.int64)
    told("errors/sequences", zh="`to` 不能把模块转成整数", en="`to` does not convert a module to integers")


def test_a_padding_mask_for_data_with_the_batch_first():
    x, mask = zeros(2, 5, 8), zeros(2, 5).bool()
    with pytest.raises(AssertionError, match="to be 5, but got 2"):
        nn.MultiheadAttention(8, 2)(x, x, x, key_padding_mask=mask)
    nn.MultiheadAttention(8, 2, batch_first=True)(x, x, x, key_padding_mask=mask)


def test_dropout_between_the_steps_is_a_loop_over_lstmcell():
    """`dropout` leaves what goes from step to step as it is; dropping all of the hidden state in a loop cuts the steps apart."""
    torch.manual_seed(0)
    x = torch.rand(5, 2, 8)
    plain, dropped = nn.LSTM(8, 16, 2), nn.LSTM(8, 16, 2, dropout=0.9)
    dropped.load_state_dict(plain.state_dict())
    assert torch.equal(plain(x)[1][0][0], dropped(x)[1][0][0]), "the first layer's state after the last step"
    cell, drop = nn.LSTMCell(8, 16), nn.Dropout(1.0)
    h = c = torch.zeros(2, 16)
    for step in x:
        alone = cell(step, (torch.zeros(2, 16), c))
        h, c = cell(step, (drop(h), c))
        assert torch.equal(h, alone[0]), "each step starts without the hidden state of the last"
    told(
        "errors/sequences",
        zh="用 `nn.LSTMCell` 自己写循环，在进入下一步之前，对隐藏状态用 `nn.Dropout`",
        en="Write the loop with `nn.LSTMCell`, and apply `nn.Dropout` to the hidden state before the next step",
    )
