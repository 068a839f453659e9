import type { Reading, ReplyName, Snippet, Verdict } from "./answer.ts";

/** Every sentence the bot says of its own, written once. Documentation is quoted, never put in these words. */
export const VOICE = {
  usage:
    "Ask me something about the documentation, in your own words: a question such as “how do I get started?”, a few words, or an error message. I answer with quotes from the docs and a link to each.",
  greeting: "Hello! Ask me something about the documentation, and I will look it up and quote what it says.",
  thanks: "You are welcome. Ask again whenever you like.",
  identity:
    "I am a documentation bot: a search program, not a person and not a language model. I quote the documentation word for word and link to it; what it does not say, I do not say either.",
  cancelled: "All right, I leave it at that.",
  leftOpen:
    "I leave that value open. The configuration above has a placeholder in its place; ask for it again whenever you like.",
  secret:
    "Your message held what looks like a secret. I have not used or kept it. Delete the message, and replace that key or password: others may have seen it.",
  secretThere:
    "That message holds what looks like a secret. I have not used or kept it. Whoever wrote it should delete it, and replace that key or password: others may have seen it.",
  choice: "I am not sure which of these you mean:",
  oneChoice: "I am not sure. Do you mean this?",
  offers: "Several configurations match. Which one do you mean?",
  offer: "I can write that configuration for you, too: say “config” for",
  formats: "Also as",
  filledIn: "Filled in",
  assumed: "assumed",
  verdicts: { yes: "Yes.", no: "No.", partly: "Partly." },
  unknown: "I did not find this in the docs.",
  nearest: "The nearest pages:",
  official: "Official page",
  foreign: "I can search the English docs only; this is what I understood.",
  cut: "Your message was long: I read the first 2,000 characters.",
  more: "There is more than fits into one message. Read on here:",
  tooLong: "The configuration is too long for one message. It is described here:",
  offerHere: "I can write that configuration for you, too:",
  mention: "Mention me when you reply, or fill in the form.",
  typeValue: "Type the value, or “skip” to leave it open.",
  noNumber: "There is nothing of that number to choose. Ask in your own words.",
  noLine: "There was no question: write one on each line.",
  replyHere: "Reply with the value, or fill in the form.",
  command: "Fill in the form, or send the value after this command:",
  pickOne: "Choose one, or ask in other words:",
  whatElse: "Not what you were looking for?",
  readPage: "Read it in the docs",
  codeAbove: "The configuration stands in the message above.",
  fillForm: "Fill in a form",
  submit: "Show me",
  cancel: "Cancel",
  share: "Share with the channel",
  fromDocs: "Answer from docs",
  intoMessage: "Put it into a message",
  noWords: "That message has no words that I could look up. Choose another one, or ask me in your own words.",
  askPerson: "Ask a person",
  helpful: "Helpful",
  notHelpful: "Not helpful",
  busy: "I have a lot to do right now. Please ask again in a minute.",
  tooMany: "That is more than I can answer in one minute. Please ask again in a minute.",
  notHere: "I do not answer in this channel. Send me a direct message, or ask in another one.",
  membersOnly: "I answer members of this workspace only; guests, please ask one of them.",
  gone: "I no longer have that answer at hand. Please ask again.",
  noted: "Thank you, noted.",
  whatWasIt: "Thank you. What is it that did not help?",
  askPersonHow: "Shall I post your question to the people who can help? They will see your name and a link to it.",
  postIt: "Yes, post it",
  posted: "Done: your question is posted.",
  forPerson: "A question that needs a person:",
  welcome:
    "Hello! I answer questions from the documentation, with quotes and a link to each, and write configurations for you. Ask me here, mention me in a channel, or use the command",
  chooseSnippet: "Which configuration do you need?",
  buildSnippet: "Build a configuration",
  next: "Next",
  coming: "It is on its way: see the message below.",
  otherVersion:
    "I do not know that command: the app in Teams and I are of different versions. Whoever looks after me can upload the app anew.",
  incomplete: "The answer above is not complete: I could not send the rest of it. Please ask again in a while.",
  readOn: "Or read on here:",
  typeToSearch: "Type a few letters of what you are looking for, or a question.",
  failed: "That did not work on my side. It is noted; please try again in a while.",
} as const;

/** Why an answer did not help, by what is kept of it. */
export const REASONS = {
  incorrect: "It is not correct",
  "beside the point": "It does not answer my question",
  incomplete: "Something is missing",
  outdated: "It is out of date",
} as const;

export const replyText = (reply: ReplyName): string => VOICE[reply];

/** Above what may be meant: sections of which one is to be chosen, or configurations alone. */
export const choiceText = ({ choices }: { readonly choices: readonly unknown[] }): string =>
  choices.length === 0 ? VOICE.offers : choices.length === 1 ? VOICE.oneChoice : VOICE.choice;

/** How to reply to a question for a value: in a channel, or with the slash command. */
export const hintText = (place: "channel" | "private", command: string): string =>
  place === "channel" ? VOICE.mention : `${VOICE.command} ${command}`;

/** “No. Serverless compute for jobs is not supported.” */
export const verdictText = ({ verdict, condition }: Verdict): string => `${VOICE.verdicts[verdict]} ${condition}`;

/** “Filled in: endpoint = https://…; repo = example-repo (assumed).” "" where nothing was. */
export const valuesText = ({ values }: Snippet): string =>
  values.length === 0
    ? ""
    : `${VOICE.filledIn}: ${values.map(({ slot, value, isDefault }) => `${slot} = ${value}${isDefault ? ` (${VOICE.assumed})` : ""}`).join("; ")}.`;

/** “Also as Terraform, Scala.” "" where there is no other form. */
export function formatsText({ format, formats }: Snippet): string {
  const others = formats.filter(({ id }) => id !== format).map(({ title }) => title);
  return others.length === 0 ? "" : `${VOICE.formats}: ${others.join(", ")}.`;
}

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
    ...(searchedFor.length > 0 ? [`searched for ${list(searchedFor, 5, 50)}`] : []),
    ...(missing.length > 0 ? [`not in the docs: ${list(missing, 4, 60)}`] : []),
    ...corrections.slice(0, 3).map(({ from, to }) => `read “${short(from)}” as “${to}”`),
  ].join("; ");
  const sentence = parts === "" ? [] : [`${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`];
  return [...(foreign ? [VOICE.foreign] : []), ...(cut ? [VOICE.cut] : []), ...sentence].join(" ");
}
