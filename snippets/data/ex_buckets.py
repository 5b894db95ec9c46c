import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

# --8<-- [start:answer]
# device: own
torch.manual_seed(0)
texts = [torch.ones(length) for length in torch.randint(1, 51, (320,)).tolist()]


def padding(batches):
    # zh: 补的 0 占全部元素的多少
    # en: the share of zeros that were filled in
    loader = DataLoader(texts, batch_sampler=batches, collate_fn=lambda samples: pad_sequence(samples, batch_first=True))
    filled = [(x == 0).sum().item() for x in loader], [x.numel() for x in loader]
    return sum(filled[0]) / sum(filled[1])


by_length = sorted(range(320), key=lambda index: len(texts[index]))
similar = torch.tensor(by_length).split(16)
# zh: 批与批之间的顺序还是随机的
# en: the order of the batches is still random
similar = [similar[number].tolist() for number in torch.randperm(len(similar)).tolist()]
mixed = [part.tolist() for part in torch.randperm(320).split(16)]
print("mixed more than 0.3:", padding(mixed) > 0.3, " similar less than 0.1:", padding(similar) < 0.1)
# --8<-- [end:answer]
