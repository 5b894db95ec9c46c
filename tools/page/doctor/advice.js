/* What a message means with the reader's numbers: the first kind whose pattern it has. The words are docs/advice.yml's. */

import { SHAPES } from "./shapes.js";
import { TARGETS } from "./targets.js";
import { KEYS } from "./keys.js";
import { KINDS } from "./types.js";

const LONGEST = 6000;

/** `[{ kind, cause, values }]`, the most likely cause first; empty where the message has nothing to read. */
export function causes(message, lines = []) {
  const text = message.slice(0, LONGEST);
  for (const [kind, pattern, follow, only] of [...KEYS, ...TARGETS, ...SHAPES, ...KINDS]) {
    if (only && !only.test(text)) continue;
    const found = pattern.exec(text);
    if (!found) continue;
    const told = follow(found, lines);
    if (told.length) return told.map(([cause, values]) => ({ kind, cause, values }));
  }
  return [];
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

/** The same as sentences and code: `[{ say, code }]`. */
export function advise(words, message, lines = []) {
  return causes(message, lines)
    .filter(({ kind, cause }) => words[kind]?.[cause])
    .map(({ kind, cause, values }) => {
      const { say, code = "" } = words[kind][cause];
      return { kind, cause, say: fill(say, values), code: fill(code, values) };
    });
}
