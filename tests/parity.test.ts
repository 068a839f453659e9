import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Answer, Citation } from "../src/answering/answer.ts";
import { createAsk } from "../src/answering/ask.ts";
import { citationsOf } from "../src/answering/citations.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { renderAnswer as inSlack } from "../src/slack/rendering/render.ts";
import { renderAnswer as inTeams } from "../src/teams/rendering/render.ts";
import { renderAnswer as inTerminal } from "../src/terminal/render.ts";
import { codesOf, linksOf, tokensOf } from "./teams/shown.ts";

/** The same question gets the same quotes, citations and configurations wherever it is asked: read back from what is shown. */

const contentDir = fileURLToPath(new URL("../content", import.meta.url));
const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
const ask = createAsk(knowledge, rulebook);

const questions = (file: string, every: number): string[] =>
  readFileSync(new URL(`eval/${file}`, import.meta.url), "utf8")
    .split("\n")
    .filter((line, at) => line !== "" && at % every === 0)
    .slice(0, 20)
    .map((line) => (JSON.parse(line) as { question: string }).question);

/** One numbered part of an answer. */
interface Shown {
  readonly title: string;
  /** Words of the quote, each once: a wide table repeats its headings, and lists are counted in different ways. */
  readonly words: readonly string[];
  readonly codes: readonly string[];
  readonly place: string;
}

const wordsIn = (text: string): string[] => [...new Set(text.match(/[\p{L}\p{N}]+/gu) ?? [])].sort();
const codeOf = (code: string): string => code.trim();
const placeOf = (text: string): string => /\S+\.md(?:#\S+)? \([^)]*\)/.exec(text)?.[0] ?? "";

/** The terminal: `[1] title`, lines, the place. Lists bring their own signs. */
function fromTerminal(answer: Answer): Shown[] {
  const text = inTerminal(answer);
  const parts = text.split(/^(?=\[\d\] )/m).filter((part) => /^\[\d\] /.test(part));
  return parts.map((part) => {
    const codes = [...part.matchAll(/^(`{3,})[^\n]*\n([\s\S]*?)\n\1$/gm)].map(([, , code]) => codeOf(code as string));
    const [head = "", ...rest] = part.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, "").split("\n");
    const end = rest.findIndex((line) => placeOf(line) !== "");
    const body = rest.slice(0, end).map((line) => line.replace(/^\s*(?:-|\d+\.) /, ""));
    const words = answer.kind === "answer" ? wordsIn(body.join("\n")) : [];
    return { title: head.replace(/^\[\d\] /, ""), words, codes, place: placeOf(rest[end] ?? "") };
  });
}

interface Rich {
  readonly type: string;
  readonly text?: string | { readonly text?: string };
  readonly elements?: readonly Rich[];
}
const textIn = (one: Rich): string =>
  (typeof one.text === "string" ? one.text : "") +
  (one.elements ?? []).map(textIn).join(one.type === "rich_text_list" ? "\n" : "");

/** Slack: a block of rich text that begins with its number, and the small print below it. */
function fromSlack(answer: Answer): Shown[] {
  const { blocks } = inSlack(answer, { answerId: "a1", place: "channel", canAskPerson: false, command: "/docs" });
  const shown: Shown[] = [];
  let open: Rich | undefined;
  for (const block of blocks as readonly Rich[]) {
    const [first, ...rest] = block.elements ?? [];
    if (block.type === "rich_text" && first && /^\[\d\] /.test(textIn(first))) open = block;
    if (block.type !== "context" || !open || placeOf(textIn(block)) === "") continue;
    const [head, ...body] = open.elements ?? [];
    const codes = body.filter(({ type }) => type === "rich_text_preformatted").map((one) => codeOf(textIn(one)));
    const quoted = body.filter(({ type }) => type === "rich_text_quote" || type === "rich_text_list").map(textIn);
    const title =
      textIn(head as Rich)
        .replace(/^\[\d\] /, "")
        .split("\n")[0] ?? "";
    const words = answer.kind === "answer" ? wordsIn(quoted.join("\n")) : [];
    shown.push({ title, words, codes, place: placeOf([first, ...rest].map((one) => textIn(one as Rich)).join(" ")) });
    open = undefined;
  }
  return shown;
}

/** Teams: a paragraph that ends in its number, quotes and fences, and a paragraph that tells the place. */
function fromTeams(answer: Answer): Shown[] {
  const [first] = inTeams(answer, { answerId: "a1", scope: "channel", canAskPerson: false, aiLabel: false });
  const shown: Shown[] = [];
  let open: { title: string; text: string; codes: string[] } | undefined;
  let quoted = 0;
  for (const { type, content, children } of tokensOf(first?.text ?? "")) {
    if (type === "blockquote_open") quoted++;
    if (type === "blockquote_close") quoted--;
    if (type === "fence") open?.codes.push(codeOf(content));
    if (type !== "inline") continue;
    const lines = (children ?? [])
      .map((one) => (one.type === "hardbreak" ? "\n" : one.type === "link_open" ? "" : one.content))
      .join("");
    const isHead = quoted === 0 && /\[\d\]$/m.test(lines);
    if (isHead) open = { title: lines.split("\n")[0]?.replace(/ \[\d\]$/, "") ?? "", text: "", codes: [] };
    else if (quoted > 0 && open) open.text += `\n${lines.replace(/^\s*(?:•|\d+\.) /gm, "")}`;
    else if (open && placeOf(lines) !== "") {
      const words = answer.kind === "answer" ? wordsIn(open.text) : [];
      shown.push({ title: open.title, words, codes: open.codes, place: placeOf(lines) });
      open = undefined;
    }
  }
  return shown;
}

const official = (citation: Citation): string[] => citation.official.slice(0, 1);

describe.each([
  ["own.jsonl", 7],
  ["config.jsonl", 13],
])("20 questions of %s", (file, every) => {
  it.each(questions(file, every))("%s", (question) => {
    const answer = ask(question);
    const [terminal, slack, teams] = [fromTerminal(answer), fromSlack(answer), fromTeams(answer)];
    const isSnippet = answer.kind === "snippet" || answer.kind === "ask";
    const count = isSnippet ? 1 + answer.excerpts.length : answer.kind === "answer" ? answer.excerpts.length : 0;
    expect(terminal.map(({ title, place }) => title !== "" && place !== "")).toEqual(Array(count).fill(true));
    if (answer.kind === "answer")
      for (const { words, codes } of terminal) expect(words.length + codes.length).toBeGreaterThan(0);
    expect(slack).toEqual(terminal);
    expect(teams).toEqual(terminal);
    if (answer.kind !== "answer" && answer.kind !== "snippet" && answer.kind !== "ask") return;
    const [first, ...others] = inTeams(answer, {
      answerId: "a1",
      scope: "channel",
      canAskPerson: false,
      aiLabel: false,
    });
    const claims = first?.entities?.[0]?.citation ?? [];
    expect(claims.map(({ position }) => position)).toEqual(citationsOf(answer).map((_, at) => at + 1));
    const links = linksOf(first?.text ?? "");
    const slackJson = JSON.stringify(
      inSlack(answer, { answerId: "a1", place: "channel", canAskPerson: false, command: "/docs" }),
    );
    for (const page of citationsOf(answer).flatMap(official)) {
      expect(links).toContain(page);
      expect(slackJson).toContain(page);
      expect(inTerminal(answer)).toContain(page);
    }
    if (answer.kind === "answer") return;
    const { code } = answer.snippet;
    expect(codesOf(first?.text ?? "")[0]).toBe(code);
    expect(terminal[0]?.codes[0]).toBe(codeOf(code));
    if (code.includes("\n")) expect(JSON.stringify(others)).toContain(JSON.stringify(code).slice(1, -1));
  });
});

it("both kinds of answers are among them", () => {
  const kinds = [...questions("own.jsonl", 7), ...questions("config.jsonl", 13)].map((question) => ask(question).kind);
  expect(kinds).toHaveLength(40);
  for (const kind of ["answer", "snippet", "ask"]) expect(kinds).toContain(kind);
});
