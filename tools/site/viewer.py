"""Netron in the site, to look into a network: the pip package's own modules, unedited, in a page and a host of our own.

tools/site/viewer/index.html names what a browser loads; host.js is what Netron's modules ask of the page around them.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import netron
import onnx

from tools.base.project import ROOT
from tools.page.pictures import models

OURS = ROOT / "tools/site/viewer"
NETRON = Path(netron.__file__).parent
NAMED = re.compile(r'(?:href|src)="([\w-]+\.(?:js|css))"')


def page() -> str:
    """Our head, then Netron's page from its style on: what its modules find there by id, and the icons."""
    _, theirs = (NETRON / "index.html").read_text("utf-8").split("<style>", 1)
    return f"{(OURS / 'index.html').read_text('utf-8')}<style>{theirs}".replace("{version}", version("netron"))


def write_viewer(folder: Path) -> None:
    """`viewer/?lenet-net` shows lenet-net.onnx, which the readers' own programs find whole in models/."""
    whole, folder = folder / "models", folder / "viewer"
    whole.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(page(), "utf-8", newline="\n")
    (folder / "LICENSE").write_bytes((ROOT / "licenses/netron.txt").read_bytes())
    for name in NAMED.findall((OURS / "index.html").read_text("utf-8")):
        source = OURS if (OURS / name).exists() else NETRON
        (folder / name).write_bytes((source / name).read_bytes())
    used = set()
    for name, path in models().items():
        (whole / f"{name}.onnx").write_bytes(path.read_bytes())
        model = onnx.load(path)
        used |= {node.op_type for node in model.graph.node}
        # the weights apart: they are asked for when a reader opens one
        onnx.save(model, folder / f"{name}.onnx", save_as_external_data=True, location=f"{name}.onnx.data", size_threshold=4096)
        for file in folder.glob(f"{name}.onnx*"):
            file.chmod(0o644)
    known = json.loads((NETRON / "onnx-metadata.json").read_text("utf-8"))
    kept = [{key: value for key, value in entry.items() if key != "examples"} for entry in known if entry["name"] in used]
    (folder / "onnx-metadata.json").write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), "utf-8", newline="\n")
