/*
 * A picture of a network to take away: light, whatever the scheme of the reader, as SVG or as PNG.
 * Without this script the first link still gives the SVG that the page shows, and the second is not there.
 */

const DARK = /@media \(prefers-color-scheme:dark\)[^<]*/; // in the picture: tools/graph/svg.py
const SHARP = 2; // pixels of the PNG for each of the picture

async function light(address) {
  const text = await (await fetch(address)).text();
  return new Blob([text.replace(DARK, "")], { type: "image/svg+xml" });
}

async function drawn(svg) {
  const picture = new Image();
  picture.src = URL.createObjectURL(svg);
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth * SHARP;
  canvas.height = picture.naturalHeight * SHARP;
  const brush = canvas.getContext("2d");
  brush.fillStyle = "white";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(picture.src);
  return new Promise((done) => canvas.toBlob(done));
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Runs on each page that Material shows. */
document$.subscribe(() => {
  for (const link of document.querySelectorAll(".take")) {
    link.hidden = false;
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const svg = await light(link.href);
      save(link.download.endsWith(".png") ? await drawn(svg) : svg, link.download);
    });
  }
});
