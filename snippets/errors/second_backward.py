import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
for step in range(2):
    loss = layer(torch.ones(4, 3)).pow(2).mean()
    loss.backward()
print(step, layer.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fix_state]
# zh: 隐藏状态带到下一步之前，先断开上一步的图
# en: cut the graph of the last step before its hidden state goes on
lstm, state = nn.LSTMCell(1, 2), None
for step in range(2):
    state = lstm(torch.ones(1, 1), state)
    state[0].sum().backward()
    state = tuple(part.detach() for part in state)
print(step, state[0].requires_grad)
# --8<-- [end:fix_state]

# --8<-- [start:fix_gan]
# zh: 训练判别器时断开生成器；两个损失先相加，再反向传播一次
# en: cut off the generator while the discriminator trains; add losses, and go backward once
generator, discriminator = nn.Linear(2, 3), nn.Linear(3, 1)
fake = generator(torch.ones(4, 2)).tanh()
discriminator(fake.detach()).mean().backward()
loss = -discriminator(fake).mean() + fake.pow(2).mean()
loss.backward()
print(generator.weight.grad.shape)
# --8<-- [end:fix_gan]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
loss = layer(torch.ones(4, 3)).pow(2).mean()
loss.backward()
loss.backward()
# --8<-- [end:fails]
