import torch
import torch.nn.functional as F

from snippets.sequences.text import pad


# --8<-- [start:train]
def train(net, sequences, target, epochs=4):
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    net.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(sequences)).split(50):
            x, lengths = pad([sequences[i] for i in batch.tolist()])
            loss = F.cross_entropy(net(x, lengths), target[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def accuracy(net, sequences, target):
    net.eval()
    with torch.no_grad():
        right = net(*pad(sequences)).argmax(dim=1) == target
    return right.float().mean().item()
# --8<-- [end:train]
