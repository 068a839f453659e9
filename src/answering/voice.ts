import type { Reading, ReplyName } from "./answer.ts";

/** Every sentence the bot says of its own, written once. Documentation is quoted, never put in these words. */
export const VOICE = {
  usage:
    "Ask me something about the documentation, in your own words. For example: “can I use SQL warehouses?” or “how do I protect a branch?” I answer with quotes from the docs and a link to each.",
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

const list = (words: readonly string[], most = 6): string =>
  words.length > most ? `${words.slice(0, most).join(", ")}, …` : words.join(", ");

/** “Searched for a, b; read x as y.” Words are the asker's own, shortened. */
export function readingText({ searchedFor, corrections, missing, cut, foreign }: Reading): string {
  const short = (word: string): string => (word.length > 40 ? `${word.slice(0, 39)}…` : word);
  const parts = [
    ...(searchedFor.length > 0 ? [`Searched for ${list(searchedFor.map(short))}`] : []),
    ...corrections.slice(0, 3).map(({ from, to }) => `read “${short(from)}” as “${to}”`),
    ...(missing.length > 0 ? [`not in the docs: ${list(missing.map(short), 4)}`] : []),
  ];
  const notes = [...(foreign ? [VOICE.foreign] : []), ...(cut ? [VOICE.cut] : [])];
  return [...(parts.length > 0 ? [`${parts.join("; ")}.`] : []), ...notes].join(" ");
}
