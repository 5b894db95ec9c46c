/*
 * A box above a list: it leaves the entries that hold all the words typed, or that a pasted message is an instance of.
 * The address keeps what was typed (`q` is Material's own search). Without scripts there is no box, and the list is whole.
 */

const NAME = /(?=\b\w*(?:Error|Exception|Warning):)/;
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];

/** What is asked of the text of an entry. Of a pasted message its numbers and names may differ: most of the words decide. */
export function asks(query) {
  const words = wordsOf(query.split(NAME).pop());
  if (!NAME.test(query) && words.length <= 5) return (text) => words.every((word) => text.toLowerCase().includes(word));
  const said = new Set(words);
  return (text) => {
    const own = wordsOf(text);
    return own.filter((word) => said.has(word)).length >= 0.6 * own.length;
  };
}

function filter(article) {
  const lists = [...article.querySelectorAll("h2 + ul")].map((list) => ({
    parts: [list.previousElementSibling, list],
    title: list.previousElementSibling.textContent,
    entries: [...list.children],
  }));
  const all = lists.reduce((sum, { entries }) => sum + entries.length, 0);
  const [box, count] = article.querySelector(".filter").children;

  const show = () => {
    let left = 0;
    const fits = asks(box.value);
    for (const { parts, title, entries } of lists) {
      const group = wordsOf(box.value).length < 6 && fits(title);
      for (const entry of entries) entry.hidden = !(group || fits(entry.textContent));
      const some = entries.filter((entry) => !entry.hidden).length;
      for (const part of parts) part.hidden = !some;
      left += some;
    }
    count.value = box.value ? `${left} / ${all}` : "";
    const address = new URL(location);
    if (box.value) address.searchParams.set("filter", box.value);
    else address.searchParams.delete("filter");
    history.replaceState(history.state, "", address);
    const twin = document.querySelector(".twin");
    if (twin) twin.search = address.search;
  };
  box.addEventListener("input", show);
  box.value = new URLSearchParams(location.search).get("filter") ?? "";
  if (box.value) show();
}

if (globalThis.document) filter(document.querySelector("article"));
