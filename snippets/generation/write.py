import torch

from snippets.generation.net import CharModel
from snippets.generation.sample import write, write_greedy
from snippets.generation.split import new_names, train_names
from snippets.generation.text import chars, names
from snippets.generation.train import loss_of, train

# --8<-- [start:fit]
torch.manual_seed(0)
net = CharModel(len(chars))
for epochs in (0, 2, 4, 6):
    train(net, train_names, epochs)
    with torch.no_grad():
        losses = loss_of(net, train_names), loss_of(net, new_names)
    print("loss  training {:.2f}  new names {:.2f}".format(*losses))
# --8<-- [end:fit]

# --8<-- [start:write]
torch.manual_seed(0)
for text in write(net, 5):
    print("│", text)
# --8<-- [end:write]

# --8<-- [start:temperature]
torch.manual_seed(0)
for temperature in (0.2, 0.5, 1.0, 1.5):
    written = write(net, 500, temperature)
    real = sum(text in names for text in written) / 500
    new = sum(text in new_names for text in written) / 500
    different = len(set(written)) / 500
    print(f"temperature {temperature}  real {real:.1f}  new {new:.1f}  different {different:.1f}")
# --8<-- [end:temperature]

# --8<-- [start:greedy]
for start in ("", "th", "two hundred "):
    print("│", repr(start), "→", write_greedy(net, start))
print("the same text again", write_greedy(net) == write_greedy(net))
# --8<-- [end:greedy]
