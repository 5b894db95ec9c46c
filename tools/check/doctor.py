"""What the error doctor is told: other wordings of entries that are not there, advice that one language lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.base.project import LANGUAGES, Fault, line_of
from tools.page import doctor
from tools.sources.entries import reference


def doctor_faults() -> Iterator[Fault]:
    ids = {entry.id for entry in reference(LANGUAGES[0], "errors")}
    for id in doctor.aliases(ids).keys() - ids:
        line = line_of(doctor.ALIASES, rf"^{re.escape(id)}:")
        what = f"there is no entry '{id}' in docs/<language>/errors/. Name the id of its heading, or several, '{id}|other'."
        yield Fault(doctor.ALIASES, line, what)
    told = {language: doctor.advice(language) for language in LANGUAGES}
    for kind, causes in told[LANGUAGES[0]].items():
        for cause in causes:
            said = [told[language][kind][cause].get("say") for language in LANGUAGES]
            line = line_of(doctor.ADVICE, rf"^{re.escape(kind)}:")
            if not all(isinstance(each, str) for each in said):
                yield Fault(doctor.ADVICE, line, f"'{kind}.{cause}' has no 'say' in {' and '.join(LANGUAGES)}. Write both.")
            elif len({frozenset(re.findall(r"{\w+}", each)) for each in said}) > 1:
                yield Fault(doctor.ADVICE, line, f"'{kind}.{cause}' is filled in differently in the two languages.")
