import createMarkdownIt, { type MarkdownIt } from "markdown-it";
import type { Dialect } from "./dialects/dialect.ts";

const parsers = new Map<Dialect, MarkdownIt>();

/**
 * CommonMark with GFM tables and strikethrough, plus the dialect's rules. HTML is parsed so that it can be removed. Bare URLs
 * stay text. Nesting is limited, so that deep quotes cannot overflow the stack.
 */
export function parserFor(dialect: Dialect): MarkdownIt {
  let parser = parsers.get(dialect);
  if (!parser) {
    parser = createMarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: 40 });
    dialect.extend(parser);
    parsers.set(dialect, parser);
  }
  return parser;
}
