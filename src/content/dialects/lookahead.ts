import type { StateBlock } from "markdown-it";

type Lookaheads = Map<string, { readonly from: number; readonly to: number }>;

/** A block rule that looks ahead for `what` from every line takes the square of a page, unless it remembers where it looked. */
function lookaheadsOf({ env }: StateBlock): Lookaheads {
  const lookaheads = (env.lookaheads as Lookaheads | undefined) ?? new Map();
  env.lookaheads = lookaheads;
  return lookaheads;
}

/** Where an earlier search for `what` ended, if it passed over this line; on the same level of nesting, which shows the same text. */
export function recallLookahead(state: StateBlock, what: string, line: number): number | undefined {
  const found = lookaheadsOf(state).get(`${state.level} ${what}`);
  return found && found.from <= line && line <= found.to ? found.to : undefined;
}

export function rememberLookahead(state: StateBlock, what: string, from: number, to: number): void {
  lookaheadsOf(state).set(`${state.level} ${what}`, { from, to });
}
