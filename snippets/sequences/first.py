import torch
from torch import nn

from snippets.sequences.text import encode, make_vocab, pad

# --8<-- [start:ids]
texts = ["the room was not clean", "the food was good"]
vocab = make_vocab(texts)
print(vocab)
x, lengths = pad([encode(text, vocab) for text in texts])
print(x.tolist(), "lengths", lengths.tolist())
print("unknown word", encode("the sofa was good", vocab).tolist())
# --8<-- [end:ids]

# --8<-- [start:embedding]
torch.manual_seed(0)
embedding = nn.Embedding(len(vocab), 3, padding_idx=0)
vectors = embedding(x)
print("weight", tuple(embedding.weight.shape))
print(tuple(x.shape), "→", tuple(vectors.shape))
the = embedding.weight[vocab["the"]]
print("same row", torch.equal(vectors[0, 0], the), torch.equal(vectors[1, 0], the))
# --8<-- [end:embedding]

# --8<-- [start:padding]
print("padding", vectors[1, 4].tolist())
vectors.sum().backward()
for word in ("<pad>", "the", "good", "<unk>"):
    print(f"{word:6} gradient {embedding.weight.grad[vocab[word]].tolist()}")
# --8<-- [end:padding]

# --8<-- [start:fails]
vocab["new"] = len(vocab)
embedding(torch.tensor([vocab["the"], vocab["new"]]))
# --8<-- [end:fails]
