import torch
from torch import nn

# --8<-- [start:floats]
torch.manual_seed(0)
mha = nn.MultiheadAttention(8, 1, batch_first=True)
x = torch.randn(1, 3, 8)
past = torch.ones(3, 3).tril()
for name, mask in (("ones and zeros", past), ("0 and -inf", past.log())):
    print(name)
    for row in mha(x, x, x, attn_mask=mask)[1][0].tolist():
        print("   ", [round(w, 2) for w in row])
# --8<-- [end:floats]

# --8<-- [start:warns]
padding = torch.tensor([[False, False, True]])
causal = nn.Transformer.generate_square_subsequent_mask(3)
print(causal)
output, _ = mha(x, x, x, key_padding_mask=padding, attn_mask=causal)
# --8<-- [end:warns]
