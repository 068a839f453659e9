// Every kind of invoke that the bot answers, with what its answer must be.
import { VOICE } from "../../dist/answering/voice.js";
import { CARD_TYPE } from "../../dist/teams/rendering/activity.js";

const TEXT_TYPE = "application/vnd.microsoft.activity.message";

const VERBS = ["submitForm", "format", "pick", "askPerson"];

/** The buttons that stood on the last cards, by their verb, and the last message that can be judged. */
export function createSeen() {
  const buttons = new Map();
  let judged;
  return {
    note: ({ id, activity }) => {
      if (activity.channelData?.feedbackLoop) judged = id;
      for (const { content } of activity.attachments ?? [])
        for (const { verb, data } of content.actions ?? []) if (verb !== undefined) buttons.set(verb, data);
    },
    /** Whether there is something to click on for every kind. */
    isReady: () => judged !== undefined && VERBS.every((verb) => buttons.has(verb)),
    button: (verb) => buttons.get(verb),
    judged: () => judged,
  };
}

const query = (parameter) => ({
  name: "composeExtension/query",
  value: { commandId: "searchDocs", parameters: [parameter], queryOptions: { skip: 0, count: 25 } },
});
const action = (verb, data) => ({
  name: "adaptiveCard/action",
  value: { action: { type: "Action.Execute", verb, data } },
});

const isList = ({ composeExtension: list }) => list?.type === "result" && list.attachments.length > 0;
const isNote = ({ composeExtension: list }) => list?.type === "message" && list.text !== "";
const isCard = ({ statusCode, type, value }) =>
  statusCode === 200 && type === CARD_TYPE && value?.type === "AdaptiveCard";
const isForm = (body) => isCard(body) && body.value.body.some(({ type }) => type.startsWith("Input."));
const isText = ({ statusCode, type, value }) => statusCode === 200 && type === TEXT_TYPE && value !== "";
const isComing = (body) => isText(body) && body.value === VOICE.coming;
const isEmpty = (body) => Object.keys(body).length === 0;

/** A form of which one field must be filled in. */
const INTENT = "lakectl-config";
const ENTERED = { "slot.endpoint": "https://lakefs.acme.example" };

/**
 * `make`: from what was seen, and a question, to what is sent. `isAnswer`: whether that is the answer of a bot that remembers the
 * card. One that was started anew may also say that it does not, where the card has an answer's id.
 */
const KIND = {
  search: {
    make: (_, question) => query({ name: "q", value: question }),
    isAnswer: (body) => isList(body) || isNote(body),
  },
  "search, nothing typed yet": { make: () => query({ name: "initialRun", value: "true" }), isAnswer: isNote },
  "answer from a message": {
    make: (_, question) => ({
      name: "composeExtension/fetchTask",
      value: {
        commandId: "answerFromDocs",
        messagePayload: { id: "1", body: { contentType: "text", content: question } },
      },
    }),
    isAnswer: ({ task }) => task?.type === "continue" && task.value.card.content.type === "AdaptiveCard",
  },
  "form opened": { make: (seen) => action("fillForm", { answer: seen.button("submitForm").answer }), isAnswer: isForm },
  "form sent with a fault": {
    make: (seen) => action("submitForm", { ...seen.button("submitForm"), intent: INTENT }),
    isAnswer: isForm,
  },
  "form sent": {
    make: (seen) => action("submitForm", { ...seen.button("submitForm"), intent: INTENT, ...ENTERED }),
    isAnswer: (body) => isCard(body) && !isForm(body),
  },
  "other form of a configuration": { make: (seen) => action("format", seen.button("format")), isAnswer: isComing },
  "choice picked": { make: (seen) => action("pick", seen.button("pick")), isAnswer: isComing },
  "ask a person": { make: (seen) => action("askPerson", seen.button("askPerson")), isAnswer: isCard },
  "ask a person, confirmed": {
    make: (seen) => action("askPerson", { ...seen.button("askPerson"), sure: 1 }),
    isAnswer: isCard,
  },
  feedback: {
    make: (seen) => ({
      name: "message/submitAction",
      value: {
        actionName: "feedback",
        actionValue: { reaction: "like", feedback: JSON.stringify({ feedbackText: "just what I needed" }) },
      },
      replyToId: seen.judged(),
    }),
    isAnswer: isEmpty,
  },
};

export const KINDS = Object.keys(KIND);

/** The invoke of a kind; see activities.mjs for the rest of the activity. */
export const makeInvoke = (kind, seen, question) => KIND[kind].make(seen, question);

/**
 * Whether a response is what Teams shows without "unable to reach app".
 *
 * @param isNew whether the bot may have forgotten what it showed
 */
export function isAnswered(kind, { status, text }, isNew = false) {
  if (status !== 200) return false;
  const body = JSON.parse(text);
  return KIND[kind].isAnswer(body) || (isNew && isText(body) && body.value === VOICE.gone);
}
