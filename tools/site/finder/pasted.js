/*
 * A pasted error message goes to the error doctor (tools/page/doctor/), which the clinic's filter asks, too. Its entry stands first, and
 * says what it means with the reader's numbers. Of other messages, those of lessons, first comes the section with the longest part of them.
 */

import { grouped } from "./find.js";
import { folded, wordsOf } from "./letters.js";

const NAME = /(?=\b\w*(?:Error|Exception|Warning):)/;
const FIRST = 1e5;
const LEAST_RUN = 4, PART = 0.6; // words of a section that a long query must be, to be taken for a message
const COMPARED = 60; // sections that have most of the words

const wordsIn = (text) => wordsOf(text).filter((word) => /^\D/.test(word));
const asWords = (query) => wordsIn(query.split(NAME).pop()).slice(0, 60); // the longest messages tell the same story twice
const spaced = (words) => ` ${words.join(" ").replace(/\d+/g, "")} `;

/** How many words of the message stand in the text one after the other: what a run lacks, a longer one lacks too. */
function longestRun(words, text) {
  const all = spaced(wordsIn(text));
  let start = 0, longest = 0;
  for (let end = 1; end <= words.length; end++) {
    while (start < end && !all.includes(spaced(words.slice(start, end)))) start++;
    longest = Math.max(longest, end - start);
  }
  return longest > 1 ? longest : 0;
}

/** `told`: what the doctor says of the query, if it was asked. Null where this is no message; `sure` where it can be nothing else. */
export function message(query, told) {
  const found = told?.pasted ? told : undefined;
  const { type, message: said } = found?.error ?? { type: "", message: query };
  const words = asWords(type ? `${type.split(".").pop()}: ${said}` : said);
  if (!found && !NAME.test(query) && words.length <= 5) return null;
  const own = found?.entry ? asWords(found.entry.forms[0]).slice(0, 20) : [];
  return { words, own, entry: found?.entry, advice: found?.advice ?? [], sure: Boolean(type || found?.entry || NAME.test(query)) };
}

export function explainer({ sections, places, at }, { idle }) {
  const silent = new Set(idle);
  /** The sections with the message; null where it may be a question, and no section has most of its words one after the other. */
  return function explain({ words, own, entry, advice, sure }) {
    const told = [...new Set([...words, ...own].map(folded))].filter((word) => !silent.has(word) && word.length > 1);
    const ideas = told.map((word) => ({ said: word, forms: [[word, 1]], in: places(word) }));
    for (const idea of ideas) idea.weight = Math.log2(1 + sections.length / (1 + idea.in.size));
    const scores = new Map();
    for (const { weight, in: places } of ideas)
      for (const [section, { text }] of places) if (text) scores.set(section, (scores.get(section) ?? 0) + weight * Math.min(1, text));
    let found = [...scores].map(([section, score]) => ({ section, score, ideas: ideas.filter((idea) => idea.in.has(section)) }));
    found = found.sort((one, two) => two.score - one.score).slice(0, COMPARED);
    const place = entry && at.get(`errors/${entry.page}/#${entry.id}`);
    if (place && !found.some(({ section }) => section === place)) found.push({ section: place, score: 0, ideas: [] });
    const runs = new Map(found.map(({ section }) => [section, longestRun(words, section.text)]));
    if (!sure && Math.max(0, ...runs.values()) < Math.max(LEAST_RUN, PART * words.length)) return null;
    for (const each of found) each.score += runs.get(each.section) ** 2;
    // A lesson that has the message word for word comes before an entry that is about its kind
    const whole = ({ section }) => words.length > 2 && runs.get(section) >= words.length;
    const best = found.find(({ section }) => section === place);
    if (best && (whole(best) || !found.some(whole))) best.score += FIRST;
    else for (const each of found.filter(whole)) each.score += FIRST;
    if (best) best.advice = advice;
    return { ideas, pages: grouped(found) };
  };
}
