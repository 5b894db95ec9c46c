# ruff: noqa: E402
from torch.utils.data import DataLoader, Dataset

# --8<-- [start:fix]
class Rows(Dataset):
    def __init__(self, rows):
        self.rows = rows
        self.names = sorted(rows)

    def __len__(self):
        return len(self.names)

    def __getitem__(self, index):
        return self.rows[self.names[index]]


print(next(iter(DataLoader(Rows({10: 1.0, 20: 2.0}), batch_size=2))))
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a matter of processes
import subprocess
import sys
import tempfile
from pathlib import Path

program = (
    "from torch.utils.data import DataLoader\n"
    "if __name__ == '__main__':\n"
    "    next(iter(DataLoader({10: 1.0, 20: 2.0}, num_workers=1)))\n"
)
path = Path(tempfile.mkdtemp(), "caught.py")
path.write_text(program)
error = subprocess.run([sys.executable, path], capture_output=True, text=True).stderr
# zh: 它报错的第一行
# en: the first line of its error
raise KeyError(next(line for line in error.splitlines() if line.startswith("KeyError: Caught"))[10:])
# --8<-- [end:fails]
