/*
 * A second button on a block of code: copy everything up to here, so that it runs.
 *
 * What a block is stands in the page: `.fails` on the output below it, `.program` on the command below it,
 * `.aside` on a block that is no part of the page's code, and `<!-- fresh -->` where an empty namespace begins.
 * A failing block is guarded as in tools/page/downloads.py.
 */

const guarded = (code) => `try:
${code.replace(/^(?=.*\S)/gm, "    ")}
except Exception as error:
    import traceback
    print("".join(traceback.format_exception_only(error)).rstrip())`;

/** Put a text on the clipboard: false where the browser does not allow it. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // not a secure address (plain http), or not permitted: the old way
    const area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function button(words, text) {
  const button = document.createElement("button");
  button.className = "md-code__button";
  button.dataset.mdType = "above";
  button.title = words.label;
  button.addEventListener("click", async () => {
    const done = await copy(text());
    button.focus();
    alert$.next(done ? words.done : words.refused);
  });
  return button;
}

/** Runs on each page that Material shows, after Material's own buttons are there. */
document$.subscribe(() => {
  if (document.querySelector(".take")) import("./take.js"); // pictures to take away; a script of its own would be one element more
  const words = JSON.parse(document.querySelector("script[data-words]").dataset.words); // docs/words.yml
  document.querySelector(".md-dialog").role = "status"; // Material's messages are read out
  const nodes = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
  let parts = [];
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (node.data?.trim() === "fresh") parts = [];
    if (!node.matches?.("div.language-python:not(.aside)") || node.nextElementSibling?.matches(".program")) continue;
    const code = node.querySelector("code").textContent.trimEnd();
    parts = [...parts, node.nextElementSibling?.matches(".fails") ? guarded(code) : code];
    const all = parts;
    if (all.length > 1) node.querySelector("nav")?.append(button(words, () => all.join("\n\n") + "\n"));
  }
});
