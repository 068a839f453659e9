import { isObject } from "../../src/shapes.ts";
import { ID, MARKDOWN, MESSAGE, TABLE, VIEW } from "../../src/slack/rendering/limits.ts";
import { below, byType, type Fault, flag, lengthOf, list, object, text } from "../shapes.ts";
import { block, plainText } from "./blockkit.ts";
import { LIVE_MENTION, textsIn } from "./texts.ts";

/** What Slack would refuse, or what would call people, without asking Slack. Empty: it may be sent. */
export function validateMessage(message: { readonly text: string; readonly blocks: readonly unknown[] }): Fault[] {
  const { blocks } = message;
  const sum = (texts: readonly string[]): number => texts.reduce((total, one) => total + lengthOf(one), 0);
  const most = (pointer: string, what: string, count: number, limit: number): Fault[] =>
    count > limit ? [{ pointer, message: `${what}: ${count}, at most ${limit} are allowed` }] : [];
  const ofType = (type: string) => blocks.filter((one) => isObject(one) && one.type === type);
  return [
    ...text(MESSAGE.text)(message.text, "/text"),
    ...(message.text.trim() === "" ? [{ pointer: "/text", message: "says nothing" }] : []),
    ...list(block(), MESSAGE.blocks)(blocks, "/blocks"),
    ...most("/blocks", "characters of all blocks", sum(textsIn(blocks)), MESSAGE.characters),
    ...most("/blocks", "characters of all markdown blocks", sum(textsIn(ofType("markdown"))), MARKDOWN),
    ...most("/blocks", "tables", ofType("table").length, TABLE.tables),
    ...repeatedIds(blocks),
    ...mentionsIn(message, ""),
  ];
}

const common = { blocks: list(block(["markdown", "context_actions", "table"]), VIEW.blocks) };
const optional = { private_metadata: text(VIEW.metadata, 0), callback_id: text(ID), external_id: text(ID) };
const view = byType({
  home: object(common, optional),
  modal: object(
    { ...common, title: plainText(VIEW.title) },
    {
      ...optional,
      close: plainText(VIEW.close),
      submit: plainText(VIEW.submit),
      clear_on_close: flag,
      notify_on_close: flag,
    },
  ),
});

/** The same for a modal or the home tab. */
export function validateView(value: unknown): Fault[] {
  const blocks = isObject(value) && Array.isArray(value.blocks) ? (value.blocks as unknown[]) : [];
  const hasInput = blocks.some((one) => isObject(one) && one.type === "input");
  const canSubmit = !isObject(value) || value.type !== "modal" || value.submit !== undefined;
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  return [
    ...view(value, ""),
    ...(hasInput && !canSubmit ? [{ pointer: "/submit", message: "is missing: there is something to fill in" }] : []),
    ...(bytes > VIEW.bytes ? [{ pointer: "", message: `has ${bytes} bytes, at most ${VIEW.bytes} are allowed` }] : []),
    ...repeatedIds(blocks),
    ...mentionsIn(value, ""),
  ];
}

/** Block ids are unique in a message, action ids in a block. */
function repeatedIds(blocks: readonly unknown[]): Fault[] {
  const repeated = (values: readonly unknown[], key: string, pointer: string): Fault[] => {
    const seen = new Set<unknown>();
    return values.flatMap((one, at) => {
      const id = isObject(one) ? one[key] : undefined;
      if (id === undefined || !seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [{ pointer: below(below(pointer, at), key), message: `“${String(id)}” is there already` }];
    });
  };
  const within = blocks.flatMap((one, at) =>
    isObject(one) && Array.isArray(one.elements)
      ? repeated(one.elements as unknown[], "action_id", `${below("/blocks", at)}/elements`)
      : [],
  );
  return [...repeated(blocks, "block_id", "/blocks"), ...within];
}

/** Anywhere, also where Slack takes text literally: a text may be copied to where it is not. */
function mentionsIn(value: unknown, pointer: string): Fault[] {
  if (typeof value === "string")
    return LIVE_MENTION.test(value) ? [{ pointer, message: "holds a mention that would call people" }] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => mentionsIn(inner, below(pointer, key)));
}
