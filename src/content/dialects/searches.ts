import type { StateBlock } from "markdown-it";

type Searches = Map<string, { readonly from: number; readonly to: number }>;

/** A block rule that looks ahead for `what` from every line takes the square of a page, unless it remembers where it looked. */
function searchesOf({ env }: StateBlock): Searches {
  const searches = (env.searches as Searches | undefined) ?? new Map();
  env.searches = searches;
  return searches;
}

/** Where an earlier search for `what` ended, if it passed over this line; on the same level of nesting, which shows the same text. */
export function searched(state: StateBlock, what: string, line: number): number | undefined {
  const found = searchesOf(state).get(`${state.level} ${what}`);
  return found && found.from <= line && line <= found.to ? found.to : undefined;
}

export function rememberSearch(state: StateBlock, what: string, from: number, to: number): void {
  searchesOf(state).set(`${state.level} ${what}`, { from, to });
}
