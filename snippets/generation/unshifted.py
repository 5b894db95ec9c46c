import torch
import torch.nn.functional as F

from snippets.generation.net import CharModel
from snippets.generation.split import train_names
from snippets.generation.text import PAD, batch_of, chars, names
from snippets.generation.train import update
from snippets.generation.sample import write

# --8<-- [start:unshifted]
torch.manual_seed(0)
cheat = CharModel(len(chars))
optimizer = torch.optim.Adam(cheat.parameters(), lr=0.01)
for _ in range(5):
    for part in torch.randperm(len(train_names)).split(50):
        target = batch_of([train_names[i] for i in part.tolist()])[:, 1:]
        # zh: 错：输入就是目标
        # en: wrong: the input is the target
        scores, _ = cheat(target)
        loss = F.cross_entropy(scores.transpose(1, 2), target, ignore_index=PAD)
        update(optimizer, loss)
print(f"loss {loss.item():.2f}")
torch.manual_seed(0)
written = write(cheat, 100)
print("real names:", sum(text in names for text in written), "of 100")
print("│", written[0])
# --8<-- [end:unshifted]
