import torch

from snippets.training.data import three_sets
from snippets.training.loop import F, device, make_net

# --8<-- [start:imports]
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR
# --8<-- [end:imports]

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
# --8<-- [end:sets]

# --8<-- [start:warm]
x, target = (part.to(device) for part in train_set.tensors)
for warm_up in (False, True):
    torch.manual_seed(1)
    net = make_net(32)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.3)
    scheduler = LinearLR(optimizer, start_factor=0.05, total_iters=20) if warm_up else None
    first_losses = []
    for _ in range(5):
        loss = F.cross_entropy(net(x), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if scheduler:
            scheduler.step()
        first_losses.append(round(loss.item(), 1))
    print(f"warm_up={warm_up}", first_losses)
# --8<-- [end:warm]


# --8<-- [start:schedule]
def schedule(optimizer, warm_up, steps):
    rise = LinearLR(optimizer, start_factor=0.1, total_iters=warm_up)
    fall = CosineAnnealingLR(optimizer, T_max=steps - warm_up)
    return SequentialLR(optimizer, [rise, fall], milestones=[warm_up])


optimizer = torch.optim.AdamW(make_net(32).parameters(), lr=0.01)
scheduler = schedule(optimizer, warm_up=10, steps=100)
for step in range(100):
    if step % 10 == 0 or step == 99:
        print(step, round(scheduler.get_last_lr()[0], 4))
    # zh: 这里是一步训练：前向传播、损失、清零、backward()
    # en: here goes one training step: forward pass, loss, zero_grad(), backward()
    optimizer.step()
    scheduler.step()
# --8<-- [end:schedule]
