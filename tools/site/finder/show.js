/* What a reader sees of a section: its heading, the lines that answer, cut to a readable length, and the words found, marked. */

import { fit, folded, isHan, isLetter } from "./letters.js";

const LENGTH = { latin: 230, han: 120 };
const BEFORE = { latin: 70, han: 30 };
const CODE = "\t"; // before a line that is all code
const MARKED = 8; // words for the page to mark

export const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const partOf = (code) => isLetter(code) || code === 95;

/** Where words stand in a text: `[{ from, to, idea }]`, whole words, none in another. */
export function marks(text, ideas) {
  const all = folded(text);
  const found = [];
  ideas.forEach(({ forms }, idea) => {
    for (const [phrase] of forms)
      for (let at = all.indexOf(phrase); at >= 0; at = all.indexOf(phrase, at + phrase.length)) {
        let from = at, to = at + phrase.length;
        if (!isHan(phrase)) {
          if (!fit(phrase, at, all, text)) continue;
          while (partOf(all.charCodeAt(from - 1))) from--;
          while (partOf(all.charCodeAt(to))) to++;
        }
        found.push({ from, to, idea });
      }
  });
  found.sort((one, two) => one.from - two.from || two.to - one.to);
  return found.filter(({ to }, at) => !found.slice(Math.max(0, at - 8), at).some((other) => other.to >= to));
}

/** HTML of a text between two places; code in it stands between `…`. */
function html(text, found, from = 0, to = text.length) {
  let made = "", at = from;
  let code = (text.slice(0, from).split("`").length - 1) % 2 === 1;
  if (code) made += "<code>";
  const add = (part) =>
    part.split("`").forEach((piece, nth) => {
      if (nth) {
        code = !code;
        made += code ? "<code>" : "</code>";
      }
      made += escaped(piece);
    });
  for (const mark of found) {
    if (mark.from < at || mark.to > to) continue;
    add(text.slice(at, mark.from));
    made += `<mark>${escaped(text.slice(mark.from, mark.to))}</mark>`;
    at = mark.to;
  }
  add(text.slice(at, to));
  return made + (code ? "</code>" : "");
}

/** A line around its first mark, as long as can be read at a glance. */
function cropped(line, found) {
  const script = /\p{Script=Han}/u.test(line) ? "han" : "latin";
  if (line.length <= LENGTH[script] * 1.3) return html(line, found);
  let from = Math.max(0, (found[0]?.from ?? 0) - BEFORE[script]);
  let to = Math.min(line.length, from + LENGTH[script]);
  if (script === "latin") {
    while (from && line[from - 1] !== " ") from--;
    while (to < line.length && line[to] !== " ") to++;
  }
  return `${from ? "… " : ""}${html(line, found, from, to)}${to < line.length ? " …" : ""}`;
}

/** The two lines that have most of what is asked for, in their order; the first line where none has any. */
function teaser(text, ideas) {
  const lines = text.split("\n").map((line, at) => {
    const found = marks(line, ideas);
    const worth = [...new Set(found.map(({ idea }) => idea))].reduce((sum, idea) => sum + ideas[idea].weight, 0);
    return { line, at, found, worth };
  });
  const best = lines.filter(({ worth }) => worth).sort((one, two) => two.worth - one.worth || one.at - two.at).slice(0, 2);
  return (best.length ? best.sort((one, two) => one.at - two.at) : lines.slice(0, 1))
    .map(({ line, found }) => {
      if (!line.startsWith(CODE)) return `<p>${cropped(line, found)}</p>`;
      const inside = found.map((mark) => ({ ...mark, from: mark.from - 1, to: mark.to - 1 }));
      return `<pre><code>${cropped(line.slice(1).replace(/`/g, "'"), inside)}</code></pre>`;
    })
    .join("");
}

/** What Material's list of results takes: `terms` are the words that the page marks, true, and those that are not there, false. */
export function item({ section, score, ideas = [] }, missing = []) {
  const words = new Map();
  for (const text of [section.title, section.text])
    for (const { from, to } of marks(text, ideas)) {
      const word = folded(text.slice(from, to));
      words.set(word, (words.get(word) ?? 0) + 1);
    }
  const long = [...words.keys()].filter((word) => word.length > (isHan(word) ? 1 : 2));
  const told = (long.length ? long : [...words.keys()]).sort((one, two) => words.get(two) - words.get(one)).slice(0, MARKED);
  told.sort((one, two) => two.length - one.length);
  const terms = Object.fromEntries([...told.map((word) => [word, true]), ...missing.map((word) => [word, false])]);
  const title = html(section.title, marks(section.title, ideas));
  return { location: section.location, title, text: teaser(section.text, ideas), score, terms };
}
