import { buildAutomaton, runAutomaton, type Span } from "./automaton.ts";
import type { CueList } from "./cuelist.ts";
import { KINDS, SUPPORT } from "./english/kinds.ts";
import { QUESTIONS } from "./english/questions.ts";
import { RULES } from "./english/rules.ts";
import { OPENING, TALK } from "./english/talk.ts";
import { readPhrase } from "./template.ts";
import { normToken, QUESTION_MARK, readTokens, type Token } from "./tokens.ts";

/** Every cue that a message can give, and the templates that give it. */
export const CUES = { ...TALK, ...QUESTIONS, ...KINDS, ...SUPPORT };
export type Cue = keyof typeof CUES;
export type Cues = ReadonlySet<Cue>;

const PLACES = ["whole", "begins", "ends", "anywhere", "except"] as const;
type Place = (typeof PLACES)[number];

interface Listed {
  readonly cue: Cue;
  readonly place: Place;
  readonly template: string;
}

const LISTED = (Object.entries(CUES) as [Cue, CueList][]).flatMap(([cue, list]) =>
  PLACES.flatMap((place) => (list[place] ?? []).map((template): Listed => ({ cue, place, template }))),
);
/** The openings come behind the templates that give cues. */
const AUTOMATON = buildAutomaton(
  [...LISTED.map(({ template }) => template), ...OPENING].map((template) => readPhrase(template, RULES)),
  normToken,
);

/** A template that was found, and where: `from` and `to` count tokens. */
export interface Heard extends Span {
  readonly listed: Listed;
}

/** All templates found in a message. The time it takes grows with the number of words and no faster. */
export function hear(text: string): Heard[] {
  const tokens = readTokens(text);
  const { found } = runAutomaton(AUTOMATON, tokens, (at) => tokens[at]?.norm !== QUESTION_MARK);
  const starts = startsOf(found.slice(LISTED.length).flat());
  const ends = endsOf(tokens);
  const heard: Heard[] = [];
  LISTED.forEach((listed, at) => {
    for (const { from, to, value } of found[at] as readonly Span[])
      if (isInPlace(listed.place, starts.has(from), ends.includes(to))) heard.push({ listed, from, to, value });
  });
  const exceptions = heard.filter(({ listed }) => listed.place === "except");
  if (exceptions.length === 0) return heard;
  return heard.filter(
    ({ listed, from }) => !exceptions.some((one) => one.listed.cue === listed.cue && one.from === from),
  );
}

export function readCues(text: string): Cues {
  const cues = new Set<Cue>();
  for (const { listed } of hear(text)) cues.add(listed.cue);
  return cues;
}

function isInPlace(place: Place, isFirst: boolean, isLast: boolean): boolean {
  switch (place) {
    case "whole":
      return isFirst && isLast;
    case "begins":
    case "except":
      return isFirst;
    case "ends":
      return isLast;
    case "anywhere":
      return true;
    default:
      return place satisfies never;
  }
}

/** A message may begin at its first word, and after each opening. */
function startsOf(openings: readonly Span[]): ReadonlySet<number> {
  const starts = new Set([0]);
  for (const { from, to } of [...openings].sort((a, b) => a.from - b.from)) if (starts.has(from)) starts.add(to);
  return starts;
}

/** A message ends with its question mark, or before it. */
const endsOf = (tokens: readonly Token[]): readonly number[] =>
  tokens.at(-1)?.norm === QUESTION_MARK ? [tokens.length, tokens.length - 1] : [tokens.length];

/** A greeting stands within this many characters. */
const GREETING = 200;

/** Where in the text the greeting in front of it ends; 0 if there is none. */
export function endOfSalutation(text: string): number {
  const front = text.slice(0, GREETING);
  let greeted = 0;
  for (const { listed, from, to } of hear(front))
    if (listed.cue === "salutation" && from <= greeted) greeted = Math.max(greeted, to);
  return greeted === 0 ? 0 : (readTokens(front)[greeted - 1]?.end ?? 0);
}
