import torch

from snippets.training.data import TensorDataset, make_loader, three_sets
from snippets.training.loop import evaluate, make_net, train_epoch

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
val_loader, test_loader = make_loader(val_set), make_loader(test_set)
# --8<-- [end:sets]


# --8<-- [start:stop]
def fit_early(net, optimizer, train_loader, val_loader, epochs, patience):
    best_loss, best_epoch = float("inf"), 0
    for epoch in range(1, epochs + 1):
        train_epoch(net, train_loader, optimizer)
        val_loss, _ = evaluate(net, val_loader)
        if val_loss < best_loss:
            best_loss, best_epoch = val_loss, epoch
            torch.save(net.state_dict(), "best.pt")
        elif epoch - best_epoch >= patience:
            break
    # zh: 放回验证损失最低的那一轮的权重
    # en: put back the weights of the epoch with the lowest validation loss
    net.load_state_dict(torch.load("best.pt", map_location="cpu"))
    return best_epoch, epoch
# --8<-- [end:stop]


# --8<-- [start:run]
torch.manual_seed(0)
net = make_net(32)
optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
few_loader = make_loader(TensorDataset(*train_set[:20]), shuffle=True)
best_epoch, last_epoch = fit_early(net, optimizer, few_loader, val_loader, epochs=80, patience=10)
print("stopped before epoch 80:", last_epoch < 80)
print("epochs after the best one:", last_epoch - best_epoch)
print(f"val loss {evaluate(net, val_loader)[0]:.1f}")
# --8<-- [end:run]
