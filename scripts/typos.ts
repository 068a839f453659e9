/** Adds realistic typos to questions for training. Deterministic: a question always gets the same typos. */

const NEIGHBOURS = "qwertyuiop asdfghjkl zxcvbnm";
const SHORTEST = 5;

/** Misspells about one word in six, and at least one; `undefined` if no word is long enough. */
export function misspell(text: string): string | undefined {
  const random = sequence(text);
  const words = text.split(" ");
  const long = words.flatMap((word, at) => (word.length >= SHORTEST && /^[a-z]+$/i.test(word) ? [at] : []));
  if (long.length === 0) return undefined;
  const count = Math.max(1, Math.round(words.length / 6));
  for (let done = 0; done < count && long.length > 0; done++) {
    const [at] = long.splice(random(long.length), 1) as [number];
    words[at] = slip(words[at] as string, random);
  }
  return words.join(" ");
}

/** Swaps two letters, drops one, doubles one, or replaces one by its neighbour on the keyboard. The first letter stays. */
function slip(word: string, random: (below: number) => number): string {
  const at = 1 + random(word.length - 2);
  switch (random(4)) {
    case 0:
      return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
    case 1:
      return word.slice(0, at) + word.slice(at + 1);
    case 2:
      return word.slice(0, at) + word[at] + word.slice(at);
    default: {
      const key = NEIGHBOURS.indexOf((word[at] as string).toLowerCase());
      const near = NEIGHBOURS[key + 1] ?? " ";
      return word.slice(0, at) + (near === " " ? NEIGHBOURS[key - 1] : near) + word.slice(at + 1);
    }
  }
}

/** Pseudo-random numbers below a bound, seeded by the text (Park and Miller 1988). */
function sequence(text: string): (below: number) => number {
  let state = 1;
  for (const character of text) state = (state * 31 + character.charCodeAt(0)) % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
