import type { Reading, ReplyName } from "./answer.ts";

/** Every sentence the bot says of its own, written once. Documentation is quoted, never put in these words. */
export const VOICE = {
  usage:
    "Ask me something about the documentation, in your own words: a question such as “how do I get started?”, a few words, or an error message. I answer with quotes from the docs and a link to each.",
  greeting: "Hello! Ask me something about the documentation, and I will look it up and quote what it says.",
  thanks: "You are welcome. Ask again whenever you like.",
  identity:
    "I am a documentation bot: a search program, not a person and not a language model. I quote the documentation word for word and link to it; what it does not say, I do not say either.",
  choice: "I am not sure which of these you mean:",
  unknown: "I did not find this in the docs.",
  nearest: "The nearest pages:",
  official: "Official page",
  foreign: "I can search the English docs only; this is what I understood.",
  cut: "Your message was long: I read the first 2,000 characters.",
} as const;

export const replyText = (reply: ReplyName): string => VOICE[reply];

/** Cut between characters, never inside one. */
const short = (word: string): string =>
  word.length > 40 ? `${word.slice(0, 39).replace(/[\uD800-\uDBFF]$/, "")}…` : word;

/** At most `words` words, and no further one past `characters` characters. */
function list(all: readonly string[], words: number, characters: number): string {
  let text = "";
  for (const [at, word] of all.entries()) {
    const longer = at === 0 ? short(word) : `${text}, ${short(word)}`;
    if (at === words || (at > 0 && longer.length > characters)) return `${text}, …`;
    text = longer;
  }
  return text;
}

/**
 * “Searched for a, b; not in the docs: c; read “x” as “y”.” Words are the asker's own, shortened. What a reader needs most
 * comes first: where there is little room, the end is cut off.
 */
export function readingText({ searchedFor, corrections, missing, cut, foreign }: Reading): string {
  const parts = [
    ...(searchedFor.length > 0 ? [`searched for ${list(searchedFor, 6, 70)}`] : []),
    ...(missing.length > 0 ? [`not in the docs: ${list(missing, 4, 60)}`] : []),
    ...corrections.slice(0, 3).map(({ from, to }) => `read “${short(from)}” as “${to}”`),
  ].join("; ");
  const sentence = parts === "" ? [] : [`${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`];
  return [...(foreign ? [VOICE.foreign] : []), ...(cut ? [VOICE.cut] : []), ...sentence].join(" ");
}
