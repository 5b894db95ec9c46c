"""What the search finds on the built site: what readers type leads to the page that answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.finder import Finder, finder
from tools.base.js import joined
from tools.base.project import DOCS, ROOT, load_yaml
from tools.site.scripts import short
from tools.sources.terms import terms

QUERIES = Path(__file__).parent / "data/queries.txt"
LANGUAGES = ("zh", "en")


@pytest.fixture(params=LANGUAGES)
def find(request, built_site) -> Finder:
    return finder(built_site, request.param)


@pytest.fixture
def zh(built_site) -> Finder:
    return finder(built_site, "zh")


@pytest.fixture
def en(built_site) -> Finder:
    return finder(built_site, "en")


def queries(language: str) -> list[tuple[str, list[str]]]:
    block = re.search(rf"^=== {language}\n(.*?)(?=^===|\Z)", QUERIES.read_text("utf-8"), re.M | re.S)[1]
    return [(query, pages.split("|")) for query, pages in (line.split(" => ") for line in block.strip().splitlines())]


def test_what_readers_type_leads_to_the_page_that_answers(find):
    log, late, first = queries(find.language), [], 0
    for query, pages in log:
        assert all((DOCS / find.language / f"{page}.md").exists() or page.startswith("labs/") for page in pages), query
        found = find.pages(query)
        first += bool(found) and found[0] in pages
        if not set(found[:3]) & set(pages):
            late.append((query, pages, found[:5]))
    print(f"\n{find.language}: of {len(log)} queries {first} first, {len(log) - len(late)} in the first three")
    assert len(log) >= 150
    assert len(late) <= 0.05 * len(log), late
    assert first >= 0.8 * len(log)


@pytest.mark.parametrize(
    "language, known", [("zh", "register_forward_hook hooks"), ("zh", "权重初始化 init"), ("zh", "归一化 normalisation")]
)
def test_a_name_or_a_title_comes_first(built_site, language, known):
    query, page = known.split()
    assert finder(built_site, language).pages(query)[0] == page


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.id)
def test_a_term_finds_a_section_that_has_it_whole_and_marks_it_whole(zh, term):
    best = zh.best(term.zh)
    assert term.zh.lower() in zh.sections[best.place].lower()
    if len(term.zh) > 1 and re.fullmatch(r"[\u4e00-\u9fff]+", term.zh):
        assert all(len(mark) > 1 for mark in [*best.marked, *best.terms])
        assert any(term.zh in mark for mark in best.marked) or best.place.endswith("/"), "a page's own title may have it"


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.id)
def test_a_term_finds_all_its_words_in_english(en, term):
    text = en.sections[en.best(term.en).place].lower()
    assert all(word[:5] in text for word in term.en.lower().split())


SIGNS = [
    "{}:",
    "{}?",
    "{}!",
    "'{}'",
    '"{}"',
    "({})",
    "[{}]",
    "<{}>",
    "`{}`",
    "{},",
    "{}.",
    "#{}",
    "{};",
    "*{}*",
    "/{}",
    "{}...",
    "-{}",
    "+{}",
    "~{}",
]
SIGNS += [
    "{}：",
    "{}？",
    "{}！",
    "“{}”",
    "‘{}’",
    "（{}）",
    "【{}】",
    "《{}》",
    "〈{}〉",
    "「{}」",
    "『{}』",
    "{}，",
    "{}。",
    "{}；",
    "{}、",
    "…{}",
    "——{}",
    "\u3000{}",
]


@pytest.mark.parametrize(
    "language, word", [("zh", "权重"), ("zh", "stride"), ("zh", "nn.Conv2d"), ("en", "stride"), ("en", "state_dict")]
)
def test_signs_beside_a_word_change_nothing(built_site, language, word):
    find = finder(built_site, language)
    bare = [[found.place for found in page] for page in find(word)]
    assert bare
    for sign in SIGNS:
        assert [[found.place for found in page] for page in find(sign.format(word))] == bare, sign.format(word)


@pytest.mark.parametrize("word", ["ｓｔｒｉｄｅ", "STRIDE", "Stride"])
def test_nor_do_width_and_case(find, word):
    assert find.pages(word) == find.pages("stride")


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("embeding", "embedding"),
        ("optimzer", "optimizer"),
        ("tranformer", "transformer"),
        ("dorpout", "dropout"),
        ("embbeding", "embedding"),
    ],
)
def test_a_misspelt_word_finds_what_was_meant(find, typed, meant):
    assert find.pages(typed)[0] in find.pages(meant)[:3]
    assert find.language == "zh" or any(mark.startswith(meant[:5]) for mark in find.best(typed).marked)


@pytest.mark.parametrize("language, one, other", [
    ("en", "normalize", "normalise"),
    ("en", "weight initialization", "weight initialisation"),
    ("en", "freezing", "freeze"),
    ("zh", "步长", "步幅"),
    ("zh", "反卷积", "转置卷积"),
    ("zh", "爆显存", "显存不足"),
    ("zh", "词嵌入（embedding）", "词嵌入"),
    ("zh", "反向传播 (backpropagation)", "反向传播"),
])  # fmt: skip
def test_words_that_say_the_same_find_the_same_page(built_site, language, one, other):
    find = finder(built_site, language)
    assert set(find.pages(one)[:2]) & set(find.pages(other)[:2])


def test_chinese_and_other_words_are_asked_for_together(zh):
    best = zh.best("卷积 padding")
    assert best.page == "conv2d" and {"padding", "卷积"} & set(best.terms)
    assert zh.best("loss nan 怎么办").terms.get("nan")
    assert zh.pages("loss为nan怎么办") == zh.pages("loss nan 怎么办")


def test_a_word_that_is_not_there_is_said_to_be_missing(en):
    found = [each for page in en("dropout zebra") for each in page]
    assert found[0].page in ("regularisation", "state")
    assert found[0].terms["zebra"] is False and found[0].terms["dropout"] is True


def test_nothing_is_found_where_nothing_is(find):
    assert find("zzqqxx") == [] and find("？！。") == []


def test_a_language_finds_its_own_pages_and_the_glossary_knows_the_other(zh, en):
    assert zh.pages("kernel")[0] == "conv2d"
    assert en.pages("卷积核") == ["glossary"]


def test_results_are_html_that_holds_no_other(find):
    for query in ("torch.Size", "<", "loss < 0", "Conv2d", "state_dict", "module", "e"):
        for found in (found for page in find(query) for found in page):
            for text in (found.title, found.text):
                bare = re.sub(r"</?(?:p|pre|code|mark)>", "", text)
                assert not re.search(r"<|&(?!#\d+;)", bare), bare
                assert text.count("<code>") == text.count("</code>") and "`" not in re.sub("<pre>.*?</pre>", "", text)


def test_each_page_has_its_title_among_its_sections(find):
    """Material sets it above the others."""
    for query in ("Conv2d", "loss", "the module of a tensor", "RuntimeError: expected scalar type Float but found Double"):
        pages = find(query)
        assert len(pages) > 10
        assert all(sum(found.place.endswith("/") or not found.place for found in page) == 1 for page in pages)


def test_a_teaser_can_be_read_at_a_glance(find):
    for query in ("Conv2d", "loss", "register_forward_hook", "权重", "glossary"):
        for found in (found for page in find(query) for found in page):
            assert len(re.sub("<.*?>|&#\\d+;", "", found.text)) < 800


@pytest.mark.parametrize(
    "language, typed, whole",
    [("zh", "反向", "反向传播"), ("en", "register_forw", "register_forward_hook"), ("en", "the Optim", "Optimizer")],
)
def test_the_box_says_how_a_word_goes_on(built_site, language, typed, whole):
    assert finder(built_site, language).answer(typed)["suggest"] == [whole]


def test_what_is_explained_somewhere_is_explained_there(find):
    """`see` of docs/search.yml and of the terms are sections of both languages."""
    places = set(find.sections) | {f"{page['url']}#{page['url'].split('/')[-2]}" for page in find.index["pages"] if page["url"]}
    assert {group["see"] for group in find.index["same"] if "see" in group} <= places


def test_the_words_of_the_search_are_in_order():
    known = load_yaml(DOCS / "search.yml")
    for group in known["same"]:
        assert group.keys() <= {"say", "see"} and len(set(group["say"])) == len(group["say"]), group
        assert all(word == word.lower().strip() for word in group["say"]), group


def test_the_index_holds_errors_but_no_other_outputs(find):
    text = "\n".join(find.sections.values())
    assert "shapes cannot be multiplied (1x256 and 400x120)" in text
    assert "(conv1): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))" not in text


def test_the_worker_is_ours_alone_and_light(built_site):
    for language in LANGUAGES:
        (worker,) = (built_site / language / "assets/javascripts/workers").glob("*.js")
        assert worker.read_text("utf-8").strip() == short(joined(ROOT / "tools/site/finder/worker.js"))
        assert "\u200b" not in (built_site / language / "search/index.json").read_text("utf-8")
