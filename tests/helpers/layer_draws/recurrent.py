"""The layers of docs/*/layers/recurrent.md."""

from __future__ import annotations

from tests.helpers.layer_draws.base import Data, Draw, among, between

ARGUMENTS: dict[str, Draw] = {
    "input_size": between(0, 6),
    "hidden_size": between(0, 6),
    "num_layers": between(0, 3),
    "bias": among(True, False),
    "nonlinearity": among("tanh", "relu"),
    "mode": among("RNN_TANH", "RNN_RELU", "LSTM", "GRU"),
    "num_chunks": between(1, 4),
    "dropout": among(0.0, 0.5),
    "proj_size": lambda drawn, layer, given: drawn.choice([0, 0, max(given["hidden_size"] - 1, 0)]),
}
OF: dict[str, dict[str, Draw]] = {
    name: {"input_size": between(1, 6), "hidden_size": between(1, 6)}
    for name in ("RNNCell", "LSTMCell", "GRUCell", "RNNCellBase")
}
INPUTS: dict[str, Data] = {}
