/*
 * The first script of each page of the offline copy. From a folder browsers refuse modules, fetch() and workers, and load
 * scripts; so there everything is a script that gives what it holds, made by tools/site/offline.py, and taken from here.
 */

const offline = (() => {
  const held = new Map();

  /** What the script at an address gives; it is loaded when it is first asked for. */
  async function take(name) {
    const { href } = new URL(name, document.baseURI);
    if (!held.has(href)) {
      await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        Object.assign(script, { src: href, onload: resolve, onerror: () => reject(new TypeError(`${href} is not there`)) });
        document.head.append(script);
      });
    }
    return held.get(href);
  }

  /** Called by such a script; it is told where it lies, and how to take another from there. */
  function give(make) {
    const here = document.currentScript.src;
    held.set(here, make(here, (name) => take(new URL(name, here))));
  }

  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  globalThis.fetch = async (name) => new Response(await take(`${new URL(name, document.baseURI)}.js`));

  /** The worker of the search, in the page: its script gives `work`, which is told the address of the language's pages. */
  globalThis.Worker = class extends EventTarget {
    constructor(name) {
      super();
      const place = new URL(name, document.baseURI);
      const post = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.handling = take(place).then(({ work }) => work(new URL("../../../", place), post));
    }
    postMessage(data) {
      this.handling.then((handle) => handle(data));
    }
  };

  /** A page's address ends in its folder, which only a server opens as a page: links that scripts make are mended in time. */
  const mend = ({ target }) => {
    const link = target.closest?.("a[href]");
    if (link?.origin === location.origin && link.host === location.host && link.pathname.endsWith("/")) link.pathname += "index.html";
  };
  for (const name of ["click", "auxclick", "contextmenu"]) addEventListener(name, mend, true);

  return { bytes, give, take };
})();
