import torch

# --8<-- [start:allow]
import argparse

# zh: 别人给的文件，里面有一个 Namespace
# en: a file that somebody gave you, with a Namespace in it
torch.save({"options": argparse.Namespace(lr=0.1)}, "given.pt")

print(torch.serialization.get_unsafe_globals_in_checkpoint("given.pt"))
with torch.serialization.safe_globals([argparse.Namespace]):
    options = torch.load("given.pt")["options"]
print(vars(options))
# --8<-- [end:allow]
