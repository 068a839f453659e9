import { type Filled, knownOf, labelOf, readEntries, readEntry, withoutCode } from "../../answering/entries.ts";
import { harmless } from "../../answering/plain.ts";
import { VOICE } from "../../answering/voice.ts";
import type { Intent, Slot } from "../../intents/definition.ts";
import { LONGEST_VALUE } from "../../intents/values.ts";
import { type Activity, cardActivity } from "./activity.ts";
import { type Action, type AdaptiveCard, createCard, type Element, type Input } from "./adaptivecard.ts";
import { literally, says } from "./elements.ts";
import { ACTIVITY, CARD, CARD_TEXT, sizeOf } from "./limits.ts";
import { oneLine } from "./markdown.ts";

/** Before the slot's name, so that no slot is taken for what the card says of itself. */
export const FIELD = "slot.";
/** Of a slot's name, as rules may write it. */
const LONGEST_NAME = CARD_TEXT.id - FIELD.length;

/**
 * One field for each slot, filled in with what is known, else with the default.
 * @param errors what is wrong with what was sent, by the slot's name: it stands above the fields
 */
export function renderForm(
  intent: Intent,
  values: Readonly<Record<string, string>>,
  answerId: string,
  errors: Readonly<Record<string, string>> = {},
): AdaptiveCard {
  const slots = intent.slots.filter(({ name }) => name.length <= LONGEST_NAME);
  const body: Element[] = [
    literally(oneLine(intent.title || intent.id, CARD_TEXT.label), { weight: "Bolder" }),
    ...slots.flatMap((slot): Element[] => {
      const fault = Object.hasOwn(errors, slot.name) ? errors[slot.name] : undefined;
      const wrong = fault === undefined ? [] : [literally(oneLine(fault, CARD_TEXT.error), { color: "Attention" })];
      return [...wrong, field(slot, knownOf(slot, values))];
    }),
  ];
  const submit: Action = {
    type: "Action.Execute",
    title: oneLine(VOICE.submit, CARD.title),
    verb: "submitForm",
    data: { answer: answerId, intent: intent.id },
    style: "positive",
  };
  return createCard(slots.length > 0 ? body : [...body, says(VOICE.replyHere)], [submit]);
}

/** `undefined` where the form is too long for a message. */
export function formActivity(
  intent: Intent,
  values: Readonly<Record<string, string>>,
  answerId: string,
): Activity[] | undefined {
  const activity = cardActivity(renderForm(intent, values, answerId));
  return sizeOf(activity) <= ACTIVITY.whole ? [activity] : undefined;
}

/** @param data of the action that was sent: what the card said of itself, and a text for each input */
export function readForm(data: unknown, intent: Intent): Filled {
  const sent = typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  return readEntries(intent, (slot) => {
    const text = Object.hasOwn(sent, FIELD + slot) ? sent[FIELD + slot] : undefined;
    return typeof text === "string" ? text.trim() : typeof text === "number" ? String(text) : "";
  });
}

function field(slot: Slot, value: string | undefined): Input {
  const prompt = oneLine(withoutCode(slot.prompt), CARD_TEXT.error);
  const common = {
    id: FIELD + slot.name,
    label: oneLine(`${labelOf(slot)}: ${prompt}`, CARD_TEXT.label),
    // An empty field of these means the default, as it does in a message.
    isRequired: slot.default === undefined,
    errorMessage: prompt,
    placeholder: oneLine(slot.placeholder, CARD_TEXT.placeholder),
  };
  const known = value !== undefined && readEntry(slot, value).kind === "value" ? value : undefined;
  const choices = choicesOf(slot);
  if (choices.length > 0) {
    const style = choices.length > MANY ? "filtered" : "compact";
    // A name that cannot be shown is no choice.
    const chosen = choices.some((choice) => choice.value === known) ? known : undefined;
    return { type: "Input.ChoiceSet", ...common, style, choices, ...(chosen === undefined ? {} : { value: chosen }) };
  }
  if (slot.kind === "number") {
    const number = known === undefined ? {} : { value: Number(known) };
    return { type: "Input.Number", ...common, min: slot.least, max: slot.most, ...number };
  }
  const regex = regexOf(slot);
  return {
    type: "Input.Text",
    ...common,
    maxLength: LONGEST_VALUE,
    ...(known === undefined ? {} : { value: oneLine(known, LONGEST_VALUE) }),
    ...(regex === undefined ? {} : { regex }),
  };
}
/** A list of more is found by typing. */
const MANY = 12;

/** Nothing where there are more than a list holds: then it is a field like others. */
function choicesOf(slot: Slot): { title: string; value: string }[] {
  if (slot.kind !== "choice") return [];
  const names = Object.keys(slot.values).filter(
    (name) => name.length <= CARD_TEXT.choice && name.trim() !== "" && harmless(name) === name,
  );
  return names.length > CARD_TEXT.choices
    ? []
    : names.map((name) => ({ title: oneLine(name, CARD_TEXT.choice), value: name }));
}

/**
 * Patterns of single characters and sets of them mean the same in RE2 and in JavaScript, and cannot take long; without groups
 * there is nothing to go back to more than once.
 */
const SIMPLE = /^\^?(?:(?:\[[^\]\\[]+\]|[A-Za-z0-9_-])(?:\{\d{1,3}(?:,\d{0,3})?\}|[*+?])?){1,4}\$?$/;

/** What the client can say at once. Whatever it lets pass is read by the same rules as a message. */
function regexOf(slot: Slot): string | undefined {
  switch (slot.kind) {
    case "url":
      return "^\\s*[A-Za-z][A-Za-z0-9+.-]*://\\S+\\s*$";
    case "version":
      return "^\\s*v?\\d{1,4}(?:\\.\\d{1,6}){0,3}(?:\\.x)?\\s*$";
    case "name":
      return SIMPLE.test(slot.pattern) ? `^\\s*${slot.pattern.replace(/^\^|\$$/g, "")}\\s*$` : undefined;
    case "number":
    case "choice":
      return undefined;
    default:
      return slot satisfies never;
  }
}
