import type { MarkdownIt, StateBlock } from "markdown-it";

/**
 * A marker line followed by lines indented by four spaces: MkDocs admonitions and content tabs.
 *
 *     !!! note "Title"          === "Tab label"
 *         body, any Markdown        body, any Markdown
 *
 * Becomes `${type}_open` and `${type}_close` tokens. If there is a title, an inline token with it follows the opening token.
 */
export interface IndentedContainer {
  readonly type: string;
  /** Matched from the start of the line, its indentation removed. */
  readonly marker: RegExp;
  readonly title: (match: RegExpExecArray) => string;
}

const INDENT = 4;

export function useIndentedContainer(md: MarkdownIt, container: IndentedContainer): void {
  const rule = (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    const indent = state.sCount[startLine] ?? 0;
    if (indent - state.blkIndent >= INDENT) return false;
    const match = container.marker.exec(lineAt(state, startLine));
    if (!match) return false;
    if (silent) return true;
    const nextLine = endOfContainer(state, startLine + 1, endLine, indent + INDENT);
    const open = state.push(`${container.type}_open`, "div", 1);
    open.map = [startLine, nextLine];
    const title = container.title(match);
    if (title !== "") pushInline(state, title, startLine);
    tokenizeInside(state, { from: startLine + 1, to: nextLine, indent: indent + INDENT });
    state.push(`${container.type}_close`, "div", -1);
    state.line = nextLine;
    return true;
  };
  md.block.ruler.before("fence", container.type, rule, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
}

/** A line without its indentation and the markers of the quotes and lists around it. */
export const lineAt = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);

/** Adds an inline token, such as the title of a container. `content` is Markdown. */
export function pushInline(state: StateBlock, content: string, line: number): void {
  const inline = state.push("inline", "", 0);
  inline.content = content;
  inline.map = [line, line + 1];
  inline.children = [];
}

/** One past the last line that is indented by at least `indent`. Trailing blank lines are left out. */
function endOfContainer(state: StateBlock, from: number, endLine: number, indent: number): number {
  let end = from;
  for (let line = from; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    if ((state.sCount[line] ?? 0) < indent) break;
    end = line + 1;
  }
  return end;
}

function tokenizeInside(state: StateBlock, range: { from: number; to: number; indent: number }): void {
  const { blkIndent, lineMax, parentType } = state;
  state.blkIndent = range.indent;
  state.lineMax = range.to;
  state.parentType = "blockquote";
  state.md.block.tokenize(state, range.from, range.to);
  state.blkIndent = blkIndent;
  state.lineMax = lineMax;
  state.parentType = parentType;
}
