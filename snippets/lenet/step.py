import torch
import torch.nn.functional as F

from snippets.lenet.net import LeNet

# --8<-- [start:step]
torch.manual_seed(0)
net = LeNet()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
# zh: 8 张随机图，第 k 张算作数字 k
# en: 8 random images; image k counts as the digit k
x, target = torch.rand(8, 1, 32, 32), torch.arange(8)
before = [p.detach().clone() for p in net.parameters()]

loss = F.cross_entropy(net(x), target)
optimizer.zero_grad()
loss.backward()
optimizer.step()

with torch.no_grad():
    after = F.cross_entropy(net(x), target)
moved = sum(not torch.equal(p, old) for p, old in zip(net.parameters(), before))
print(f"loss {loss.item():.4f}, after one step {after.item():.4f}")
print("tensors that changed:", moved)
# --8<-- [end:step]

# --8<-- [start:batch]
torch.manual_seed(0)
net = LeNet()
optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
for step in range(101):
    scores = net(x)
    # zh: 损失用得分算，argmax 只用来算准确率
    # en: the loss is computed from the scores; argmax is for the accuracy
    loss = F.cross_entropy(scores, target)
    accuracy = (scores.argmax(dim=1) == target).float().mean()
    if step in (0, 60, 100):
        print(f"step {step:3}  loss {loss.item():.1f}  accuracy {accuracy.item():.2f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
# --8<-- [end:batch]
