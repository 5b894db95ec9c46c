import matplotlib.pyplot as plt
import torch
from torch import nn

# --8<-- [start:influence]
# only: its figure shows these norms
def influence(cell, forget_bias=0.0, steps=30, seed=0):
    """For each step, from the last to the first, the norm of the gradient of the last output with respect to its input."""
    torch.manual_seed(seed)
    rnn = cell(8, 32, batch_first=True)
    if forget_bias:
        nn.init.constant_(rnn.bias_hh_l0[32:64], forget_bias)
    x = torch.randn(64, steps, 8, requires_grad=True)
    rnn(x)[0][:, -1].sum().backward()
    return x.grad.norm(dim=(0, 2)).flip(0)


WAYS = {"RNN": (nn.RNN, 0.0), "LSTM": (nn.LSTM, 0.0), "LSTM, forget bias 3": (nn.LSTM, 3.0)}
# --8<-- [end:influence]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.0))
for number, (name, way) in enumerate(WAYS.items()):
    ax.plot(range(30), influence(*way).log10(), f"C{number}", label=name)
ax.set(xlabel="steps before the last", ylabel="log10 of the gradient's norm")
ax.legend(loc="lower left")
# --8<-- [end:plot]
