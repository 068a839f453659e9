/**
 * Tells what chance has made from what people have named, by neighbouring characters. Words and identifiers keep to few pairs of
 * letters, and to one case or class for a while; keys and tokens do not.
 */

/** For each letter from a to z, those that often follow it: 260 pairs, 94 % of those in the words of technical documentation. */
const FOLLOWING =
  "bcdfgiklmnprstuvxy aeilorsu acehiklorstuy abdeiloprsu abcdefghilmnopqrstvwxy aefilorsu aeghilnorsu aeiort abcdefglmnoprstvz e eis adeilostuy abeilmopsuy acdefginostuv abcdfgiklmnoprstuvw aeiloprstuy u acdegiklmnoprstuvy acehilnopstuy acehiloprstuy abcdegilmnprst aei aehinor pt inpst e".split(
    " ",
  );

const COMMON = new Set(
  FOLLOWING.flatMap((letters, first) => Array.from(letters, (letter) => first * 26 + letter.charCodeAt(0) - 97)),
);

/**
 * How much likelier two neighbours are in a random string of letters and digits than in an identifier, as natural logarithms. The
 * shares behind them, of a hundred pairs: 20 and 78, 33 and 6, 18 and 9, 27 and 5.
 */
const LIKELIER = { common: -1.36, uncommon: 1.7, hump: 0.67, digit: 1.69 } as const;
/** Signs that stand in tokens and in paths; chosen by hand on documentation. What is not listed ends a run. */
const SIGNS: Readonly<Record<string, number>> = { "/": -1, ".": -2, "=": -1, "-": -1.5, _: -1.5, "+": 0.5, "~": 0 };

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const isLower = (code: number): boolean => code >= 97 && code <= 122;

/** Letters alike or in the order of the alphabet say nothing: `xxxx`, `abcdef`. */
function likelier(before: number, code: number): number {
  if (isDigit(before) || isDigit(code)) return isDigit(before) && isDigit(code) ? 0 : LIKELIER.digit;
  if (isLower(before) && isUpper(code)) return LIKELIER.hump;
  const [first, second] = [(before | 32) - 97, (code | 32) - 97];
  if (COMMON.has(first * 26 + second)) return LIKELIER.common;
  return second - first === 1 || second === first ? 0 : LIKELIER.uncommon;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** How much likelier chance has made it than a person, as a natural logarithm; 0 and below: it is likelier named. */
  readonly score: number;
}

/** The stretch of a text that is likeliest to be random: the one whose pairs add up to most (Kadane). One pass. */
export function mostRandom(text: string): Stretch {
  let best: Stretch = { from: 0, to: 0, score: 0 };
  let [from, score, before] = [0, 0, -1];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const sign = SIGNS[text[at] as string];
    const isWord = isDigit(code) || isUpper(code) || isLower(code);
    if (sign !== undefined) score += sign;
    else if (!isWord) score = Number.NEGATIVE_INFINITY;
    else if (before >= 0) score += likelier(before, code);
    if (score <= 0) [from, score] = [isWord ? at : at + 1, 0];
    before = isWord ? code : -1;
    if (score > best.score) best = { from, to: at + 1, score };
  }
  return best;
}

/** The same for the whole of a text, signs left out: below 0 where it is likelier a name. */
export function randomnessOf(text: string): number {
  let [score, before] = [0, -1];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isWord = isDigit(code) || isUpper(code) || isLower(code);
    if (isWord && before >= 0) score += likelier(before, code);
    before = isWord ? code : -1;
  }
  return score;
}

/** How often neighbours are of another class (small letter, capital, digit), 0..1: 0.62 in random ones of all three, 0.3 in names. */
export function restlessness(text: string): number {
  const classes = text
    .replace(/[a-z]/g, "a")
    .replace(/[A-Z]/g, "A")
    .replace(/\d/g, "0")
    .replace(/[^aA0]+/g, "");
  let turns = 0;
  for (let at = 1; at < classes.length; at++) if (classes[at] !== classes[at - 1]) turns++;
  return turns / Math.max(1, classes.length - 1);
}
