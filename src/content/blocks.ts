import type { Token } from "markdown-it";
import { splitHeadingAttributes } from "./dialects/dialect.ts";
import { htmlBlocks } from "./html.ts";
import { type Inline, renderInline } from "./inline.ts";
import { type Block, fold } from "./section.ts";

/** What a page is made of, in order: headings, which open sections, and the blocks between them. */
export type Piece =
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

/** Walks the block tokens of a page once. Holds what a block must know of its surroundings: lists, tabs, the table's header. */
export function* readPieces(tokens: readonly Token[]): Generator<Piece> {
  const lists: ListState[] = [];
  const tabs: string[] = [];
  let marker = "";
  let header: string[] = [];
  let cells: string[] = [];
  let rowLinks: Inline["links"][number][] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    switch (token.type) {
      case "heading_open":
        yield readHeading(token, tokens[at + 1] as Token);
        at++;
        break;
      case "bullet_list_open":
      case "ordered_list_open":
        lists.push({ ordered: token.type === "ordered_list_open", next: Number(token.attrGet("start") ?? 1) });
        break;
      case "bullet_list_close":
      case "ordered_list_close":
        lists.pop();
        break;
      case "list_item_open":
        marker = markerOf(lists.at(-1));
        break;
      case "list_item_close":
        marker = "";
        break;
      case "tab_open":
        tabs.push(unmarked(token.content));
        yield* label(token.content);
        break;
      case "tab_close":
        tabs.pop();
        break;
      case "admonition_open":
        yield* label(token.content);
        break;
      case "thead_open":
        header = [];
        break;
      case "tr_open":
        cells = [];
        rowLinks = [];
        break;
      case "th_open":
      case "td_open": {
        const inline = renderInline(tokens[at + 1]?.children ?? []);
        rowLinks.push(...inline.links);
        cells.push(inline.text);
        at++;
        break;
      }
      case "thead_close":
        header = cells;
        break;
      case "tr_close":
        if (tokens[at + 1]?.type !== "thead_close")
          yield { kind: "block", block: { kind: "row", header, cells }, links: rowLinks };
        break;
      case "inline": {
        const inline = renderInline(token.children ?? []);
        if (inline.text)
          yield { kind: "block", block: paragraph(inline.text, marker, lists.length), links: inline.links };
        marker = "";
        break;
      }
      case "fence":
      case "code_block":
        yield { kind: "block", block: code(token, tabs.at(-1) ?? ""), links: [] };
        break;
      case "html_block":
        for (const block of htmlBlocks(token.content)) yield { kind: "block", block, links: [] };
        break;
      default:
        break;
    }
  }
}

function readHeading(open: Token, content: Token): Piece {
  const last = content.children?.at(-1);
  const split = last?.type === "text" ? splitHeadingAttributes(` ${last.content}`) : undefined;
  if (last && split?.id !== undefined) last.content = split.text.slice(1);
  return {
    kind: "heading",
    level: Number(open.tag.slice(1)),
    inline: renderInline(content.children ?? []),
    id: split?.id,
    line: (open.map?.[0] ?? 0) + 1,
  };
}

const markerOf = (list: ListState | undefined): string => (list?.ordered ? `${list.next++}.` : "-");

const paragraph = (text: string, marker: string, depth: number): Block =>
  marker ? { kind: "item", text, depth: depth - 1, marker } : { kind: "prose", text };

const unmarked = (text: string): string => fold(text.replace(/[`*_]/g, ""));

function* label(text: string): Generator<Piece> {
  const folded = unmarked(text);
  if (folded) yield { kind: "block", block: { kind: "label", text: folded }, links: [] };
}

function code(token: Token, tab: string): Block {
  const info = /^\{?\s*\.?([\w+#-]+)/.exec(token.info.trim())?.[1] ?? "";
  const text = withoutOuterNewlines(token.content);
  return { kind: "code", text, language: info.toLowerCase(), label: tab };
}

/** By hand: `/\n+$/` takes the square of the longest run of blank lines. */
function withoutOuterNewlines(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text[from] === "\n") from++;
  while (to > from && text[to - 1] === "\n") to--;
  return text.slice(from, to);
}
