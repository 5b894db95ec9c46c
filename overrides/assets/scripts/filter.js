/*
 * A box above a list. Words that are typed leave the entries that hold them all; what is pasted goes to the error doctor
 * (tools/page/doctor/), which comes when it is first needed. The address keeps what was asked (`q` is Material's own search).
 * Without scripts there is no box, and the list is whole.
 */

const LONG = 25; // letters, of which few words are typed
const KEPT = 300;
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];

/** What is asked of the text of an entry: all the words, or most of its own words in a long sentence. */
export function asks(query) {
  const words = wordsOf(query);
  if (words.length <= 5) return (text) => words.every((word) => text.toLowerCase().includes(word));
  const said = new Set(words);
  return (text) => {
    const own = wordsOf(text);
    return own.filter((word) => said.has(word)).length >= 0.6 * own.length;
  };
}

const html = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** The answer as HTML. `link` gives the address of an entry. */
export function told(found, words, link) {
  const entry = (each) => `<a href="${html(link(each))}"><code>${html(each.title)}</code></a>`;
  const part = (text) => `<p>${text}</p>`;
  const said = `${found.error.type ? `${found.error.type}: ` : ""}${found.error.message}`.slice(0, 160);
  const advice = ({ say, code }) => part(html(say)) + (code ? `<pre><code>${html(code)}</code></pre>` : "");
  const [first, ...others] = found.advice;
  const own = found.own?.code || found.own?.line ? part(words.own + place(found.own, words)) : "";
  return [
    found.entry || first ? part(`${words.read}<code dir="auto">${html(said)}</code>`) : "",
    found.entry ? `<p class="fits">${words.fits}${entry(found.entry)}${found.foreign ? words.foreign : ""}</p>` : "",
    found.torch ? part(filled(words.torch, { torch: html(found.torch) })) : "",
    first ? `<p class="numbers">${words.numbers}</p>${advice(first)}` : "",
    others.length ? part(words.other) + others.map(advice).join("") : "",
    found.entry || first ? own : part(words.none) + (found.last ? part(`${words.last}<code dir="auto">${html(found.last)}</code>`) : "") + own + part(words.look),
    found.near.length ? part(words.near + found.near.map(entry).join(" · ")) : "",
  ].join("");
}

function place({ file, line, code }, words) {
  const where = line ? filled(words.place, { file: html(file), line }) : html(file);
  return where + (code ? ` <code dir="auto">${html(code)}</code>` : "");
}

function filter(article, script) {
  const lists = [...article.querySelectorAll("h2 + ul")].map((list) => ({
    parts: [list.previousElementSibling, list],
    title: list.previousElementSibling.textContent,
    entries: [...list.children],
  }));
  const all = lists.reduce((sum, { entries }) => sum + entries.length, 0);
  const [box, count] = article.querySelector(".filter").children;
  const answer = article.querySelector(".doctor");
  const root = new URL("../../", script); // of the language
  let doctor;
  const load = () =>
    (doctor ??= Promise.all([import("./doctor.js"), fetch(new URL("assets/doctor.json", root)).then((got) => got.json())])
      .then(([module, known]) => ({ ask: module.doctor(known), words: known.words }))
      .catch(() => (doctor = undefined)));

  const show = (fits, byTitle) => {
    let left = 0;
    for (const { parts, title, entries } of lists) {
      const group = byTitle && fits(title);
      for (const entry of entries) entry.hidden = !(group || fits(entry.textContent, entry));
      const some = entries.filter((entry) => !entry.hidden).length;
      for (const part of parts) part.hidden = !some;
      left += some;
    }
    count.value = box.value.trim() ? `${left} / ${all}` : "";
  };
  const keep = (query) => {
    const address = new URL(location);
    if (query) address.searchParams.set("filter", query);
    else address.searchParams.delete("filter");
    history.replaceState(history.state, "", address);
    const twin = document.querySelector(".twin");
    if (twin) twin.search = address.search;
  };
  const link = ({ page, id }) => `${new URL(`errors/${page}/`, root)}#${id}`;

  /** Of what was pasted: the answer, and in the list the entries that it names, or all where it names none. */
  const diagnose = async (query) => {
    const known = await load();
    if (box.value !== query) return;
    const found = known?.ask(query);
    if (!found?.pasted) {
      answer.innerHTML = known ? "" : `<p>${answer.dataset.failed}</p>`;
      return;
    }
    answer.innerHTML = told(found, known.words, link);
    const named = new Set([found.entry, ...found.near].filter(Boolean).map(link));
    show(named.size ? (_, entry) => named.has(entry?.querySelector("a")?.href.replace("/index.html#", "/#")) : () => true, false);
    const { type, message } = found.error;
    keep((type ? `${type}: ${message}` : message).slice(0, KEPT));
  };

  const changed = () => {
    const query = box.value;
    if (answer && query.trim().length > LONG) {
      diagnose(query);
      if (query.length > 2000 || query.includes("\n")) return;
    } else if (answer) answer.textContent = "";
    show(asks(query), wordsOf(query).length < 6);
    keep(query.trim().slice(0, KEPT));
  };
  box.addEventListener("input", changed);
  if (answer) box.addEventListener("focus", load, { once: true });
  box.value = new URLSearchParams(location.search).get("filter") ?? "";
  if (box.value) changed();
}

if (globalThis.document) filter(document.querySelector("article"), import.meta.url);
