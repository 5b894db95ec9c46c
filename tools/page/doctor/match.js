/*
 * Which entry a message belongs to. An entry is known by its forms: the message that torch raises, its heading, and aliases, the
 * wordings of other versions and devices. Numbers and names differ from reader to reader, so words and pairs of words decide,
 * rare ones more than frequent ones. Entries need no marks of their own: a new one is found by its message.
 */

const SURE = 0.75; // of a form's weight, to say that an entry fits
const LEAST = 9; // bits that a match must carry
const FAR = 40; // errors back from the end

/** Types that say what is wrong; other names in quotation marks are the reader's. */
const KNOWN = new Set(
  "nonetype ordereddict collections dataloader dataset float int str list tuple dict set bool bytes module modulelist moduledict parameter tensor dataparallel distributeddataparallel ndarray numpy torch cuda mps cpu meta generator function method builtin_function_or_method next copy to shape size item backward data grad step device dtype verbose metrics pin_memory long half double _singleprocessdataloaderiter _multiprocessingdataloaderiter gbk utf same args indices target input weight mat1 mat2 eval keys copy_ numpy_ spawn fork _backward_hooks nn ignore_index reduction size_average".split(" "),
);
const TYPES = new Set("float double long int half bool byte char short bfloat16 floattensor doubletensor longtensor inttensor halftensor booltensor bytetensor cuda cpu mps meta float16 float32 float64 int64 int32 uint8 complexfloat unsigned".split(" "));
const HAN = /\p{Script=Han}/u;
const TOKEN = /(['"`])([^'"`\s]{1,40})\1|\[([A-Za-z_]\w*)\]|\p{Script=Han}+|\d+x\d+|\[(?:\s*-?\d+\s*,?)+\]|[\p{L}_][\p{L}\p{N}_]*/gu;

/** `[{ word, weight }]`: words, Chinese by twos, and of numbers only how they stand together. */
export function tokens(text) {
  const found = [];
  const add = (word, weight = 1) => found.push({ word, weight });
  for (const [whole, quote, name, inside] of text.matchAll(TOKEN)) {
    if (inside) add(inside.toLowerCase(), 0.1);
    else if (quote) {
      const parts = name.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
      for (const part of parts) add(part, KNOWN.has(part) ? 1 : 0.1);
    } else if (HAN.test(whole)) {
      for (let at = 0; at < Math.max(1, whole.length - 1); at++) add(whole.slice(at, at + 2), 0.7);
    } else if (/^\d/.test(whole)) add("#axb", 0.5);
    else if (whole.startsWith("[")) add(`#[${whole.split(",").length}]`, 0.2);
    else {
      const word = whole.toLowerCase();
      add(word, TYPES.has(word) ? 0.25 : 1);
    }
  }
  return found;
}

/** Words, and each two neighbours, with their weights. */
function features(text) {
  const words = tokens(text).slice(0, 160);
  const all = new Map();
  const add = (key, weight) => all.set(key, Math.max(all.get(key) ?? 0, weight));
  words.forEach(({ word, weight }, at) => {
    add(word, weight);
    const next = words[at + 1];
    if (word === "except") add(/except in dimension 0/.test(text) ? "except#0" : "except#n", 0.4); // stack's, or cat's
    if (next && weight === 1 && next.weight === 1) add(`${word} ${next.word}`, 0.5);
  });
  return all;
}

const isCode = (word) => /[a-z]{2}.*[\d_]|[\d_].*[a-z]{2}|#/.test(word) || /^(?:conv|batchnorm|softmax|dropout|numpy|dataloader|ordereddict|nonetype)/.test(word);

const distinct = (errors) => [...new Map(errors.map((error) => [`${error.type}: ${error.message}`, error]).reverse()).values()].reverse();
const withoutType = (text) => text.replace(/^[\w.]*(?:Error|Exception|Warning): /, "");
/** 'NoneType' in the first words of a message: with another type it is another message. */
const typesIn = (text) => [...text.slice(0, 60).matchAll(/'([\w.]+)'/g)].map(([, name]) => name.toLowerCase().split(".").at(-1)).filter((name) => KNOWN.has(name));
const opening = (text) => tokens(text.slice(0, 80)).slice(0, 3).map(({ word }) => word).join(" ");

/** `entries`: `[{ id, page, title, message, forms: [its own words as strings, aliases as { text, torch }] }]`. */
export function matcher(entries) {
  const forms = [];
  entries.forEach((entry, at) => {
    for (const form of entry.forms) {
      const text = form.text ?? form;
      forms.push({ at, torch: form.torch ?? "", type: /^[\w.]*?(\w+(?:Error|Exception|Warning)):/.exec(text)?.[1] ?? "", has: features(withoutType(text)), text, types: typesIn(withoutType(text)), own: typeof form === "string", start: opening(withoutType(text)) });
    }
  });
  const seen = new Map();
  for (const entry of entries) {
    const own = new Set(entry.forms.flatMap((form) => [...features(form.text ?? form).keys()]));
    for (const key of own) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const most = Math.log2(entries.length + 1);
  const bits = (key) => (seen.has(key) ? Math.log2((entries.length + 1) / seen.get(key)) + 0.4 : most);
  const total = (has) => [...has].reduce((sum, [key, weight]) => sum + weight * bits(key), 0);
  for (const form of forms) form.all = total(form.has);

  /** How well a message is an instance of a form: 0 to 1, with the bits that both share. */
  function fit(form, has, known, type) {
    let both = 0, own = 0;
    for (const [key, weight] of form.has) {
      if (!has.has(key)) continue;
      both += weight * bits(key);
      own += Math.min(weight, has.get(key)) * bits(key);
    }
    const recall = form.all ? both / form.all : 0;
    const precision = known ? own / known : 0;
    let score = 0.85 * recall + 0.15 * precision;
    if (precision > 0.85 && own > 14) score = Math.max(score, 0.9 * precision * Math.min(1, own / 22)); // its end is cut off
    if (form.types.some((name) => !has.has(name))) score *= 0.85;
    if (type && form.type && type !== form.type) score *= /Warning/.test(type) === /Warning/.test(form.type) ? 0.97 : 0.93;
    return { score, both };
  }

  /** The entries for one message, best first: `{ entry, torch, score, sure }`. */
  function rank({ type = "", message }) {
    const name = type.split(".").at(-1);
    const whole = message ? (type ? `${name}: ${message}` : message) : name;
    const has = features(message);
    let known = 0;
    for (const [key, weight] of has) if (!key.includes(" ") || seen.has(key)) known += weight * bits(key) * (seen.has(key) ? 1 : 0.5);
    const best = new Map();
    for (const form of forms) {
      const { score, both } = fit(form, has, known, name);
      const before = best.get(form.at);
      if (both > 0 && (!before || score > before.score)) best.set(form.at, { entry: entries[form.at], torch: form.torch, score, both, form });
    }
    const found = [...best.values()].filter(({ score }) => score > 0.3);
    const start = opening(message);
    const begins = ({ text }) => message.toLowerCase().startsWith(withoutType(text).toLowerCase()); // "Float but found Double" or the reverse
    const weight = ({ score, both, form }) => score + (begins(form) ? 0.03 : 0) + Math.min(both, 60) / 400 + (form.start === start ? 0.02 : 0) + (form.own ? 0.01 : 0);
    found.sort((one, two) => weight(two) - weight(one));
    const foreign = named(message, name, has, found, [...best.values()]);
    if (foreign) return [foreign, ...found.filter(({ entry }) => entry !== foreign.entry)];
    return found.map((each) => ({ ...each, sure: (each.score >= SURE && each.both >= LEAST) || each.form.text === whole }));
  }

  /** In another language only names and the arrangement of numbers are left: `mat1`, `32x2304`. */
  function named(message, type, has, found, all) {
    if (found[0]?.score >= SURE) return null;
    const letters = message.match(/\p{L}/gu) ?? [];
    const strange = letters.filter((letter) => !/[a-z]/i.test(letter)).length / Math.max(1, letters.length);
    const words = [...has.keys()].filter((key) => !key.includes(" ") && !key.startsWith("#"));
    const unknown = words.filter((word) => !seen.has(word)).length / Math.max(1, words.length);
    const names = [...has.keys()].filter((key) => !key.includes(" ") && isCode(key) && seen.has(key));
    if (!names.some((name) => !name.startsWith("#"))) return null;
    const latin = strange < 0.25;
    if (latin && (unknown < 0.45 || !strange || (!type && names.length < 2) || !names.some((name) => /[\d_]/.test(name)))) return null;
    const weigh = ({ entry }) => {
      const own = new Set(entry.forms.flatMap((form) => tokens(form.text ?? form).map(({ word }) => word)));
      return names.filter((name) => own.has(name)).reduce((sum, name) => sum + bits(name), 0);
    };
    const ranked = all.map((each) => ({ ...each, names: weigh(each) })).sort((one, two) => two.names - one.names || two.score - one.score);
    const [first, second] = ranked;
    if (!first || first.names < 6 || (second && second.names > 0.8 * first.names && second.score > 0.8 * first.score)) return null;
    return { ...first, sure: true, foreign: true };
  }

  /** Of a paste taken apart: the last error that has an entry, its entries, or the nearest ones and none that is sure. */
  function find(parts) {
    let nearest = null;
    const look = (error, loose) => {
      const ranked = rank(error);
      if (ranked[0]?.sure && (!loose || ranked[0].score >= SURE)) return { error, ranked };
      if (ranked.length && !nearest) nearest = { error, ranked };
      return null;
    };
    const typed = distinct(parts.errors).slice(0, FAR);
    for (const error of typed) {
      const found = look(error, false);
      if (found) return found;
    }
    const lines = [...new Set(parts.lines.slice(-FAR).reverse())];
    const short = parts.lines.join(" ");
    const loose = short.length < 900 ? [short, ...lines] : lines;
    for (const message of loose) {
      const found = look({ message, type: "", own: parts.own }, true);
      if (found) return found;
    }
    return nearest ?? { error: typed[0] ?? { message: parts.last, type: "", own: parts.own }, ranked: [] };
  }

  return { find, rank };
}
