/** Adds `more` to the end of `list`. `list.push(...more)` would overflow the stack from some 100,000 items on. */
export function append<Item>(list: Item[], more: readonly Item[]): void {
  for (const item of more) list.push(item);
}
