import torch
import torch.nn.functional as F

from snippets.generation.net import CharModel
from snippets.generation.split import train_names
from snippets.generation.text import batch_of, chars
from snippets.generation.train import train

# --8<-- [start:net]
# only: the page has a trained net from its sections above
torch.manual_seed(0)
net = CharModel(len(chars))
for epochs in (2, 4, 6):
    train(net, train_names, epochs)
# --8<-- [end:net]

# --8<-- [start:answer]
@torch.no_grad()
def log_probability(net, text):
    batch = batch_of([text])
    scores, _ = net(batch[:, :-1])
    # zh: 交叉熵是正确字符的概率的负对数
    # en: the cross entropy is minus the log of the probability of the right character
    return -F.cross_entropy(scores.transpose(1, 2), batch[:, 1:], reduction="sum").item()


for text in ("three hundred", "three hundred forty", "hundred three", "twothree"):
    print(f"│ {log_probability(net, text):6.1f} {text}")
# --8<-- [end:answer]
