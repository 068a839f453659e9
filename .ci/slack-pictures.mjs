// Renders tests/goldens/slack/*.json, and the README's message, to pages and takes a picture of each: node .ci/slack-pictures.mjs <work folder> [golden]…
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [work, ...wanted] = process.argv.slice(2);
const FOLDER = "tests/goldens/slack";
const files = { readme: "tests/goldens/readme-slack.json" };
for (const file of readdirSync(FOLDER)) files[file.replace(/\.json$/, "")] = join(FOLDER, file);
const goldens = Object.keys(files).filter((name) => wanted.length === 0 || wanted.includes(name));
if (goldens.length === 0) throw new Error("no golden to show");

/** The library, bundled: parts of it cannot be imported by Node as they are. */
async function loadRenderer() {
  const { buildSync } = createRequire(join(work, "package.json"))("esbuild");
  const entry = join(work, "entry.mjs");
  writeFileSync(
    entry,
    `import { createElement } from "react";
     import { renderToStaticMarkup } from "react-dom/server";
     import { Message } from "slack-blocks-to-jsx";
     export const render = (props) => renderToStaticMarkup(createElement(Message, props));`,
  );
  const outfile = join(work, "renderer.cjs");
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "cjs", logLevel: "error" });
  return (await import(pathToFileURL(outfile).href)).default.render;
}

const LOGO =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='36' height='36'%3E%3Crect width='36' height='36' rx='4' fill='%231f2937'/%3E%3Cpath d='M10 9h16v3H10zm0 6h16v3H10zm0 6h10v3H10z' fill='%23fff'/%3E%3C/svg%3E";

const css = readFileSync(join(work, "node_modules/slack-blocks-to-jsx/dist/style.css"), "utf8");
const page = (html) =>
  `<!doctype html><meta charset="utf-8"><style>${css}
body { margin: 0; padding: 12px; background: #fff; font-family: "DejaVu Sans", sans-serif; width: 640px }</style>${html}
<script>document.documentElement.dataset.height = document.body.scrollHeight</script>`;

const ENTITIES = { lt: "<", gt: ">", quot: '"', "#x27": "'", amp: "&" };
const decoded = (text) => text.replace(/&(lt|gt|quot|#x27|amp);/g, (_, name) => ENTITIES[name]);
const withoutTags = (html) => decoded(html.replace(/<[^>]*>/g, ""));
const withoutLinks = (text) => decoded(text.replace(/<[^|>]*\|([^>]*)>/g, "$1"));

/** What a reader must find: every text of the blocks, but for menus, which open on a click, and thumbs, which are drawn. */
function textsOf(value) {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === "options" || key === "positive_button" || key === "negative_button") return [];
    if (typeof inner !== "string") return textsOf(inner);
    if (key !== "text") return [];
    return [value.type === "mrkdwn" ? withoutLinks(inner).replace(/:[a-z_]+:/g, "") : inner];
  });
}

const letters = (text) => text.replace(/\s+/g, "");

/** @returns the page as it stands after its script */
function browse(file, ...more) {
  const profile = mkdtempSync(join(tmpdir(), "profile-"));
  const { status, stdout, stderr } = spawnSync(
    "chromium",
    [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ...[`--user-data-dir=${profile}`, ...more, pathToFileURL(file).href],
    ],
    { encoding: "utf8", timeout: 60_000, maxBuffer: 1e8 },
  );
  rmSync(profile, { recursive: true, force: true });
  if (status !== 0) throw new Error(`chromium: ${stderr}`);
  return stdout;
}

/** In a lower window Chromium draws the upper part alone. */
const LOWEST = 220;

function take(file, picture) {
  const height = /data-height="(\d+)"/.exec(browse(file, "--window-size=664,100", "--dump-dom"))?.[1];
  if (height === undefined) throw new Error(`${file}: no height`);
  browse(file, `--window-size=664,${Math.max(LOWEST, Number(height))}`, `--screenshot=${picture}`);
}

const render = await loadRenderer();
mkdirSync(join(work, "pictures"), { recursive: true });
const faults = [];
for (const name of goldens) {
  const { blocks } = JSON.parse(readFileSync(files[name], "utf8"));
  const time = new Date("2025-03-04T05:06:07Z");
  const html = render({ blocks, name: "docsbot", logo: LOGO, time });
  const shown = letters(withoutTags(html));
  const lacking = textsOf(blocks).filter((text) => !shown.includes(letters(text)));
  faults.push(...lacking.map((text) => `${name}: the page lacks ${JSON.stringify(text)}`));
  const file = join(work, "pictures", `${name}.html`);
  const picture = join(work, "pictures", `${name}.png`);
  writeFileSync(file, page(html));
  rmSync(picture, { force: true });
  take(file, picture);
  const size = statSync(picture, { throwIfNoEntry: false })?.size ?? 0;
  // A page of nothing but its name and its sign is smaller.
  if (size < 2_000) faults.push(`${name}: the picture has ${size} bytes`);
}
console.log(`${goldens.length} pictures`);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
