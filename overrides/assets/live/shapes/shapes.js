/* Wakes the shape checker: what is typed goes to parts.js, and the address keeps it. */

import { fromHash, parts, written } from "./parts.js";

export async function wake(root) {
  const words = JSON.parse(root.dataset.words);
  const form = root.querySelector("form");
  const part = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((element) => [element.dataset.part, element]));
  const layers = await (await fetch(new URL("layers.json", import.meta.url))).json();
  const base = root.querySelector("[data-part=said] a")?.getAttribute("href")?.replace(/errors\/.*/, "") ?? "../";
  const example = { code: form.elements.code.defaultValue, size: form.elements.size.defaultValue };
  let state = fromHash(location.hash) ?? { ...example };
  let shown = {};
  let later = 0;
  let scrolled = 0;

  function tell() {
    const hash = written(state, example);
    part.link.href = `#${hash}`;
    document.querySelector("a.twin").hash = hash;
    if (hash ? location.hash === `#${hash}` : !location.hash.startsWith("#net=")) return;
    history.replaceState(history.state, "", `${location.pathname}${location.search}${hash && `#${hash}`}`);
  }

  function show() {
    for (const name of ["code", "size"]) if (form.elements[name].value !== state[name]) form.elements[name].value = state[name];
    shown = parts(layers, state, words, base);
    part.table.innerHTML = shown.table;
    part.said.innerHTML = shown.said;
    part.message.textContent = shown.message;
    part.box.classList.toggle("fails", Boolean(shown.message));
    part.box.hidden = !shown.message;
    part.fix.textContent = shown.button;
    part.fix.hidden = shown.fixed === null;
    part.fix.disabled = shown.fixed === null;
  }

  function change(next) {
    state = next;
    show();
    tell();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(() => change({ code: form.elements.code.value, size: form.elements.size.value }), 250);
  });
  part.fix.addEventListener("click", () => {
    if (shown.fixed === null) return;
    change({ ...state, code: shown.fixed });
    form.elements.code.focus();
  });
  part.reset.addEventListener("click", () => change({ ...example }));
  addEventListener("scroll", () => {
    // the theme writes the section that is read into the address, a moment after the reader stops
    clearTimeout(scrolled);
    scrolled = setTimeout(() => written(state, example) && tell(), 600);
  });
  addEventListener("hashchange", () => {
    const found = fromHash(location.hash);
    if (found) change(found);
  });

  form.querySelector("fieldset").disabled = false;
  part.reset.disabled = false;
  show();
  if (written(state, example)) tell();
}
