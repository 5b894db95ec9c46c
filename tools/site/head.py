"""What a page tells machines in its head, and the two links at its foot: "edit this page" and "report a mistake"."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tools.base.words import words
from tools.sources.entries import Entry, questions
from tools.sources.text import plain

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LOCALES = {"zh": "zh_CN", "en": "en_US"}
# The one line of script: the title of the report gets the section that the reader is at
WITH_SECTION = "this.search = new URLSearchParams({ title: this.dataset.page + location.hash + ': ' })"


class About(NamedTuple):
    """A page, as its head tells it."""

    title: str
    description: str
    language: str
    url: str
    twin: str
    """The same page in the other language."""
    picture: str
    date: str
    """2026-11-21: of the last change."""
    site: str


def about(page, config) -> About:
    """From MkDocs' own objects; addresses are whole."""
    address, other = config.extra["address"], config.extra["twin"]["language"]
    return About(
        title=page.meta["title"],
        description=page.meta["description"],
        language=config.theme["language"],
        url=page.canonical_url,
        twin=f"{address}{other}/{page.url}",
        picture=f"{config.site_url}assets/images/card.png",
        date=page.update_date,
        site=config.site_name,
    )


def structured(page: About, questions: Iterable[Entry] = ()) -> str:
    """JSON-LD: an article of a technical kind that is there to learn from, of which there is a translation.

    A reference page is one of questions and answers, too: an error and its cause, a statement and what is true.
    """
    data = {
        "@context": "https://schema.org",
        "@type": ["TechArticle", "LearningResource"],
        "@id": page.url,
        "headline": page.title,
        "description": page.description,
        "url": page.url,
        "inLanguage": page.language,
        "image": page.picture,
        "dateModified": page.date,
        "about": words(page.language)["page"]["subject"],
        "learningResourceType": "lesson",
        "isAccessibleForFree": True,
        "license": LICENCE,
        "workTranslation": {"@id": page.twin},
        "isPartOf": {"@type": "WebSite", "name": page.site},
    }
    if asked := [question(page, entry) for entry in questions]:
        data |= {"@type": ["TechArticle", "FAQPage"], "learningResourceType": "reference", "mainEntity": asked}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":  # nothing in a title can end the element
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def question(page: About, entry: Entry) -> dict:
    place = f"{page.url}#{entry.id}"
    answer = {"@type": "Answer", "text": entry.answer, "url": place}
    return {"@type": "Question", "@id": place, "name": entry.message or plain(entry.title), "acceptedAnswer": answer}


def cards(page: About) -> str:
    """Open Graph, and the one line that Twitter does not take from it."""
    properties = {
        "type": "article",
        "site_name": page.site,
        "title": page.title,
        "description": page.description,
        "url": page.url,
        "locale": LOCALES[page.language],
        "locale:alternate": next(locale for language, locale in LOCALES.items() if language != page.language),
        "image": page.picture,
        "image:type": "image/png",
        "image:width": "1200",
        "image:height": "630",
        "image:alt": page.site,
    }
    lines = [f'<meta property="og:{name}" content="{escape(value)}">' for name, value in properties.items()]
    return "\n".join([*lines, '<meta name="twitter:card" content="summary_large_image">'])


def tags(page, config) -> str:
    """For the head of the template."""
    told = about(page, config)
    return f"{cards(told)}\n{structured(told, questions(Path(page.file.abs_src_path)))}"


def links(page, config) -> str:
    """For the foot: nothing where the repository has no address. Both name the page, and with scripts the section too."""
    language = config.theme["language"]
    lab = getattr(page.file, "lab", None)
    source = f"snippets/labs/{lab.path.name}" if lab else f"docs/{language}/{page.file.src_uri}"
    return mend(config.extra.get("repository"), source, language)


def mend(repository: str | None, source: str, language: str) -> str:
    if not repository:
        return ""
    repository, word = repository.rstrip("/"), words(language)["page"]
    edit = escape(f"{repository}/edit/main/{source}")
    report = escape(f"{repository}/issues/new?{urlencode({'title': f'{source}: '})}")
    return (
        f'<p class="mend"><a href="{edit}">{word["edit"]}</a> · '
        f'<a href="{report}" data-page="{escape(source)}" onclick="{escape(WITH_SECTION)}">{word["report"]}</a></p>'
    )
