import torch
from torch import nn

# --8<-- [start:Parameter]
class Scale(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.factor = nn.Parameter(torch.ones(features))
        # zh: 这是普通张量：优化器看不到它，state_dict 里也没有
        # en: a plain tensor: no optimizer sees it, and the state_dict does not hold it
        self.plain = torch.ones(features)


print("names", [name for name, _ in Scale(3).named_parameters()])
# --8<-- [end:Parameter]

# --8<-- [start:Buffer]
scale = Scale(3)
scale.mean = nn.Buffer(torch.zeros(3))
scale.cache = nn.Buffer(torch.zeros(3), persistent=False)
print("saved", list(scale.state_dict()))
print("buffers", [name for name, _ in scale.named_buffers()])
# --8<-- [end:Buffer]

# --8<-- [start:clip]
net = nn.Linear(2, 1, bias=False)
net.weight.grad = torch.tensor([[3.0, 4.0]])
# zh: 返回裁剪之前的范数
# en: it returns the norm from before the clipping
print("norm", nn.utils.clip_grad_norm_(net.parameters(), max_norm=1.0))
print("clipped", net.weight.grad)
# --8<-- [end:clip]

# --8<-- [start:vector]
net = nn.Linear(2, 1)
vector = nn.utils.parameters_to_vector(net.parameters())
nn.utils.vector_to_parameters(torch.zeros_like(vector), net.parameters())
print("vector", vector.shape)
print("weight", net.weight)
# --8<-- [end:vector]

# --8<-- [start:pad]
texts = [torch.tensor([4, 7, 1]), torch.tensor([5])]
padded = nn.utils.rnn.pad_sequence(texts, batch_first=True, padding_value=0)
packed = nn.utils.rnn.pack_padded_sequence(padded, [3, 1], batch_first=True)
print("padded", padded)
print("packed", packed.data, packed.batch_sizes)
# --8<-- [end:pad]
