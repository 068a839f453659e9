// Compares our anchors with those of a built site, page by page:
//
//   node .ci/anchors.mjs <sections.jsonl> <site folder> <expected.json>
//
// Each line of sections.jsonl is one section: {"path":"howto/import.md","anchor":"limitations",…}. The true differences are
// listed, each with its reason, in expected.json. A difference that is not listed fails, and so does a listed one that is
// gone: strike it off.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "parse5";

const HEADING = /^h[1-6]$/;

/** Anchors by page path; text above the first heading has no anchor. */
function readOurs(file) {
  const pages = new Map();
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const { path, anchor } = JSON.parse(line);
    const anchors = pages.get(path) ?? [];
    if (anchor !== "") anchors.push(anchor);
    pages.set(path, anchors);
  }
  return pages;
}

/** `howto/import.md` is built as `howto/import/index.html`, or as `howto/import.html` without directory addresses. */
function builtFile(site, path) {
  const page = path.replace(/\.(md|markdown)$/i, "").replace(/(^|\/)README$/, "$1index");
  const candidates = [`${page}.html`, `${page}/index.html`].map((name) => join(site, name));
  return candidates.find((file) => existsSync(file));
}

const builtPages = (site) =>
  readdirSync(site, { recursive: true })
    .filter((name) => name.endsWith(".html") && name !== "404.html")
    .map((name) => join(site, name));

/** Ids of the headings in the article, in document order; in the body where the theme has no article. */
function readSite(file) {
  const document = parse(readFileSync(file, "utf8"));
  const root = find(document, "article") ?? find(document, "body");
  const ids = [];
  const visit = (node) => {
    const id = node.attrs?.find((attribute) => attribute.name === "id")?.value;
    if (HEADING.test(node.tagName ?? "") && id) ids.push(id);
    node.childNodes?.forEach(visit);
  };
  visit(root);
  return ids;
}

function find(node, tagName) {
  if (node.tagName === tagName) return node;
  for (const child of node.childNodes ?? []) {
    const found = find(child, tagName);
    if (found) return found;
  }
  return undefined;
}

/** What `these` has more of than `those`, repeats counted. */
function more(these, those) {
  const left = [...those];
  return these.filter((anchor) => {
    const at = left.indexOf(anchor);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function compare(ours, site) {
  const differences = [];
  const seen = new Set();
  let built = 0;
  for (const [path, anchors] of ours) {
    const file = builtFile(site, path);
    if (file) seen.add(file);
    const ids = file ? readSite(file) : [];
    built += ids.length;
    if (!file) differences.push({ path, anchor: "", only: "ours" });
    for (const anchor of more(anchors, ids)) differences.push({ path, anchor, only: "ours" });
    for (const anchor of more(ids, anchors)) differences.push({ path, anchor, only: "site" });
    // The same anchors in another order: two headings have each other's.
    const swapped = anchors.find((anchor, at) => anchor !== ids[at]);
    if (swapped !== undefined && more(anchors, ids).length + more(ids, anchors).length === 0)
      differences.push({ path, anchor: swapped, only: "another place" });
  }
  for (const file of builtPages(site))
    if (!seen.has(file))
      differences.push({ path: file.slice(site.length).replace(/^\//, ""), anchor: "", only: "site" });
  return { differences, built };
}

const show = ({ path, anchor, only }) =>
  anchor === "" ? `page ${path} only in ${only}` : `${path}#${anchor} only in ${only}`;

const [sections, site, expectedFile] = process.argv.slice(2);
if (!sections || !site || !expectedFile) {
  console.error("usage: node .ci/anchors.mjs <sections.jsonl> <site folder> <expected.json>");
  process.exit(2);
}
const ours = readOurs(sections);
const { differences, built } = compare(ours, site);
const expected = JSON.parse(readFileSync(expectedFile, "utf8"));
const listed = new Map(expected.map((entry) => [show(entry), entry.reason]));
const found = new Set(differences.map(show));
const unlisted = [...found].filter((difference) => !listed.has(difference));
const gone = [...listed.keys()].filter((difference) => !found.has(difference));

for (const difference of found) console.log(`${difference}: ${listed.get(difference) ?? "NOT LISTED"}`);
for (const difference of gone) console.log(`${difference}: LISTED, BUT GONE; strike it off`);
const total = [...ours.values()].reduce((sum, anchors) => sum + anchors.length, 0);
console.log(
  `${ours.size} pages, ${total} anchors of ours, ${built} of the site, ${found.size} differ, ${listed.size} listed`,
);
process.exit(unlisted.length > 0 || gone.length > 0 ? 1 : 0);
