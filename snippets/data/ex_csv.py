import csv
import tempfile
from pathlib import Path

import torch
from torch.utils.data import Dataset


# --8<-- [start:answer]
class Rows(Dataset):
    def __init__(self, path):
        with path.open(newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if all(row.values())]
        self.x = torch.tensor([[float(row["length"]), float(row["weight"])] for row in rows])
        self.classes = sorted({row["kind"] for row in rows})
        self.target = torch.tensor([self.classes.index(row["kind"]) for row in rows])

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.target[index]


path = Path(tempfile.mkdtemp(), "fish.csv")
path.write_text("length,weight,kind\n30,1.2,trout\n25,,carp\n40,2.5,carp\n", encoding="utf-8")
fish = Rows(path)
print(len(fish), fish.classes, fish[1])
# --8<-- [end:answer]
