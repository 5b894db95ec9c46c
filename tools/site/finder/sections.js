/*
 * The text of all sections as one string, which is looked through letter by letter: at this size that is faster than to make an index.
 * A place in it belongs to a section, and there to its heading or to its text.
 */

import { fit, folded, isHan, wordsOf } from "./letters.js";

const MOST = 400; // phrases whose places are kept, for the next letter that is typed

/** How much a kind of page counts beside a lesson, by its address or the first folder of it; and sections that all lessons have. */
const KINDS = { "": 0.5, "errors/symptoms/": 1, errors: 0.75, corrections: 0.55, labs: 0.6, glossary: 0.45, exercises: 0.5, keys: 0.75 };
const ASIDE = { next: 0.4, moved: 0.4, check: 0.6, exercises: 0.6, summary: 0.8 };

/** What a heading is about stands before its colon. */
const topic = (heading) => heading.search(/[:：—]/) > 0 ? heading.search(/[:：—]/) : heading.length;

/** `pages` as tools/site/search.py writes them. */
export function library(pages) {
  const sections = [];
  const parts = [];
  let length = 0;
  const add = (text) => {
    parts.push(`${text}\n`);
    length += text.length + 1;
    return length;
  };
  for (const { url, title, also, sections: all } of pages) {
    const kind = url.split("/")[0];
    const first = sections.length;
    for (const [id, heading, text] of all) {
      const weight = (KINDS[url] ?? KINDS[kind] ?? 1) * (ASIDE[id] ?? 1) * (text ? 1 : 0.3);
      const place = { url, location: id ? `${url}#${id}` : url, title: heading, text, kind, weight, page: first, start: length, aside: id in ASIDE };
      place.middle = add(id ? heading : `${heading} ${also}`);
      place.end = add(text);
      place.topic = topic(heading);
      sections.push(place);
    }
  }
  const whole = parts.join("");
  const all = folded(whole);
  const kept = new Map();

  /** Where a phrase stands: a map from sections to `{ head, share, text }`: how well in the heading, how much
   * of it that is, and how often in the text. */
  function places(phrase) {
    if (kept.has(phrase)) return kept.get(phrase);
    if (kept.size > MOST) kept.clear();
    const found = new Map();
    const free = isHan(phrase);
    let index = 0;
    for (let at = all.indexOf(phrase); at >= 0; at = all.indexOf(phrase, at + phrase.length)) {
      const value = free ? 1 : fit(phrase, at, all, whole);
      if (!value) continue;
      while (sections[index].end <= at) index++;
      const section = sections[index];
      const seen = found.get(section) ?? { head: 0, share: 0, text: 0 };
      if (at < section.middle && section.aside) continue; // the heading is that of all lessons
      else if (at < section.middle) {
        seen.head = Math.max(seen.head, at < section.start + section.title.length ? value : 0.7 * value);
        seen.share = Math.max(seen.share, (value * phrase.length) / (at < section.start + section.topic ? section.topic : 2 * section.title.length));
      } else seen.text += value;
      found.set(section, seen);
    }
    kept.set(phrase, found);
    return found;
  }

  let vocabulary;
  /** The words without Chinese, with how often each is there: what a misspelt word may have meant. */
  function words() {
    if (vocabulary) return vocabulary;
    vocabulary = new Map();
    for (const word of wordsOf(all)) if (word.length > 3 && !isHan(word)) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
    return vocabulary;
  }

  const at = new Map(sections.map((section) => [section.location, section]));
  return { sections, places, words, at };
}
