import re
import subprocess
import sys
import tempfile
from pathlib import Path

# --8<-- [start:guard]
program = """
from torch.utils.data import DataLoader

loader = DataLoader(range(8), batch_size=4, num_workers=1, multiprocessing_context="spawn")
for batch in loader:
    print(batch)
"""
path = Path(tempfile.mkdtemp(), "no_guard.py")
path.write_text(program)
done = subprocess.run([sys.executable, path], capture_output=True, text=True)
# zh: 先是 worker 的报错，最后一行是主进程的
# en: first the error of the worker; the last line is that of the main process
error = done.stderr[done.stderr.index("RuntimeError: ") :].splitlines()
print(*(line.strip() for line in error[:12] if line.strip()), sep="\n")
print(re.sub(r"\d+", "…", error[-1]))
# --8<-- [end:guard]
