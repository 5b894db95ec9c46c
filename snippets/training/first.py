import matplotlib.pyplot as plt
import torch

from snippets.training.data import make_loader, three_sets
from snippets.training.loop import device, evaluate, fit, make_net
from snippets.training.matrix import confusion_matrix

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
train_loader, val_loader = make_loader(train_set, shuffle=True), make_loader(val_set)
# --8<-- [end:sets]

# --8<-- [start:run]
torch.manual_seed(0)
net = make_net(32)
optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
print(f"before      val {evaluate(net, val_loader)[0]:.1f}")
history = fit(net, optimizer, train_loader, val_loader, epochs=40)
for epoch in (1, 10, 20, 40):
    train_loss, val_loss, val_accuracy = history[epoch - 1]
    print(f"epoch {epoch:2}  train {train_loss:.1f}  val {val_loss:.1f}  accuracy {val_accuracy:.1f}")
# --8<-- [end:run]

# --8<-- [start:confusion]
x, target = val_set.tensors
with torch.no_grad():
    answer = net(x.to(device)).argmax(dim=1).cpu()
matrix = confusion_matrix(target.cpu(), answer, classes=3)
print("counted", matrix.sum().item())
# zh: 每行除以这一类的样本数；对角线就是每一类的召回率
# en: divide each row by the number of samples of that class; the diagonal is the recall of each class
for row in matrix / matrix.sum(dim=1, keepdim=True):
    print([round(share, 1) for share in row.tolist()])
# --8<-- [end:confusion]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, 1, figsize=(5.2, 4), sharex=True)
epochs = range(1, len(history) + 1)
for number, name in enumerate(("train loss", "val loss")):
    axes[0].plot(epochs, [row[number] for row in history], f"C{3 * number}", label=name)
axes[1].plot(epochs, [row[2] for row in history], "C3", label="val accuracy")
axes[0].set(ylabel="loss", ylim=(0, 1.15), yticks=(0, 0.5, 1))
axes[1].set(xlabel="epoch", ylabel="accuracy", ylim=(0.3, 1), yticks=(0.4, 0.6, 0.8, 1), xticks=(1, 10, 20, 30, 40))
for ax, place in zip(axes, ("upper right", "lower right")):
    ax.legend(loc=place)
# --8<-- [end:plot]
