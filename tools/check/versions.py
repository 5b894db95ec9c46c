"""The record of other versions of torch: as `make versions` wrote it, or it claims runs that nobody has seen."""

from __future__ import annotations

from collections.abc import Iterator

from tools.base.project import LANGUAGES, Fault, line_of, load_yaml
from tools.page.versions import WHY
from tools.sources import others
from tools.sources.examples import example_files, parse


def other_faults() -> Iterator[Fault]:
    path = others.OTHERS
    try:
        made = others.others()
    except (ValueError, AttributeError):
        yield Fault(path, 1, "it is no JSON. Take it as it was committed, or run `make versions TORCH=…` for each version anew.")
        return
    for version, entry in made.items():
        if not isinstance(entry, dict) or entry.get("seal") != others.seal(entry):
            what = f"the record of torch {version} is not as it was written. Run `make versions TORCH={version}`."
            yield Fault(path, line_of(path, f'^ "{version}"'), what)
        elif entry["torch"].partition("+")[0] != version:
            what = f"the record of torch {version} was made with {entry['torch']}. Run `make versions TORCH={version}`."
            yield Fault(path, line_of(path, f'^ "{version}"'), what)


def reason_faults() -> Iterator[Fault]:
    """A reason in docs/versions.yml is of an example that differs, in both languages."""
    if not WHY.exists():
        return
    examples = {example.key: example for example in (parse(path)[0] for path in example_files())}
    for names, reason in (load_yaml(WHY) or {}).items():
        line = line_of(WHY, f"^{names}:")
        if unknown := [name for name in names.split() if name not in examples]:
            yield Fault(WHY, line, f"there is no example '{unknown[0]}'. Mend the name or take the reason away.")
        elif set(reason) != set(LANGUAGES):
            yield Fault(WHY, line, f"the reason of '{names}' is not in both languages. Write zh and en.")
