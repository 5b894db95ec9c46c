/* How the last word may go on, shown in grey behind what is typed: a word of the pages, or a Chinese one of the glossary. */

import { folded, isHan, wordsOf } from "./letters.js";

export function suggester({ places, words }, { same }) {
  const known = [...new Set(same.flatMap(({ say }) => say))].filter(isHan);

  /** Material wants the word as it is typed, from the last space on. */
  return function suggest(query) {
    const typed = query.split(/[\s-]+/).pop();
    const last = folded(wordsOf(typed).pop() ?? "");
    if (last.length < 2 || !folded(typed).endsWith(last)) return [];
    const goesOn = (word) => word.length > last.length && word.startsWith(last);
    const found = isHan(last) ? known.filter(goesOn).map((word) => [word, places(word).size]) : [...words()].filter(([word]) => goesOn(word));
    const [best, count] = found.reduce((one, two) => (two[1] > one[1] ? two : one), ["", 0]);
    return count ? [typed + best.slice(last.length)] : [];
  };
}
