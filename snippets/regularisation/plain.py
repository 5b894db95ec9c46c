import matplotlib.pyplot as plt
import torch

from snippets.regularisation.draw import make_sets
from snippets.regularisation.fit import fit, make_net, measure

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:plain]
torch.manual_seed(0)
history = []
net = make_net()
for epoch in fit(net, *train):
    train_loss, train_accuracy = measure(net, *train)
    val_loss, val_accuracy = measure(net, *val)
    history.append((train_loss, val_loss))
    if epoch in (0, 9, 59):
        print(f"epoch {epoch + 1}")
        print(f"    train  loss {train_loss:.1f}  accuracy {train_accuracy:.2f}")
        print(f"    val    loss {val_loss:.1f}  accuracy {val_accuracy:.2f}")
# --8<-- [end:plain]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 2.8))
for number, name in enumerate(("train loss", "val loss")):
    line = [row[number] for row in history]
    ax.plot(range(1, 61), line, f"C{3 * number}")
    ax.text(61, max(line[-1], 0.12), name, color=f"C{3 * number}", va="center")
ax.set(xlabel="epoch", ylabel="loss", xlim=(0, 74), ylim=(0, 2.5), xticks=(1, 20, 40, 60))
# --8<-- [end:plot]
