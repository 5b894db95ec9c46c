"""Wrong networks for the error doctor: torch refuses them in its own words, the advice is applied as code, and they run."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

from tools.base.js import Engine
from tools.page import doctor
from tools.site.scripts import short

ROUNDS = 3
"""A wrong size upstream may hide a second one, as in a network that somebody mends."""
ASK = """
let ask, words;
function know(known) { ask = doctor(known); words = known.advice; }
function look(text) { return ask(text); }
function tell(text) {
  const { errors, lines } = takeApart(text);
  return advise(words, errors[0]?.message ?? text, lines);
}
"""


@functools.cache
def engine(language: str = "en") -> Engine:
    """`call("look", text)`: what the page would say; `tell`: its advice alone."""
    made = Engine(short(doctor.script()) + ASK)
    made.call("know", doctor.known(language))
    return made


@dataclass
class Case:
    """Something that torch refuses: `run` uses the names, which the advice changes."""

    run: Callable[[dict[str, Any]], Any]
    names: dict[str, Any] = field(default_factory=dict)
    make: Callable[..., nn.Module] | None = None
    """The layer with other arguments."""
    shape: tuple[int, ...] | None = None
    """Of the result, where the right cure gives one."""
    traceback: str = ""
    planted: str = ""
    """The name of the mistake, for the report."""


def refusal(case: Case, names: dict[str, Any]) -> str:
    try:
        result = case.run(names)
    except Exception as error:
        return f"{case.traceback}{type(error).__name__}: {error}"
    if case.shape and tuple(result.shape) != case.shape:
        return f"shape {tuple(result.shape)} and not {case.shape}"
    return ""


def apply(code: str, case: Case, names: dict[str, Any]) -> None:
    if re.match(r"\w+=", code):
        assert case.make, f"nothing to give {code} to"
        names["layer"] = case.make(**eval(f"dict({code})", {"torch": torch, "nn": nn}))
    elif code.startswith("nn."):
        made = eval(code, names)
        if isinstance(made, type):  # nn.BatchNorm1d: the class alone
            made = case.make(made)
        names["criterion" if "Loss" in code else "layer"] = made
    else:
        exec(code, names)


def cured(case: Case, choice: int) -> str:
    """What still fails when the cause of this number is believed, empty where the network runs."""
    names = {"torch": torch, "nn": nn, **{key: copied(value) for key, value in case.names.items()}}
    said = refusal(case, names)
    assert said and not said.startswith("shape"), f"torch does not refuse: {case.planted} {said}"
    for number in range(ROUNDS):
        advice = engine().call("tell", said)
        place = choice if number == 0 else 0
        codes = [each["code"] for each in advice if each["code"]]
        if place >= len(codes):
            return f"no advice {place}: {said}"
        try:
            apply(codes[place], case, names)
        except Exception as error:
            return f"{codes[place]}: {error}"
        if not (said := refusal(case, names)):
            return ""
        if said.startswith("shape"):
            break
    return f"{codes[place]} → {said}"


def copied(value: Any) -> Any:
    return value.clone() if isinstance(value, torch.Tensor) else dict(value) if isinstance(value, dict) else value


def prove(cases: Iterable[Case], *, first: float = 0.97, told: str = "") -> None:
    """Each network runs with one of the causes that are named, nearly all with the first; what does not is shown."""
    counts, wrong, second = Counter(), [], []
    with torch.no_grad():
        for case in cases:
            counts["all"] += 1
            if not (why := cured(case, 0)):
                counts["first"] += 1
            elif not cured(case, 1):
                counts["second"] += 1
                second.append((case.planted, why))
            else:
                wrong.append((case.planted, why))
    rest = f", {counts['second']} with the second {dict(Counter(kind for kind, _ in second))}" if second else ""
    print(f"\n{told}: {counts['all']} wrong networks, {counts['first']} run with the first cause{rest}")
    assert not wrong, f"{len(wrong)} of {counts['all']} do not run: {wrong[:4]}"
    assert counts["first"] >= first * counts["all"], second[:4]
