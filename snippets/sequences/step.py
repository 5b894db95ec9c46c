import torch
from torch import nn

# --8<-- [start:rnn]
torch.manual_seed(0)
rnn = nn.RNN(3, 4, batch_first=True)
x = torch.randn(2, 5, 3)
output, h = rnn(x)
state = torch.zeros(2, 4)
for t in range(5):
    from_input = x[:, t] @ rnn.weight_ih_l0.T + rnn.bias_ih_l0
    from_state = state @ rnn.weight_hh_l0.T + rnn.bias_hh_l0
    state = torch.tanh(from_input + from_state)
    print("step", t, "same as output", torch.allclose(output[:, t], state))
print("output", tuple(output.shape), "h", tuple(h.shape))
# --8<-- [end:rnn]
