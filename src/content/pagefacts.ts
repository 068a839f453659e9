import type { Token } from "markdown-it";

/** What a page shows of itself beside its sections, for checking it. */
export interface PageFacts {
  /** What a link can lead to beside the sections' anchors: ids that HTML and attribute lists name. */
  readonly ids: ReadonlySet<string>;
  /** `[text][name]` that no line of the page gives an address; `line` is 1-based. */
  readonly openReferences: readonly { readonly text: string; readonly name: string; readonly line: number }[];
}

/** `lineOf` leads from a line of the text that was parsed to one of the file. */
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

/** A link that has an address is a token of its own; what is left in the text has none. Code is not looked at. */
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
