import type { MarkdownIt, StateBlock, StateCore, Token } from "markdown-it";
import { lineAt } from "../containers.ts";

/** What Python-Markdown reads otherwise than CommonMark, beyond its extensions. */
export function usePythonMarkdown(md: MarkdownIt): void {
  md.block.ruler.before("html_block", "python_break", passBreak, { alt: ["paragraph"] });
  md.core.ruler.after("block", "python_lists", splitItems);
}

/** A line break alone on its line begins a paragraph, not a block of HTML. */
const BREAK = /^<br\s*\/?>[ \t]*$/i;

function passBreak(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if (!BREAK.test(lineAt(state, line))) return false;
  if (!silent) state.line = line + 1;
  return true;
}

/** A list within an item, four blanks further in; the item's text may go on right above it. */
const NESTED = /\n {4,7}(?:\d{1,9}\.|[-*+]) [\s\S]*/;

/** To CommonMark such a list is more of the paragraph above it. */
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
