# ruff: noqa: E402
import torch

# --8<-- [start:fix]
# zh: 打印 torch.__file__ 看导入的是哪个文件；真正的库以这个名字结尾
# en: print torch.__file__ to see which file was imported; the library's ends like this
print(torch.__file__.endswith("__init__.py"))
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a matter of files
import subprocess
import sys
import tempfile
from pathlib import Path

# zh: 一个叫 torch.py 的文件，里面是 import torch
# en: a file called torch.py, with import torch in it
path = Path(tempfile.mkdtemp(), "torch.py")
path.write_text("import torch\nlayer = torch.nn.Linear(4, 2)\n")
error = subprocess.run([sys.executable, path], capture_output=True, text=True).stderr
raise AttributeError(error.strip().splitlines()[-1].removeprefix("AttributeError: "))
# --8<-- [end:fails]
