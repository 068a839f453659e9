import type { StateBlock } from "markdown-it";

type Lookaheads = Map<string, { readonly from: number; readonly to: number }>;

/** Remembers how far a block rule has looked ahead. A rule that searches from every line anew is quadratic in the page's length. */
function lookaheadsOf({ env }: StateBlock): Lookaheads {
  const lookaheads = (env.lookaheads as Lookaheads | undefined) ?? new Map();
  env.lookaheads = lookaheads;
  return lookaheads;
}

/** Where an earlier search for `what` ended, if it passed this line at the same nesting level (which sees the same text). */
export function recallLookahead(state: StateBlock, what: string, line: number): number | undefined {
  const found = lookaheadsOf(state).get(`${state.level} ${what}`);
  return found && found.from <= line && line <= found.to ? found.to : undefined;
}

export function rememberLookahead(state: StateBlock, what: string, from: number, to: number): void {
  lookaheadsOf(state).set(`${state.level} ${what}`, { from, to });
}
