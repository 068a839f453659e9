import { readCommand } from "./commands.ts";
import { type Fields, fields, list, type Place, text } from "./place.ts";
import { beginningOf, collapse } from "./plaintext.ts";
import type { Asking, Clicked, Feedback, Searching, Strange } from "./read.ts";
import { saidInChosen } from "./said.ts";

/** Commands of the message extension, by what Teams sends first. The manifest lists the same. */
export const EXTENSION = {
  "composeExtension/query": "searchDocs",
  "composeExtension/fetchTask": "answerFromDocs",
} as const;

/** What Teams waits for; `undefined` where it is none of ours. */
export function readInvoke(body: Fields, place: Place): Asking | Clicked | Feedback | Searching | Strange | undefined {
  const value = fields(body.value);
  switch (text(body.name)) {
    case "adaptiveCard/action": {
      const action = fields(value.action);
      return { kind: "clicked", ...place, verb: text(action.verb), data: fields(action.data), isInDialog: false };
    }
    case "message/submitAction":
      return readFeedback(value, place);
    case "composeExtension/query": {
      if (value.commandId !== EXTENSION["composeExtension/query"]) return { kind: "strange", ...place };
      const query = list(value.parameters).find((one) => one.name !== "initialRun");
      const { skip, count } = fields(value.queryOptions);
      const said = collapse(beginningOf(text(query?.value)));
      return { kind: "searching", ...place, text: said, skip: number(skip, 0), count: number(count, 25) };
    }
    case "composeExtension/fetchTask":
    case "composeExtension/submitAction": {
      if (value.commandId !== EXTENSION["composeExtension/fetchTask"]) return { kind: "strange", ...place };
      if (body.name === "composeExtension/fetchTask")
        return { kind: "asking", ...place, text: askedIn(fields(value.messagePayload), body) };
      const data = fields(value.data);
      return { kind: "clicked", ...place, verb: text(data.verb), data, isInDialog: true };
    }
    default:
      return undefined;
  }
}

/** A message that was meant for the bot may begin with a command. */
function askedIn(payload: Fields, body: Fields): string {
  const said = saidInChosen(payload, text(fields(body.recipient).id));
  const { command, text: asked } = readCommand(said);
  return command === "ask" ? asked : said;
}

function readFeedback({ actionName, actionValue }: Fields, place: Place): Feedback | undefined {
  const { reaction, feedback } = fields(actionValue);
  if (actionName !== "feedback") return undefined;
  return { kind: "feedback", ...place, rating: reaction === "like" ? "up" : "down", said: feedbackText(feedback) };
}

const number = (value: unknown, usual: number): number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1_000 ? (value as number) : usual;

/** Teams sends JSON in a text; others the text. */
function feedbackText(feedback: unknown): string {
  const said = beginningOf(text(feedback));
  try {
    return text(fields(JSON.parse(said)).feedbackText);
  } catch {
    return said;
  }
}
