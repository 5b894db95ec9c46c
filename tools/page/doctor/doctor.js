/*
 * The error doctor: what was pasted, the entry it belongs to, and what it means with the reader's numbers.
 * What it knows, assets/doctor.json, is made by __init__.py beside it. Without a document: the filter and the search show what it finds.
 */

import { takeApart } from "./pasted.js";
import { matcher } from "./match.js";
import { advise } from "./advice.js";

export function doctor({ entries, advice }) {
  const { find } = matcher(entries);
  /** `{ pasted, error, own, last, entry, torch, foreign, near, advice }`; `entry` is null where none fits for certain. */
  return (text) => {
    const parts = takeApart(text);
    if (!parts.pasted) return { pasted: false, entry: null, near: [], advice: [] };
    const { error, ranked } = find(parts);
    const [best] = ranked;
    const entry = best?.sure ? best.entry : null;
    const near = ranked.filter(({ score, entry: each }) => each !== entry && score > (entry ? 0.75 * best.score : 0.45)).slice(0, 4);
    return {
      pasted: true,
      error: { type: error.type, message: error.message.slice(0, 400) },
      own: error.own ?? parts.own,
      last: parts.last,
      entry,
      torch: entry ? best.torch : "",
      foreign: Boolean(entry && best.foreign),
      near: near.map((each) => each.entry),
      advice: advise(advice, error.message, parts.lines),
    };
  };
}
