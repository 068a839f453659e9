import type { Node } from "./template.ts";
import { normWord, type Word } from "./tokens.ts";

/** Where a part was found: words `from` to `to` (exclusive), and the word that stands for `{value}`, or -1. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/**
 * Many templates as one automaton without empty steps (Glushkov 1961): a state is one literal of one template. A message is
 * read once, and each of its words looks only at the states that bear it.
 */
export interface Automaton {
  /** States by the word that they take; `VALUE` for those that take any. */
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  readonly states: readonly State[];
  readonly templates: number;
}

interface State {
  readonly template: number;
  readonly isFirst: boolean;
  isLast: boolean;
  readonly isValue: boolean;
  readonly before: number[];
}

const VALUE = "\u0000value";

/** Found spans of each template, the longest of each place; `steps` counts the states and arrows that were looked at. */
export interface Run {
  readonly found: readonly (readonly Span[])[];
  readonly steps: number;
}

export function buildAutomaton(templates: readonly Node[]): Automaton {
  const states: State[] = [];
  const byWord = new Map<string, number[]>();
  templates.forEach((node, template) => {
    const { firsts, lasts } = addNode(node, template, states, byWord);
    for (const first of firsts) states[first] = { ...(states[first] as State), isFirst: true };
    for (const last of lasts) (states[last] as State).isLast = true;
  });
  return { byWord, states, templates: templates.length };
}

interface Ends {
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
  readonly nullable: boolean;
}

function addNode(node: Node, template: number, states: State[], byWord: Map<string, number[]>): Ends {
  const add = (inner: Node): Ends => addNode(inner, template, states, byWord);
  switch (node.kind) {
    case "word":
    case "value": {
      const word = node.kind === "word" ? normWord(node.text) : VALUE;
      const at = states.push({ template, isFirst: false, isLast: false, isValue: word === VALUE, before: [] }) - 1;
      byWord.set(word, [...(byWord.get(word) ?? []), at]);
      return { firsts: [at], lasts: [at], nullable: false };
    }
    case "optional":
      return { ...add(node.node), nullable: true };
    case "choice": {
      const ends = node.nodes.map(add);
      return {
        firsts: ends.flatMap(({ firsts }) => firsts),
        lasts: ends.flatMap(({ lasts }) => lasts),
        nullable: ends.some(({ nullable }) => nullable),
      };
    }
    case "sequence":
      return node.nodes.map(add).reduce(follow(states), { firsts: [], lasts: [], nullable: true });
    default:
      return node satisfies never;
  }
}

const follow =
  (states: readonly State[]) =>
  (left: Ends, right: Ends): Ends => {
    for (const first of right.firsts) (states[first] as State).before.push(...left.lasts);
    return {
      firsts: left.nullable ? [...left.firsts, ...right.firsts] : left.firsts,
      lasts: right.nullable ? [...left.lasts, ...right.lasts] : right.lasts,
      nullable: left.nullable && right.nullable,
    };
  };

/** Reads a message once. `mayBeValue` says of a word's position whether `{value}` of a template may be that word. */
export function runAutomaton(
  { byWord, states, templates }: Automaton,
  words: readonly Word[],
  mayBeValue: (word: number, template: number) => boolean,
): Run {
  const found: Span[][] = Array.from({ length: templates }, () => []);
  /** For each state: the word that it last took, where its path began, and where its value is. */
  const took = new Int32Array(states.length).fill(-2);
  const from = new Int32Array(states.length);
  const value = new Int32Array(states.length).fill(-1);
  let steps = 0;
  const enter = (number: number, at: number): void => {
    const state = states[number] as State;
    steps += 1 + state.before.length;
    let [start, held] = state.isFirst ? [at, -1] : [-1, -1];
    for (const before of state.before)
      if (before !== number && took[before] === at - 1 && (start < 0 || (from[before] as number) < start))
        [start, held] = [from[before] as number, value[before] as number];
    if (start < 0) return;
    pending.push([number, start, state.isValue ? at : held]);
  };
  const pending: [state: number, from: number, value: number][] = [];
  words.forEach(({ norm }, at) => {
    for (const number of byWord.get(norm) ?? []) enter(number, at);
    for (const number of byWord.get(VALUE) ?? [])
      if (mayBeValue(at, (states[number] as State).template)) enter(number, at);
    for (const [number, start, held] of pending.splice(0)) {
      took[number] = at;
      from[number] = start;
      value[number] = held;
      const { isLast, template } = states[number] as State;
      if (isLast) keepLongest(found[template] as Span[], { from: start, to: at + 1, value: held });
    }
  });
  return { found, steps };
}

/** Of spans that begin at the same word, the longest stays; it came last. */
function keepLongest(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last && last.from === span.from && last.to <= span.to && last.value === span.value)
    spans[spans.length - 1] = span;
  else spans.push(span);
}

/** An upper bound for `steps`: each word looks at no more than every state and every arrow once. */
export const mostSteps = ({ states }: Automaton, words: number): number =>
  words * states.reduce((sum, { before }) => sum + 1 + before.length, 0);
