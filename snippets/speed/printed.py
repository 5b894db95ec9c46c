import torch

from snippets.speed.look import graphs, look

# --8<-- [start:printed]
# device: traced
def with_print(x):
    h = torch.tanh(x)
    print("in between", tuple(h.shape))
    return h + 1


torch.compiler.reset()
graphs.clear()
torch.compile(with_print, backend=look)(torch.ones(3))
print("graphs", len(graphs))
# --8<-- [end:printed]
