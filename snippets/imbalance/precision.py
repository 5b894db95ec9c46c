import matplotlib.pyplot as plt
import torch

from snippets.imbalance.metrics import metrics
from snippets.imbalance.points import make_sets
from snippets.imbalance.train import three
from snippets.imbalance.weighted import weighted_bce

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
plain = three(train)
weighted = three(train, criterion=weighted_bce)
sampled = three(train, weights=torch.where(train[1] == 1, 19.0, 1.0))
# --8<-- [end:sets]


# --8<-- [start:average]
def average_precision(scores, target):
    # zh: 按得分从高到低排；在每个正类样本处取到此为止的精确率，再求平均
    # en: sorted by falling score; the precision up to each positive sample, averaged
    found = target[scores.argsort(descending=True)]
    precision = found.cumsum(0) / torch.arange(1, len(found) + 1)
    return (precision * found).sum().item() / found.sum().item()


for name, nets in (("plain", plain), ("pos_weight", weighted), ("sampler", sampled)):
    with torch.no_grad():
        scores = [net(test[0]) for net in nets]
    areas = [average_precision(score, test[1]) for score in scores]
    means = [score.sigmoid().mean().item() for score in scores]
    print(name)
    print("    average precision", *(f"{area:.2f}" for area in areas))
    print("    mean probability ", *(f"{mean:.2f}" for mean in means))
# --8<-- [end:average]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.4))
for number, (name, nets) in enumerate((("plain", plain), ("pos_weight", weighted), ("sampler", sampled))):
    with torch.no_grad():
        scores = nets[0](test[0]).cpu()
    order = scores.argsort(descending=True)
    found = test[1].cpu()[order].cumsum(0)
    places = torch.linspace(60, len(found) - 1, 120, device="cpu").long()
    ax.plot(found[places] / found[-1], found[places] / (places + 1), f"C{number}", label=name, linewidth=1)
    point = metrics(scores > 0, test[1].cpu())
    ax.plot(point["recall"], point["precision"], f"C{number}o")
ax.set(xlabel="recall", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.02))
ax.legend(loc="upper right")
# --8<-- [end:plot]
