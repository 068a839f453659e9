import type { CueLists } from "../cuelist.ts";

/** Greetings and connectives in front of what is said: a message may begin after them. */
export const OPENING: readonly string[] = [
  "<hello> [<named>] [<named>]",
  "(and|so|but|also|then|now|ok|okay|well|please|pls)",
  "[quick] question",
];

/** What people say to the bot, and how they go on with a conversation. */
export const TALK = {
  /** A greeting in front, with the names of whom it greets; and the bot's name alone. */
  salutation: { begins: ["<hello> [<named>] [<named>] [<named>]", "(doc bot|docs bot|docbot|docsbot)"] },

  usage: {
    whole: ["(help|usage)", "what can (you|i) (do|ask) [you]", "how (do|does) (i use you|this work|you work)"],
  },
  greeting: {
    whole: [
      "<hello> [<named>]",
      "(morning|yo|sup|ping|test|testing)",
      "how are you [doing] [today]",
      "(what is|whats) up",
    ],
  },
  thanks: {
    whole: [
      "[many|ok|great|perfect|cool] <thank> [a lot|so much|very much|bot|you]",
      "(great|perfect|awesome|nice|nice one|ok|okay|cool|got it)",
      "(bye|goodbye|good bot|good night)",
    ],
  },
  /** Asks who or what the bot is. */
  identity: {
    whole: [
      "(who|what) (are|r) you [exactly]",
      "are you [a|an] [real|human|actual] (human|person|robot|machine|real|alive) [person|being]",
      "are you [a|an] [real|human|actual] (bot|ai|llm|language model|chatgpt|gpt)",
      "are you using (ai|chatgpt|an llm)",
      "(who|which <word>) (made|built|wrote|runs) you",
      "(what is|whats) your name",
    ],
  },

  /** Ends an open question. */
  cancel: {
    whole: [
      "(cancel|stop|abort|quit|nevermind|never mind)",
      "forget (it|that)",
      "leave it [open]",
      "skip [it|that|this]",
      "no thanks",
    ],
  },
  /** Takes what was offered. */
  accept: {
    whole: [
      "(yes|yep|sure|please) [please]",
      "(ok|okay|go ahead|do it)",
      "(config|configuration|[the] snippet)",
      "show (me|it)",
    ],
  },
  /** Goes on with the configuration that was shown. */
  followUp: {
    begins: [
      "(what about|how about)",
      "[the] same",
      "(instead|as|in|for|with|on|at|use|using|make it)",
      "(give me|show) (it|that)",
    ],
  },
  /** Asks the same of another subject. */
  whatAbout: { begins: ["(what about|how about|and)"] },
  /** Names a configuration, and so is no value of another one. */
  namesConfiguration: { begins: ["(config|configure|configuration) <word>"] },
} as const satisfies CueLists;
