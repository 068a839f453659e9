import type { Token } from "markdown-it";

/** What `docsbot check` needs to know about a page beyond its sections. */
export interface PageFacts {
  /** Link targets other than headings: ids in HTML and in attribute lists. */
  readonly ids: ReadonlySet<string>;
  /** `[text][name]` without a `[name]: address` on the page. `line` is 1-based. */
  readonly openReferences: readonly { readonly text: string; readonly name: string; readonly line: number }[];
}

/** `lineOf` maps a line of the parsed text to a line of the file. */
export function readPageFacts(tokens: readonly Token[], lineOf: (line: number) => number): PageFacts {
  return {
    ids: new Set(idsIn(tokens)),
    openReferences: tokens.flatMap((token) =>
      token.type === "inline" && token.content.includes("][")
        ? openReferences(token).map((found) => ({ ...found, line: lineOf(found.line) }))
        : [],
    ),
  };
}

const HTML_ID = /\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const LISTED_ID = /\{:?[^{}\n#]*#([\w:.-]+)(?![\w:.-])[^{}\n]*\}/g;

function idsIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token): string[] => {
    if (token.type === "html_block" || token.type === "html_inline")
      return [...token.content.matchAll(HTML_ID)].map(([, a, b, c]) => a ?? b ?? c ?? "");
    if (token.type !== "inline") return [];
    return [...[...token.content.matchAll(LISTED_ID)].map(([, id = ""]) => id), ...idsIn(token.children ?? [])];
  });
}

const OPEN_REFERENCE = /(?<![\w\])])\[[^[\]]{1,300}\]\[([^[\]]{1,300})\]/g;

/** markdown-it turns a link with an address into tokens, so a `[text][name]` still in the text has none. Code is ignored. */
function openReferences({ children, map }: Token): PageFacts["openReferences"] {
  const text = (children ?? []).map(({ type, content }) =>
    type === "text" ? content : type === "softbreak" || type === "hardbreak" ? "\n" : "\u0000",
  );
  const joined = text.join("");
  let line = (map?.[0] ?? 0) + 1;
  let at = 0;
  return [...joined.matchAll(OPEN_REFERENCE)].map((match) => {
    for (; at < match.index; at++) if (joined[at] === "\n") line++;
    return { text: match[0].replace(/\s+/g, " "), name: (match[1] ?? "").replace(/\s+/g, " "), line };
  });
}
