import type { ReplyName } from "./answer.ts";

/** Messages that are no question to the documentation, recognised whole: a longer message is always searched. */
const SMALL_TALK: readonly (readonly [ReplyName, RegExp])[] = [
  ["usage", /^([/\\]?help|usage|\?+|what can (you|i) (do|ask)( you)?|how (do|does) (i use you|this work|you work))$/],
  [
    "greeting",
    /^((hi|hey|hello|hiya|yo|howdy|morning|good (morning|afternoon|evening|day)|greetings)( (all|there|everyone|team|bot|docs|folks|you))?|how are you( doing)?( today)?|what'?s up|sup|ping|test|testing)$/,
  ],
  [
    "thanks",
    /^((many |ok |great |perfect |cool )?(thanks|thank you|thx|ty|cheers)( (a lot|so much|very much|bot|you))?|great|perfect|awesome|nice( one)?|ok(ay)?|cool|got it|bye|goodbye|good (bot|night))$/,
  ],
  [
    "identity",
    /^(who|what) (are|r) you( exactly)?$|^are you (a |an )?(real |human |actual )?(human|person|bot|robot|ai|machine|real|llm|language model|chatgpt|gpt|alive)( person| being)?$|^(who|which \w+) (made|built|wrote|runs) you$|^what('s| is) your name$|^are you (chatgpt|gpt|an llm|using (ai|chatgpt|an llm))$/,
  ],
];

export function readSmallTalk(text: string): ReplyName | undefined {
  const bare = text
    .toLowerCase()
    .replace(/[’]/g, "'")
    .replace(/^(hey|hi|hello|ok|so)[ ,]+(@?bot|@?docs|there)?[ ,]*(?=\S)/, "")
    .replace(/[\s.,!]+/g, " ")
    .replace(/\?+$/, "")
    .trim();
  const greeting = text
    .toLowerCase()
    .replace(/[\s.,!?]+/g, " ")
    .trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return "usage";
  return SMALL_TALK.find(([, pattern]) => pattern.test(bare) || pattern.test(greeting))?.[0];
}
