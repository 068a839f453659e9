/** A part of a text, from its first character to behind its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** In their order, those that touch or overlap as one. */
export function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && span.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else all.push(span);
  }
  return all;
}

/** Where a pattern with the flag `g` stands, group 1 where it has one. */
export function spansOf(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const secret = match[1] ?? match[0];
    const from = match.index + match[0].lastIndexOf(secret);
    return { from, to: from + secret.length };
  });
}
