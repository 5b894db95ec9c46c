"""Netron in the site, to look into a network: the pip package's own files, cut down to what our models need.

No telemetry, no question about cookies, no end after 180 days, no other host, no other models. Each edit must match exactly
once: a new Netron fails here and does not bring any of that back.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import netron
import onnx
from mkdocs.exceptions import MkDocsException

from tools.base.project import ROOT
from tools.page.pictures import models

SOURCE = Path(netron.__file__).parent
THEME = ROOT / "tools/site/viewer.js"
COPIED = (
    *("view.js", "grapher.js", "browser.js", "base.js", "index.js", "message.js", "text.js", "zip.js", "flatbuffers.js"),
    *("protobuf.js", "dagre.js", "worker.js", "onnx.js", "onnx-proto.js", "onnx-schema.js", "grapher.css", "index.html"),
)
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'"
)
HEAD = f"""<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="../zh/assets/images/favicon.svg">
<link id="dark" rel="stylesheet" href="dark.css" media="(prefers-color-scheme: dark)">
<script src="viewer.js"></script>
<style>:focus-visible {{ outline: 2px solid #d9541e !important; outline-offset: -2px }}</style>"""
OPEN = """const name = /^\\\\?([\\\\w-]+)$/.exec(this.window.location.search);
        if (!name || await this._openModel(`${name[1]}.onnx`, null) !== '') {
            this._view.show('welcome');
        }
    }

    environment(name)"""
# file → (what to find, what to put there)
EDITS: dict[str, list[tuple[str, str]]] = {
    "browser.js": [
        # the end after 180 days, the question about cookies, telemetry
        (r"\n        const age = async \(\) => \{.*?        await capabilities\(\);\n", "\n"),
        # ?lenet-net opens lenet-net.onnx beside this page; no address, no gist, no file of the reader's
        (r"if \(this\._meta\.file\) \{\n.*?this\._view\.show\('welcome'\);\n    \}\n\n    environment\(name\)", OPEN),
        (r"            if \(url\.startsWith\('https://raw\.githubusercontent.*?\n            \}\n(?=            context = )", ""),
        (r"    async _openGist\(gist\) \{.*?\n    \}\n\n(?=    async _openContext)", ""),
        (r"    _setCookie\(name, value, days\) \{.*?\n    \}\n\n    _getCookie\(name\) \{.*?\n    \}\n\n", ""),
        # a model is fetched once, not at each look
        (r"        if \(!url\.startsWith\('data:'\)\) \{\n.*?\n        \}\n(?=        return this\._request\(url, headers)", ""),
    ],
    "base.js": [
        (r"base\.Telemetry = class \{\n.*?\n\};\n", "base.Telemetry = class { set() {} send() {} };\n"),
    ],
    "index.js": [
        (r"'json', 'xml', 'protobuf', 'hdf5', 'grapher', 'browser'", "'protobuf', 'grapher', 'browser'"),
        (r"'base', 'text', 'flatbuffers', 'flexbuffers', 'zip',  'tar', 'python'", "'base', 'text', 'zip'"),
    ],
    "view.js": [
        (r"(?<='\./onnx'), '\./pytorch', '\./tflite', '\./mlnet'(?=, '\./onnx-proto')", ""),
        (r"(?<='\./onnx-schema'), '\./tflite-schema'(?=\])", ""),
        (r"'onnx-metadata\.json', 'pytorch-metadata\.json', 'tflite-metadata\.json'", "'onnx-metadata.json'"),
    ],
    "index.html": [
        (r'<meta http-equiv="Content-Security-Policy" content="[^"]*">\n', ""),
        (r'<meta name="date" content="[^"]*">\n', ""),
        (r'(<link rel="[^"]*icon[^"]*"[^>]*>\n)+', ""),
        (r"</head>", f"{HEAD}\n</head>"),
    ],
}
DARK = "@media (prefers-color-scheme: dark) {"


class ViewerError(MkDocsException):
    """The installed Netron is not the one that this code knows."""


def edited(name: str, text: str) -> str:
    for pattern, replacement in EDITS.get(name, []):
        text, found = re.subn(pattern, replacement, text, flags=re.DOTALL)
        if found != 1:
            what = f"{name} has {found} places like /{pattern}/, expected 1"
            mend = "Install the version in requirements.txt, or adapt EDITS in tools/site/viewer.py."
            raise ViewerError(f"netron {version('netron')}: {what}. {mend}")
    return text


def without_dark(text: str) -> tuple[str, str]:
    """The rules for a dark system on their own: viewer.js decides when they hold."""
    dark = []
    while DARK in text:
        start = text.index(DARK)
        end, depth = start + len(DARK), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        dark.append(text[start + len(DARK) : end - 1])
        text = text[:start] + text[end:]
    return text, "".join(dark)


def write_viewer(folder: Path) -> None:
    """`viewer/?lenet-net` shows lenet-net.onnx, which the readers' own programs find whole in models/."""
    whole, folder = folder / "models", folder / "viewer"
    whole.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)
    dark = ""
    for name in COPIED:
        text, rules = without_dark(edited(name, (SOURCE / name).read_text("utf-8")))
        dark += rules
        (folder / name).write_text(text, "utf-8", newline="\n")
    (folder / "dark.css").write_text(dark, "utf-8", newline="\n")
    (folder / "viewer.js").write_bytes(THEME.read_bytes())
    (folder / "LICENSE").write_bytes((ROOT / "licenses/netron.txt").read_bytes())
    used = set()
    for name, path in models().items():
        (whole / f"{name}.onnx").write_bytes(path.read_bytes())
        model = onnx.load(path)
        used |= {node.op_type for node in model.graph.node}
        # the weights apart: they are asked for when a reader opens one
        onnx.save(model, folder / f"{name}.onnx", save_as_external_data=True, location=f"{name}.onnx.data", size_threshold=4096)
        for file in folder.glob(f"{name}.onnx*"):
            file.chmod(0o644)
    known = json.loads((SOURCE / "onnx-metadata.json").read_text("utf-8"))
    kept = [{key: value for key, value in entry.items() if key != "examples"} for entry in known if entry["name"] in used]
    (folder / "onnx-metadata.json").write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), "utf-8")
