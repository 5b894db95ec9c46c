"""The foot of a page: what ran its code, when and where, from the record and never by hand."""

from __future__ import annotations

from pathlib import Path

from tools.base.project import relative
from tools.sources.versions import versions

WORDS = {
    "zh": {
        "ran": "本页的代码于 {date} 用 torch {torch}、Python {python} 在 {device} 上运行，输出即当时所得",
        "also": "；{date} 又在 {device} 上用 torch {torch} 运行",
        "not": "；尚未在 CUDA 上运行",
        "end": "。源码：",
        "comma": "、",
    },
    "en": {
        "ran": "The code of this page ran on {date} with torch {torch} and Python {python} on {device}, and printed what you see",
        "also": "; it ran again on {date} on {device} with torch {torch}",
        "not": "; not yet run on CUDA",
        "end": ". Sources: ",
        "comma": ", ",
    },
}


def foot(language: str, sources: list[Path], repository: str = "", made: dict | None = None) -> list[str]:
    """Markdown for the end of a page whose code came from `sources`; links where the repository has an address."""
    words, made = WORDS[language], made or versions()
    if not sources or "cpu" not in made:
        return []
    text = words["ran"].format(**made["cpu"])
    text += words["also"].format(**made["cuda"]) if "cuda" in made else words["not"]
    names = [f"`{relative(folder)}/`" for folder in dict.fromkeys(path.parent for path in sources)]
    if repository:
        names = [f"[{name}]({repository.rstrip('/')}/tree/main/{name.strip('`')})" for name in names]
    return ["", f"{text}{words['end']}{words['comma'].join(names)}", "{ .record }"]
