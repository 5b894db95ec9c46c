/* What answers a query, in the form that Material's list of results takes. */

import { library } from "./sections.js";
import { reader } from "./query.js";
import { finder } from "./find.js";
import { explainer, message } from "./pasted.js";
import { suggester } from "./suggest.js";
import { escaped, item } from "./show.js";

const PAGES = 20, SECTIONS = 7;

const advised = (advice) => advice.map(({ say, code }) => `<p>${escaped(say)}</p>${code && `<pre><code>${escaped(code)}</code></pre>`}`).join("");

/** `index` is search/index.json; what it returns answers a query with `{ items, suggest }`. `told` is what the doctor says of the query. */
export function searcher(index) {
  const books = library(index.pages);
  const find = finder(books, reader(books, index)), explain = explainer(books, index), suggest = suggester(books, index);
  return (query, told) => {
    const pasted = message(query, told);
    const error = pasted && explain(pasted);
    const { ideas, pages } = error ?? find(query);
    const items = pages.slice(0, PAGES).map((page) => {
      const shown = page.slice(0, SECTIONS).map((each) => shownAs(each, error ? [] : ideas, books));
      const first = books.sections[page[0].section.page];
      return page.some(({ section }) => section === first) ? shown : [...shown, { ...item({ section: first, score: 0 }), terms: {} }];
    });
    return { items, suggest: error ? [] : suggest(query) };
  };
}

function shownAs(found, ideas, { sections }) {
  const above = sections[found.section.page];
  const missing = ideas.filter(({ bonus, whole, in: places }) => whole && !bonus && !places.has(found.section) && !places.get(above)?.head);
  const made = item(found, missing.map(({ said }) => said));
  return found.advice ? { ...made, text: advised(found.advice) + made.text } : made;
}
