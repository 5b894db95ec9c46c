import torch

from snippets.speed.look import graphs, look


# --8<-- [start:trace]
# device: traced
def f(x):
    return torch.tanh(2 * x + 1) * x


fast = torch.compile(f, backend=look)
x = torch.linspace(-1, 1, 5)
print("graphs before the first call", len(graphs))
print("same output", torch.equal(fast(x), f(x)))
print("graphs", len(graphs))
for node in graphs[0].graph.nodes:
    print("   ", node.op, node.name)
# --8<-- [end:trace]
