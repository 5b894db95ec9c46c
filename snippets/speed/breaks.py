import torch
from torch import nn

# --8<-- [start:breaks]
# device: traced
class Damped(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        if h.mean() > 0.1:
            h = h * 0.5
        return self.fc2(h)


torch.manual_seed(0)
damped, x = Damped(), torch.rand(5, 4)
report = torch._dynamo.explain(damped)(x)
print("graphs", report.graph_count, "breaks", report.graph_break_count)
print(report.break_reasons[0].reason)
# --8<-- [end:breaks]


# --8<-- [start:where]
# device: traced
class Whole(Damped):
    def forward(self, x):
        h = torch.relu(self.fc1(x))
        h = torch.where(h.mean() > 0.1, h * 0.5, h)
        return self.fc2(h)


whole = Whole()
whole.load_state_dict(damped.state_dict())
fast = torch.compile(whole, backend="eager", fullgraph=True)
print("same", torch.allclose(fast(x), damped(x)))
# --8<-- [end:where]

# --8<-- [start:refused]
# device: traced
torch.compiler.reset()
try:
    torch.compile(damped, backend="eager", fullgraph=True)(x)
except torch._dynamo.exc.Unsupported as error:
    print("\n".join(str(error).splitlines()[:2]))
# --8<-- [end:refused]
