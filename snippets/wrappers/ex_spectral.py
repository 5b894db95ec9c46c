import torch
from torch import nn
from torch.nn.utils import parametrizations

# --8<-- [start:layers]
torch.manual_seed(0)
old = nn.utils.spectral_norm(nn.Linear(2, 3))
new = parametrizations.spectral_norm(nn.Linear(2, 3))
print(*old.state_dict())
print(*new.state_dict())
# --8<-- [end:layers]

# --8<-- [start:answer]
names = {
    "weight_orig": "parametrizations.weight.original",
    "weight_u": "parametrizations.weight.0._u",
    "weight_v": "parametrizations.weight.0._v",
}
state = {names.get(key, key): value for key, value in old.state_dict().items()}
print(new.load_state_dict(state))
x = torch.ones(1, 2)
print("same output:", torch.allclose(old.eval()(x), new.eval()(x)))
# --8<-- [end:answer]
