import type { Intent, Slot } from "../../src/intents/definition.ts";
import { createKitchen } from "./kitchen.ts";
import { ruled } from "./kitchenrules.ts";

/** Of the kitchen's rules, the one that has slots of every kind. */
export const kettle = ruled(createKitchen()).rulebook.rules.set.intents.find(
  ({ id }) => id === "kettle-settings",
) as Intent;

export const withSlots = (slots: readonly Slot[], title = "Kettle"): Intent => ({ ...kettle, title, slots });

/** A name, unless the parts say otherwise. */
export const slot = (parts: object): Slot =>
  ({
    kind: "name",
    name: "room",
    phrases: [],
    default: undefined,
    placeholder: "<room>",
    prompt: "Which room?",
    invalid: "`{{value}}` is no room.",
    pattern: "^[a-z]{3,10}$",
    stop: [],
    ...parts,
  }) as Slot;
