const QUOTES = new Set(['"', "'", "`"]);

/**
 * Scans JavaScript from `from`, skipping strings and comments, and calls `isEnd` at each line break and closing bracket; `depth`
 * is the number of open brackets. Returns the offset at which `isEnd` returned true, or -1 at the end of the text.
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

/** One past the bracket that closes the one at `from`, or -1. */
export function endOfBrackets(text: string, from: number): number {
  const end = scanScript(text, from, (_, depth) => depth === 0);
  return end < 0 || text[end] === "\n" ? -1 : end + 1;
}

/** Offset of the closing quote. An unclosed quote, such as an apostrophe in JSX text, ends with its line. */
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
