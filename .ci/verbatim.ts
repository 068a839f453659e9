// Checks that every excerpt which the bot shows for a file of questions stands, word for word, on the page that it cites, in
// the site as its own builder built it:
//
//   tsx .ci/verbatim.ts <docs folder> <site folder> <questions.jsonl>
//
// Texts are compared letter by letter: white space is left out, since a built site breaks lines elsewhere. The site is one of
// MkDocs, or pages as kramdown converts them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { createAsk } from "../src/answering/ask.ts";
import { loadKnowledge } from "../src/knowledge.ts";

type Node = DefaultTreeAdapterMap["node"];

const [docs = "", site = "", questions = ""] = process.argv.slice(2);
const { knowledge, rulebook } = loadKnowledge({ docs: [docs], contentDir: "content", dataDir: undefined });
const ask = createAsk(knowledge, rulebook);
/** kramdown sets typographic quotes, dashes and dots where the author typed plain ones. */
const letters = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]|-{2,3}/g, "-")
    .replace(/…/g, "...")
    .replace(/[\s¶]+/g, "");
const pages = new Map<string, string>();

function pageText(path: string): string {
  const known = pages.get(path);
  if (known !== undefined) return known;
  const page = path.replace(/\.md$/, "").replace(/(^|\/)README$/, "$1index");
  const file = [`${page}.html`, `${page}/index.html`].map((name) => join(site, name)).find(existsSync);
  const texts: string[] = [];
  const visit = (node: Node): void => {
    if ("value" in node) texts.push(node.value);
    if ("tagName" in node && (node.tagName === "script" || node.tagName === "style")) return;
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  if (file) visit(parse(readFileSync(file, "utf8")));
  const text = letters(texts.join(""));
  pages.set(path, text);
  return text;
}

let excerpts = 0;
let runs = 0;
const strange: string[] = [];
for (const line of readFileSync(questions, "utf8").split("\n").filter(Boolean)) {
  const answer = ask((JSON.parse(line) as { question: string }).question);
  if (!("excerpts" in answer)) continue;
  for (const { citation, parts } of answer.excerpts) {
    excerpts++;
    for (const part of parts)
      for (const text of part.kind === "row" ? part.cells.map((cell) => cell.text) : [part.text]) {
        runs++;
        if (!pageText(citation.path).includes(letters(text)))
          strange.push(`${citation.path}#${citation.anchor}: ${text}`);
      }
  }
}
for (const one of strange) console.log(one);
console.log(`${excerpts} excerpts, ${runs} runs of text, ${strange.length} not on the built page`);
process.exitCode = strange.length > 0 || runs === 0 ? 1 : 0;
