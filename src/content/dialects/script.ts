const QUOTES = new Set(['"', "'", "`"]);

/**
 * Walks JavaScript from `from`, past strings and comments, and asks at each line end and each closing bracket whether it ends
 * there; `depth` counts the brackets that are open. Returns the offset at which it ended, or -1 where the text is used up.
 */
export function scanScript(text: string, from: number, isEnd: (at: number, depth: number) => boolean): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at] as string;
    if (QUOTES.has(char)) {
      at = endOfString(text, at);
    } else if (char === "/" && (text[at + 1] === "/" || text[at + 1] === "*")) {
      at = endOfComment(text, at);
    } else if (char === "{" || char === "[" || char === "(") {
      depth++;
    } else if (char === "}" || char === "]" || char === ")") {
      depth--;
      if (isEnd(at, depth)) return at;
    } else if (char === "\n" && isEnd(at, depth)) return at;
  }
  return -1;
}

/** The offset past the bracket that closes the one at `from`, or -1. */
export function endOfBrackets(text: string, from: number): number {
  const end = scanScript(text, from, (_, depth) => depth === 0);
  return end < 0 || text[end] === "\n" ? -1 : end + 1;
}

/** The closing quote; the last character of the line where a quote is never closed, as the apostrophe of a text is not. */
function endOfString(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (text[at] === "\\") at++;
    else if (text[at] === "\n" && quote !== "`") return at - 1;
  }
  return text.length;
}

function endOfComment(text: string, from: number): number {
  const isLine = text[from + 1] === "/";
  const end = text.indexOf(isLine ? "\n" : "*/", from + 2);
  if (end < 0) return text.length;
  return isLine ? end - 1 : end + 1;
}
