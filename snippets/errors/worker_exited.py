# ruff: noqa: E402
from torch.utils.data import DataLoader

# --8<-- [start:fix]
# zh: 先不用 worker：真正的报错会直接出现
# en: without workers first: the real error then appears directly
loader = DataLoader(range(4), batch_size=2, num_workers=0)
print(next(iter(loader)))
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a matter of processes
import re
import subprocess
import sys
import tempfile
from pathlib import Path

program = (
    "import os\n"
    "from torch.utils.data import DataLoader\n"
    "class Ends(list):\n"
    "    def __getitem__(self, index):\n"
    "        os._exit(1)\n"
    "if __name__ == '__main__':\n"
    "    next(iter(DataLoader(Ends([1, 2]), num_workers=1)))\n"
)
path = Path(tempfile.mkdtemp(), "ends.py")
path.write_text(program)
error = subprocess.run([sys.executable, path], capture_output=True, text=True).stderr
# zh: 它的最后一行；进程号每次不同，这里换成 …
# en: its last line; the number of the process changes each time and is … here
message = error.strip().splitlines()[-1].removeprefix("RuntimeError: ")
raise RuntimeError(re.sub(r"\d+", "…", message))
# --8<-- [end:fails]
