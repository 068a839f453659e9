// Writes every message and card of the goldens as TypeScript that Microsoft's types must accept.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../tests/goldens/teams/", import.meta.url);
const activities = readdirSync(folder).flatMap((name) =>
  JSON.parse(readFileSync(new URL(name, folder), "utf8")).map((activity, at) => ({
    name: `${name.replace(".json", "")}${at}`,
    activity,
  })),
);
console.log('import type { CitationEntity, IMessageActivity, SuggestedActions } from "@microsoft/teams.api";');
console.log('import type { IAdaptiveCard } from "@microsoft/teams.cards";');
for (const { name, activity } of activities) {
  const { attachments = [], entities = [], suggestedActions, ...rest } = activity;
  const write = (what, type, value) => console.log(`export const ${name}${what}: ${type} = ${JSON.stringify(value)};`);
  write("", "Partial<IMessageActivity>", rest);
  for (const entity of entities) write("Entity", "CitationEntity", entity);
  // Who is to see them may be left out, which the type does not know.
  if (suggestedActions) write("Chips", "SuggestedActions", { to: [], ...suggestedActions });
  for (const { content } of attachments) write("Card", "IAdaptiveCard", content);
}
