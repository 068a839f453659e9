import type { Node } from "./template.ts";

/** A word of a message, as it is compared. */
interface Word {
  readonly norm: string;
}

/** Where a template matched: words `from` to `to` (exclusive), and the word matched by `{value}`, or -1. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/**
 * All templates as one automaton without empty transitions (Glushkov 1961). Each state is one literal of one template. A message
 * is read once, and each word is tried at the states that can start a template and at those that follow the current ones.
 */
export interface Automaton {
  /** By literal word: the states that take it and can start a template. */
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  readonly states: readonly State[];
  readonly templates: number;
}

interface State {
  readonly template: number;
  /** The word that the state accepts; `VALUE` accepts any. */
  readonly word: string;
  isFirst: boolean;
  isLast: boolean;
  readonly after: number[];
}

const VALUE = "\u0000value";

/** The spans found for each template, the longest at each start; `steps` counts the transitions that were tried. */
export interface Run {
  readonly found: readonly (readonly Span[])[];
  readonly steps: number;
}

/** @param norm what a word of a template is compared as; the words of messages must be made the same way */
export function buildAutomaton(templates: readonly Node[], norm: (word: string) => string): Automaton {
  const states: State[] = [];
  templates.forEach((node, template) => {
    const { firsts, lasts } = addNode(node, { template, states, norm });
    for (const first of firsts) (states[first] as State).isFirst = true;
    for (const last of lasts) (states[last] as State).isLast = true;
  });
  const byWord = new Map<string, number[]>();
  states.forEach(({ word, isFirst }, at) => {
    const known = byWord.get(word) ?? [];
    byWord.set(word, isFirst ? [...known, at] : known);
  });
  return { byWord, states, templates: templates.length };
}

interface Ends {
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
  readonly nullable: boolean;
}

interface Building {
  readonly template: number;
  readonly states: State[];
  readonly norm: (word: string) => string;
}

function addNode(node: Node, building: Building): Ends {
  const { template, states, norm } = building;
  const add = (inner: Node): Ends => addNode(inner, building);
  switch (node.kind) {
    case "word":
    case "value": {
      const word = node.kind === "word" ? norm(node.text) : VALUE;
      const at = states.push({ template, word, isFirst: false, isLast: false, after: [] }) - 1;
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
    for (const last of left.lasts) (states[last] as State).after.push(...right.firsts);
    return {
      firsts: left.nullable ? [...left.firsts, ...right.firsts] : left.firsts,
      lasts: right.nullable ? [...left.lasts, ...right.lasts] : right.lasts,
      nullable: left.nullable && right.nullable,
    };
  };

/** A partial match: its current state, the word where it began, and the word that is its value, or -1. */
interface Path {
  readonly state: number;
  readonly from: number;
  readonly value: number;
}

const NOTHING: readonly Span[] = [];

/** Runs a message through the automaton. `mayBeValue`: whether `{value}` in a template accepts the word at a position. */
export function runAutomaton(
  { byWord, states, templates }: Automaton,
  words: readonly Word[],
  mayBeValue: (word: number, template: number) => boolean,
): Run {
  const found: (readonly Span[])[] = new Array(templates).fill(NOTHING);
  /** Index in `next` of each state entered at word `enteredAt`. */
  const place = new Int32Array(states.length);
  const enteredAt = new Int32Array(states.length).fill(-1);
  const values = byWord.get(VALUE) ?? [];
  let steps = 0;
  let paths: Path[] = [];
  for (let at = 0; at < words.length; at++) {
    const { norm } = words[at] as Word;
    const next: Path[] = [];
    const enter = (number: number, from: number, value: number): void => {
      steps++;
      const { word, template } = states[number] as State;
      const isValue = word === VALUE;
      if (isValue ? !mayBeValue(at, template) : word !== norm) return;
      const path: Path = { state: number, from, value: isValue ? at : value };
      if (enteredAt[number] !== at) place[number] = next.push(path) - 1;
      else if (from < (next[place[number] as number] as Path).from) next[place[number] as number] = path;
      enteredAt[number] = at;
    };
    for (const { state, from, value } of paths)
      for (const number of (states[state] as State).after) enter(number, from, value);
    for (const number of byWord.get(norm) ?? []) enter(number, at, -1);
    for (const number of values) enter(number, at, -1);
    for (const { state, from, value } of next) {
      const { isLast, template } = states[state] as State;
      if (isLast) found[template] = withLongest(found[template] ?? NOTHING, { from, to: at + 1, value });
    }
    paths = next;
  }
  return { found, steps };
}

/** Of spans with the same start, only the longest is kept: it comes last. */
function withLongest(spans: readonly Span[], span: Span): readonly Span[] {
  const last = spans.at(-1);
  const goesOn = last && last.from === span.from && last.to <= span.to && last.value === span.value;
  return [...(goesOn ? spans.slice(0, -1) : spans), span];
}

/** An upper bound for `steps`: each word tries every state and every transition at most once. */
export const mostSteps = ({ states }: Automaton, words: number): number =>
  words * states.reduce((sum, { after }) => sum + 1 + after.length, 0);
