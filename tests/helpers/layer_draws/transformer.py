"""The layers of docs/*/layers/transformer.md."""

from __future__ import annotations

from torch import nn

from tests.helpers.layer_draws.base import Data, Draw, among, between

SMALL = {"d_model": among(4, 6, 8), "nhead": among(1, 2, 2, 3)}
ARGUMENTS: dict[str, Draw] = {
    "embed_dim": among(4, 6, 8),
    "num_heads": among(1, 2, 2, 3),
    "dropout": among(0.0, 0.5),
    "kdim": among(None, 4, 5),
    "vdim": among(None, 4, 5),
    "dim_feedforward": between(1, 12),
    "activation": among("relu", "gelu"),
    "layer_norm_eps": among(1e-5, 1e-3),
    "num_layers": between(1, 3),
    "num_encoder_layers": between(1, 2),
    "num_decoder_layers": between(1, 2),
    "custom_encoder": among(None),
    "custom_decoder": among(None),
    "norm": lambda drawn, layer, given: drawn.choice([None, nn.LayerNorm(8)]),
    "encoder_layer": lambda drawn, layer, given: nn.TransformerEncoderLayer(8, 2, 16),
    "decoder_layer": lambda drawn, layer, given: nn.TransformerDecoderLayer(8, 2, 16),
}
OF: dict[str, dict[str, Draw]] = {
    "TransformerEncoderLayer": SMALL,
    "TransformerDecoderLayer": SMALL,
    "Transformer": SMALL,
}
INPUTS: dict[str, Data] = {}
