/* Text as it is compared: of one width and one case, letter by letter, so that a place in it is a place in the text. */

export const folded = (text) =>
  text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/İ/g, "i").toLowerCase();

const WORD = /\p{Script=Han}+|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{M}_]+/gu;

/** The words of a text, in its order; signs of any language stand between words. */
export const wordsOf = (text) => text.match(WORD) ?? [];

export const isHan = (text) => /^\p{Script=Han}/u.test(text);

/** Of a letter or a digit that is written without spaces around it only inside a word. */
export const isLetter = (code) => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 0xdf && code < 0x530 && code !== 0xf7);

const CUT = ["ations", "ation", "ing", "ers", "er", "ed", "es", "s", "e"];
const ENDINGS = new Set(["", "s", "e", "es", "ed", "d", "ing", "er", "ers", "r", "ation", "ations", "or", "ion", "ions", "ly"]);

/** What the forms of an English word have in common: `freezing` and `frozen` do not, `freezing` and `freezes` do. */
export function stem(word) {
  if (word.length < 5 || /[^a-z]|ss$|[iu]s$/.test(word)) return word;
  const ending = CUT.find((each) => word.endsWith(each) && word.length - each.length > 3);
  if (!ending) return word;
  return word.slice(0, -ending.length).replace(/([bdgmnprt])\1$/, "$1");
}

/** Whether a word that begins with a stem is a form of the same word: `padding` of `pad`. */
export const isForm = (stem, rest) => ENDINGS.has(rest) || (rest[0] === stem.at(-1) && ENDINGS.has(rest.slice(1)));

/** British and American forms. */
export const spellings = (word) => {
  const other = /is(?=e|ing|ation|$)/.test(word) ? word.replace(/is(?=e|ing|ation|$)/, "iz") : word.replace(/iz(?=e|ing|ation|$)/, "is");
  return other === word ? [word] : [word, other];
};

/** Whether one becomes the other by so many letters added, left out, changed or swapped. */
export function isNear(one, two, most) {
  if (Math.abs(one.length - two.length) > most) return false;
  let start = 0, end = 0;
  while (start < one.length && one[start] === two[start]) start++;
  while (end < Math.min(one.length, two.length) - start && one.at(-1 - end) === two.at(-1 - end)) end++;
  return distance(one.slice(start, one.length - end), two.slice(start, two.length - end)) <= most;
}

function distance(one, two) {
  let above = [], row = Array.from({ length: two.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= two.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== two[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) next[j] = Math.min(next[j], above[j - 2] + 1);
    }
    [above, row] = [row, next];
  }
  return row[two.length];
}

/**
 * How well a phrase that stands at a place of a text is a word there: 1 as itself or as a form of itself, less as a part of a name or
 * in front of other letters, 0 inside a word. `text` is folded, `whole` is as it was written.
 */
export function fit(phrase, at, text, whole) {
  let value = 1;
  const before = text.charCodeAt(at - 1);
  if (before === 95) value = 0.6;
  else if (isLetter(before)) {
    if (!/^[A-Z][a-z]/.test(whole.slice(at, at + 2))) return 0; // Norm in BatchNorm2d
    value = 0.6;
  }
  let end = at + phrase.length;
  while (isLetter(text.charCodeAt(end))) end++;
  const rest = text.slice(at + phrase.length, end);
  if (rest && !isForm(phrase, rest)) return value * (phrase.length < 3 ? 0.1 : 0.35);
  return text.charCodeAt(end) === 95 ? 0.8 * value : value;
}
