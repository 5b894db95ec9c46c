import torch
from torch import nn

# --8<-- [start:lost]
trained = nn.BatchNorm1d(1)
for _ in range(50):
    trained(torch.tensor([[8.0], [12.0]]))
trained.eval()

state = trained.state_dict()
del state["running_mean"], state["running_var"]
loaded = nn.BatchNorm1d(1)
loaded.load_state_dict(state, strict=False)
loaded.eval()

x = torch.tensor([[11.0]])
print(f"trained: {trained(x).item():.2f}")
print(f"loaded:  {loaded(x).item():.2f}")
# --8<-- [end:lost]
