/*
 * The search, in the place of Material's worker, whose messages it speaks: its box and its list of results stay as they are. The index
 * comes when somebody types, not with every page; the error doctor comes with the first long query.
 */

import { searcher } from "./search.js";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const LONG = 25; // letters of a query that may be a message; shorter ones name themselves
const SAID = /(?:Error|Exception|Warning|错误|异常|警告)\s*[:：]/i;

/** Answers the page. `root` is the address of the language's pages, `post` sends what it hands over. */
function work(root, post) {
  let last = "", index, doctor;
  const json = async (name) => (await fetch(new URL(name, root))).json();

  async function asked() {
    const [{ doctor }, known] = await Promise.all([import(new URL("assets/scripts/doctor.js", root)), json("assets/doctor.json")]);
    return doctor(known);
  }

  async function answer(query) {
    last = query;
    if (!query.trim()) return { items: [] };
    try {
      const search = await (index ??= json("search/index.json").then(searcher));
      const ask = query.length > LONG || SAID.test(query) ? await (doctor ??= asked()).catch(() => (doctor = undefined)) : undefined;
      return query === last ? search(query, ask?.(query)) : undefined;
    } catch {
      index = undefined; // the next letter tries again
      return { items: [] };
    }
  }

  return async ({ type, data }) => {
    if (type === SETUP) post({ type: READY });
    if (type !== QUERY) return;
    const result = await answer(data);
    if (result) post({ type: RESULT, data: result });
  };
}

if (globalThis.WorkerGlobalScope) {
  const handle = work(new URL("../../../", location.href), postMessage.bind(self));
  addEventListener("message", (event) => handle(event.data));
}
