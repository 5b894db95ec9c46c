# run: python {file}
from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
torch.manual_seed(0)
# zh: 换成你的数据：x 的形状是 (N, 2)，target 的形状是 (N,)，内容是类别号
# en: put your data here: x of shape (N, 2), target of shape (N,) with class numbers
x = torch.randn(600, 2)
target = (x[:, 0] * x[:, 1] > 0).long()
train, val, test = (TensorDataset(x[i : i + 200], target[i : i + 200]) for i in (0, 200, 400))
train_loader = DataLoader(train, batch_size=64, shuffle=True)
val_loader, test_loader = DataLoader(val, batch_size=256), DataLoader(test, batch_size=256)
# zh: 换成你的网络和超参数
# en: put your network and your hyperparameters here
net = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2)).to(device)
epochs, patience, lr = 40, 15, 0.03
optimizer = torch.optim.AdamW(net.parameters(), lr=lr)
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=lr, total_steps=epochs * len(train_loader))

def run(loader, training=False):
    net.train(training)
    total, right = 0.0, 0
    with torch.set_grad_enabled(training):
        for x, target in loader:
            x, target = x.to(device), target.to(device)
            scores = net(x)
            loss = F.cross_entropy(scores, target)
            if training:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                scheduler.step()
            total += loss.item() * len(x)
            right += (scores.argmax(dim=1) == target).sum().item()
    return total / len(loader.dataset), right / len(loader.dataset)
parts = {"net": net, "optimizer": optimizer, "scheduler": scheduler}
epoch, best_loss, best_epoch = 0, float("inf"), 0
if Path("last.pt").exists():
    saved = torch.load("last.pt", map_location="cpu")
    for name, part in parts.items():
        part.load_state_dict(saved[name])
    epoch, best_loss, best_epoch = saved["progress"]
    torch.set_rng_state(saved["random"])
while epoch < epochs and epoch - best_epoch < patience:
    epoch += 1
    train_loss, _ = run(train_loader, training=True)
    val_loss, val_accuracy = run(val_loader)
    if val_loss < best_loss:
        best_loss, best_epoch = val_loss, epoch
        torch.save(net.state_dict(), "best.pt")
    state = {name: part.state_dict() for name, part in parts.items()}
    torch.save(state | {"progress": (epoch, best_loss, best_epoch), "random": torch.get_rng_state()}, "last.pt")
    if epoch % 10 == 0:
        print(f"epoch {epoch}  train {train_loss:.1f}  val {val_loss:.1f}  accuracy {val_accuracy:.1f}")
net.load_state_dict(torch.load("best.pt", map_location="cpu"))
print(f"test accuracy {run(test_loader)[1]:.1f}")
