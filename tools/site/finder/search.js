/* What answers a query, in the form that Material's list of results takes. */

import { library } from "./sections.js";
import { reader } from "./query.js";
import { finder } from "./find.js";
import { explainer, message } from "./pasted.js";
import { suggester } from "./suggest.js";
import { escaped, item } from "./show.js";

const SECTIONS = 7, FURTHER = 2; // of a page that is shown at once, and of those that come when the list is scrolled
const AT_ONCE = 10;

const advised = (advice) => advice.map(({ say, code }) => `<p>${escaped(say)}</p>${code && `<pre><code>${escaped(code)}</code></pre>`}`).join("");

/** `index` is search/index.json; what it returns answers a query with `{ items, suggest }`. `told` is what the doctor says of the query. */
export function searcher(index) {
  const books = library(index.pages);
  const find = finder(books, reader(books, index)), explain = explainer(books, index), suggest = suggester(books, index);
  return (query, told) => {
    const pasted = message(query, told);
    const error = pasted && explain(pasted);
    const { ideas, pages } = error ?? find(query);
    const items = pages.map((page, nth) => {
      const best = page.slice(0, nth < AT_ONCE ? SECTIONS : FURTHER);
      const first = books.sections[page[0].section.page]; // its title stands above the others
      if (!best.some(({ section }) => section === first)) best.push(page.find(({ section }) => section === first) ?? { section: first, score: 0 });
      return best.map((each) => shownAs(each, error || !each.ideas ? [] : ideas, books));
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
