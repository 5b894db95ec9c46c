/*
 * What a query asks for: ideas, each with the forms in which a page may have it, as [phrase, how good]. Words that say the same are one
 * idea. Chinese is cut at the words that the glossary, docs/search.yml and the headings have; what is left over, by twos.
 */

import { folded, isHan, isNear, spellings, stem, wordsOf } from "./letters.js";

const LONGEST = 400; // letters of a query
const LONGEST_WORD = 8;
const OTHER = 0.6; // a word that says the same
const INSIDE = 0.3; // a word of a phrase that is known as a whole
const JOINED = 0.4; // that two words stand side by side

const bare = (word) => stem(word).replace(/iz(?=e|ing|ation|$)/, "is");
/** Of a word or a phrase, whatever its forms. */
const key = (phrase) => wordsOf(folded(phrase)).flatMap((word) => word.split("_")).map(bare).join(" ");

export function reader({ sections, places, words }, { same, idle, faults: wrong }) {
  const silent = new Set(idle), faults = new Set(wrong);
  const groups = new Map();
  const han = new Set(wrong), headed = new Set(); // Chinese words that have others beside them, and those of headings
  for (const { say, see } of same) {
    for (const word of say) {
      const known = groups.get(key(word)) ?? { say: [], see: [] };
      known.say.push(...say);
      if (see) known.see.push(see);
      groups.set(key(word), known);
      if (isHan(word)) han.add(word);
    }
  }
  for (const run of sections.flatMap(({ title }) => wordsOf(title)).filter(isHan))
    for (const { word } of cut(run, new Set())) if (word.length > 1 && word.length < 5) headed.add(word);

  /** Chinese as known words, and what is left between them. Words that say nothing are left out. */
  function cut(run, dictionary) {
    const found = [];
    let rest = "";
    const close = () => {
      if (rest) found.push({ word: rest, whole: false });
      rest = "";
    };
    for (let from = 0; from < run.length; ) {
      let size = Math.min(LONGEST_WORD, run.length - from);
      let word = run.slice(from, from + size);
      while (size && !((size > 1 || run.length === 1) && dictionary.has(word)) && !silent.has(word)) word = run.slice(from, from + --size);
      if (size) {
        close();
        if (!silent.has(word)) found.push({ word, whole: true });
        from += size;
      } else rest += run[from++];
    }
    close();
    return found;
  }

  const others = (word) => {
    const { see, say } = groups.get(key(word)) ?? { see: [], say: [] };
    return { see, forms: [...new Set(say)].filter((other) => other !== word).map((other) => [other, OTHER]) };
  };
  const known = (phrase) => places(phrase).size > 0;

  function idea(word, forms, more = {}) {
    const { see, forms: same } = others(word);
    const rest = forms.some(([form]) => known(form)) ? same : same.map(([form]) => [form, 1]); // a variant that no page has
    return { said: word, forms: [...forms, ...rest], see, weight: 1, bonus: false, whole: true, ...more };
  }

  const twos = (word) => Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));

  function chinese(run) {
    const parts = cut(run, han).flatMap((part) => (part.whole ? part : cut(part.word, headed)));
    const found = [];
    for (const { word, whole } of parts) {
      if (whole || (word.length > 1 && known(word))) found.push(idea(word, [[word, 1]]));
      else if (word.length === 1) found.push(idea(word, [[word, 1]], { weight: 0.2, whole: false }));
      else found.push(...twos(word).filter(known).map((two) => idea(two, [[two, 1]], { weight: 0.5, whole: false })));
    }
    const large = found.filter(({ weight }) => weight > 0.2);
    if (parts.length > 1 && known(run)) found.push(idea(run, [[run, 1]], { weight: JOINED, bonus: true }));
    return large.length ? found.filter(({ weight }) => weight > 0.2) : found;
  }

  /** A word without Chinese: as it stands, in its other forms; or, where no page has it, those that are spelt like it. */
  function word(said) {
    const forms = [...new Set([said, ...spellings(stem(said))])].map((form) => [form, 1]);
    const found = idea(said, forms, /^\d/.test(said) && said.length < 4 ? { weight: 0.3, whole: false } : {});
    if (said.length < 4 || forms.some(([form]) => known(form)) || found.forms.length > forms.length) return found;
    const most = said.length > 7 ? 2 : 1;
    const near = [...words()].filter(([other]) => other[0] === said[0] && isNear(said, other, most));
    const [one, two] = [1, 2].map((steps) => near.filter(([other]) => isNear(said, other, steps)));
    const best = (one.length ? one : two ?? []).sort(([, a], [, b]) => b - a).slice(0, 3);
    const also = (other) => others(other).forms.map(([form]) => [form, 0.5]);
    return { ...found, forms: best.flatMap(([other], at) => [[other, 0.8 - 0.2 * at], ...also(other)]) };
  }

  /** `{ ideas, fault }`: what is looked for, and whether it is an error. */
  return function read(query) {
    const asked = wordsOf(folded(query.slice(0, LONGEST).normalize("NFKC")));
    const own = (each) => (silent.has(each) ? [] : isHan(each) ? chinese(each) : [word(each)]);
    const ideas = asked.flatMap((each, at) => [...own(each), ...sides(asked, at)]);
    const fault = ideas.some(({ said }) => faults.has(said));
    const left = ideas.filter(({ said }) => !faults.has(said));
    if (left.some(({ bonus }) => !bonus)) return { ideas: merged(left), fault };
    return { ideas: merged(ideas.length ? ideas : asked.map((each) => (isHan(each) ? idea(each, [[each, 1]]) : word(each)))), fault };
  };

  /** What a word says together with those after it. */
  function sides(asked, at) {
    const found = [];
    for (let size = 2; size < 5 && at + size <= asked.length; size++) {
      const side = asked.slice(at, at + size);
      const spaced = side.join(" ");
      const group = groups.has(key(spaced));
      if (!group && (size > 3 || side.some((each) => isHan(each) || silent.has(each)))) continue;
      const forms = [spaced, side.join(""), side.join("_"), side.join("-")].filter(known).map((form) => [form, 1]);
      if (group) found.push(idea(spaced, forms, { of: side }));
      else if (forms.length) found.push({ said: spaced, forms, see: [], weight: JOINED, bonus: true });
    }
    return found;
  }

  /** Words that say the same are one idea, as in 词嵌入（embedding）. */
  function merged(ideas) {
    const found = [];
    const inside = new Set(ideas.flatMap(({ of = [] }) => of));
    for (const each of ideas) if (inside.has(each.said)) Object.assign(each, { weight: each.weight * INSIDE, whole: false });
    for (const each of ideas) {
      const twin = found.find((other) => other.bonus === each.bonus && other.forms.some(([form, value]) => value < 1 && form === each.said));
      if (twin) twin.forms = [...each.forms.filter(([, value]) => value === 1), ...twin.forms];
      else if (!found.some(({ said }) => said === each.said)) found.push(each);
    }
    return found;
  }
}
