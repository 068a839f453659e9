import type { MarkdownIt, StateBlock, StateCore, Token } from "markdown-it";
import { lineAt } from "../containers.ts";

/** Where Python-Markdown itself, without extensions, differs from CommonMark. */
export function usePythonMarkdown(md: MarkdownIt): void {
  md.block.ruler.before("html_block", "python_break", passBreak, { alt: ["paragraph"] });
  md.core.ruler.after("block", "python_lists", splitItems);
}

/** Alone on a line it starts a paragraph, not an HTML block. */
const BREAK = /^<br\s*\/?>[ \t]*$/i;

function passBreak(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if (!BREAK.test(lineAt(state, line))) return false;
  if (!silent) state.line = line + 1;
  return true;
}

/** A list inside an item, indented by four spaces. The item's text may end on the line right above it. */
const NESTED = /\n {4,7}(?:\d{1,9}\.|[-*+]) [\s\S]*/;

/** CommonMark reads such a list as part of the paragraph above it. */
function splitItems(state: StateCore): void {
  state.tokens = state.tokens.flatMap((token, at, all) => {
    const content = all[at - 1];
    const isFirst = all[at - 3]?.type === "list_item_open" && all[at - 2]?.type === "paragraph_open";
    const nested =
      token.type === "paragraph_close" && isFirst && content ? NESTED.exec(content.content)?.[0] : undefined;
    if (nested === undefined || !content) return [token];
    content.content = content.content.slice(0, -nested.length);
    return [token, ...parseNested(nested.slice(1), content, state)];
  });
}

function parseNested(text: string, above: Token, { md, env }: StateCore): Token[] {
  const tokens: Token[] = [];
  const first = (above.map?.[0] ?? 0) + above.content.split("\n").length;
  md.block.parse(text.replace(/^ {4}/gm, ""), md, env, tokens);
  for (const token of tokens) if (token.map) token.map = [token.map[0] + first, token.map[1] + first];
  return tokens;
}
