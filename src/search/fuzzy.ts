/** Which known words an unknown word may stand for, best first. */
export interface Speller {
  readonly correct: (word: string) => readonly Correction[];
}

interface Correction {
  readonly word: string;
  /** 0..1, one edit in a long word is near 1. */
  readonly likeness: number;
}

const SHORTEST = 4;
const SHORTLIST = 300;
const ALTERNATIVES = 3;

/**
 * Spelling correction against the words of the documentation: words that share letter pairs are shortlisted, and edit distance,
 * frequency and the first letter order them. `counts` is how often each word occurs.
 */
export function createSpeller(words: readonly string[], counts: ArrayLike<number>): Speller {
  let pairs: Map<string, number[]> | undefined;
  return {
    correct: (word) => {
      if (word.length < SHORTEST || /[^\p{L}]/u.test(word)) return [];
      pairs ??= letterPairs(words);
      return shareLetterPairs(word, pairs, words)
        .flatMap((at) => {
          const known = words[at] as string;
          const distance = editDistance(word, known);
          if (distance > allowed(word)) return [];
          return [{ word: known, likeness: likeness(word, known, distance), count: counts[at] as number }];
        })
        .sort((a, b) => score(b) - score(a) || (a.word < b.word ? -1 : 1))
        .slice(0, ALTERNATIVES)
        .map((best) => ({ word: best.word, likeness: best.likeness }));
    },
  };
}

const allowed = (word: string): number => (word.length <= 5 ? 1 : 2);
const likeness = (word: string, known: string, distance: number): number =>
  1 - distance / Math.max(word.length, known.length) - (word[0] === known[0] ? 0 : 0.05);
const score = (candidate: { likeness: number; count: number }): number =>
  candidate.likeness + 0.02 * Math.log2(1 + candidate.count);

function letterPairs(words: readonly string[]): Map<string, number[]> {
  const pairs = new Map<string, number[]>();
  words.forEach((word, at) => {
    if (word.length < 3 || word.length > 24) return;
    for (const pair of new Set(pairsOf(word))) {
      const list = pairs.get(pair);
      if (list) list.push(at);
      else pairs.set(pair, [at]);
    }
  });
  return pairs;
}

const pairsOf = (word: string): string[] => {
  const framed = `^${word}$`;
  return Array.from({ length: framed.length - 1 }, (_, at) => framed.slice(at, at + 2));
};

/** An edit changes three letter pairs of a word at most, when it swaps two letters. */
const PAIRS_OF_EDIT = 3;

/** Words of a similar length that share the most letter pairs with `word`, and enough of them to be near enough. */
function shareLetterPairs(
  word: string,
  pairs: ReadonlyMap<string, readonly number[]>,
  words: readonly string[],
): number[] {
  const shared = new Map<number, number>();
  for (const pair of pairsOf(word))
    for (const at of pairs.get(pair) ?? [])
      if (Math.abs((words[at] as string).length - word.length) <= 2) shared.set(at, (shared.get(at) ?? 0) + 1);
  const least = word.length + 1 - PAIRS_OF_EDIT * allowed(word);
  return [...shared]
    .filter(([, count]) => count >= least)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, SHORTLIST)
    .map(([at]) => at);
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}
