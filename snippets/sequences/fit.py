import torch

from snippets.sequences.net import BagOfWords, TextClassifier
from snippets.sequences.reviews import draw_reviews
from snippets.sequences.text import encode, make_vocab, pad
from snippets.sequences.train import accuracy, train

# --8<-- [start:data]
torch.manual_seed(0)
texts, target = draw_reviews(1000)
known = set(texts)
vocab = make_vocab(texts)
for text, label in zip(texts[:4], target.tolist()):
    print(label, text)
sequences = [encode(text, vocab) for text in texts]
texts_new, target_new = draw_reviews(500)
# zh: 测试只用训练里没有的句子
# en: the test uses only sentences that are not in the training set
new = [i for i, text in enumerate(texts_new) if text not in known]
sequences_new = [encode(texts_new[i], vocab) for i in new]
target_new = target_new[new]
print(len(vocab), "entries,", len(new), "new sentences")
# --8<-- [end:data]

# --8<-- [start:fit]
for kind in (BagOfWords, TextClassifier):
    torch.manual_seed(0)
    net = kind(len(vocab), classes=2)
    train(net, sequences, target)
    share = accuracy(net, sequences_new, target_new)
    print(f"{kind.__name__:14} accuracy on new sentences {share:.1f}")
# --8<-- [end:fit]

# --8<-- [start:ask]
asked = ["the staff was rude but the view was not bad", "the view was not bad but the staff was rude"]
x, lengths = pad([encode(text, vocab) for text in asked])
with torch.no_grad():
    probabilities = net(x, lengths).softmax(dim=1)
for text, positive in zip(asked, probabilities[:, 1].tolist()):
    print(f"{positive:.2f} {text}")
# --8<-- [end:ask]
