import type { Token } from "markdown-it";
import { splitHeadingAttributes } from "./dialects/dialect.ts";
import { htmlBlocks } from "./html.ts";
import { type Inline, renderInline } from "./inline.ts";
import type { Block } from "./section.ts";

/** A page in order: headings, each of which starts a section, and the blocks between them. */
export type PageElement =
  | {
      readonly kind: "heading";
      readonly level: number;
      readonly inline: Inline;
      readonly id: string | undefined;
      readonly line: number;
    }
  | { readonly kind: "block"; readonly block: Block; readonly links: Inline["links"] };

interface ListState {
  readonly ordered: boolean;
  next: number;
}

/** What is open around the current block: lists, tabs, the header of the table and the row being read. */
interface BlockContext {
  readonly lists: ListState[];
  readonly tabs: string[];
  marker: string;
  header: string[];
  cells: string[];
  /** Tokens of cells have no line of their own. */
  rowLine: number;
  rowLinks: Inline["links"][number][];
}

export function* readElements(tokens: readonly Token[]): Generator<PageElement> {
  const state: BlockContext = { lists: [], tabs: [], marker: "", header: [], cells: [], rowLine: 1, rowLinks: [] };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const next = tokens[at + 1];
    if (token.type === "heading_open") {
      yield readHeading(token, next as Token);
      at++;
    } else if (token.type === "th_open" || token.type === "td_open") {
      readCell(next as Token, state);
      at++;
    } else if (token.type === "tab_open" || token.type === "admonition_open") {
      const title = next?.type === "inline" ? renderContent(next).text : "";
      if (token.type === "tab_open") state.tabs.push(title);
      if (title !== "") {
        yield { kind: "block", block: { kind: "label", text: title }, links: [] };
        at++;
      }
    } else if (token.type === "tr_close") {
      if (next?.type !== "thead_close") yield rowElement(state);
    } else {
      enterOrLeave(token, state);
      yield* readContent(token, state);
    }
  }
}

function enterOrLeave(token: Token, state: BlockContext): void {
  switch (token.type) {
    case "bullet_list_open":
    case "ordered_list_open":
      state.lists.push({ ordered: token.type === "ordered_list_open", next: Number(token.attrGet("start") ?? 1) });
      break;
    case "bullet_list_close":
    case "ordered_list_close":
      state.lists.pop();
      break;
    case "list_item_open":
      state.marker = markerOf(state.lists.at(-1));
      break;
    case "list_item_close":
      state.marker = "";
      break;
    case "tab_close":
      state.tabs.pop();
      break;
    case "thead_open":
      state.header = [];
      break;
    case "tr_open":
      state.cells = [];
      state.rowLine = lineOf(token);
      state.rowLinks = [];
      break;
    case "thead_close":
      state.header = state.cells;
      break;
    default:
      break;
  }
}

function* readContent(token: Token, state: BlockContext): Generator<PageElement> {
  switch (token.type) {
    case "inline": {
      const { text, links } = renderContent(token);
      if (text) yield { kind: "block", block: paragraph(text, state.marker, state.lists.length), links };
      state.marker = "";
      break;
    }
    case "fence":
    case "code_block":
      yield { kind: "block", block: code(token, state.tabs.at(-1) ?? ""), links: [] };
      break;
    case "html_block":
      for (const block of htmlBlocks(token.content)) yield { kind: "block", block, links: [] };
      break;
    default:
      break;
  }
}

const lineOf = (token: Token): number => (token.map?.[0] ?? 0) + 1;
const renderContent = (content: Token): Inline => renderInline(content.children ?? [], lineOf(content));

function readCell(content: Token, { cells, rowLine, rowLinks }: BlockContext): void {
  const inline = renderInline(content.children ?? [], rowLine);
  rowLinks.push(...inline.links);
  cells.push(inline.text);
}

const rowElement = ({ header, cells, rowLinks }: BlockContext): PageElement => ({
  kind: "block",
  block: { kind: "row", header, cells },
  links: rowLinks,
});

function readHeading(open: Token, content: Token): PageElement {
  const last = content.children?.at(-1);
  const split = last?.type === "text" ? splitHeadingAttributes(` ${last.content}`) : undefined;
  if (last && split?.id !== undefined) last.content = split.text.slice(1);
  return {
    kind: "heading",
    level: Number(open.tag.slice(1)),
    inline: renderContent(content),
    // If a rule of the dialect has set the id, it wins: it knows which attribute lists are really text.
    id: (open.attrGet("id") as string | null) ?? split?.id,
    line: lineOf(content),
  };
}

const markerOf = (list: ListState | undefined): string => (list?.ordered ? `${list.next++}.` : "-");

const paragraph = (text: string, marker: string, depth: number): Block =>
  marker ? { kind: "item", text, depth: depth - 1, marker } : { kind: "prose", text };

function code(token: Token, tab: string): Block {
  const info = /^\{?\s*\.?([\w+#-]+)/.exec(token.info.trim())?.[1] ?? "";
  const text = withoutOuterNewlines(token.content);
  // A label on the code itself is more specific than that of the tab around it, which is shown above anyway.
  const label = (token.meta as { label?: string } | null)?.label ?? tab;
  return { kind: "code", text, language: info.toLowerCase(), label };
}

/** Not a regular expression: `/\n+$/` is quadratic in the longest run of blank lines. */
function withoutOuterNewlines(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text[from] === "\n") from++;
  while (to > from && text[to - 1] === "\n") to--;
  return text.slice(from, to);
}
