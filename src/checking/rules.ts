import type { Answer } from "../answering/answer.ts";
import { type Ask, createAsk } from "../answering/ask.ts";
import { maskSecrets } from "../answering/secrets.ts";
import { codeOf, type Fault, proseOf, type Section } from "../content/section.ts";
import { compileRules } from "../intents/compile.ts";
import type { Cite, Example, Intent, RuleSet, Snippet, SupportRow } from "../intents/definition.ts";
import { loadRules, type RuleFile, readRules } from "../intents/load.ts";
import { valueIn } from "../intents/snippet.ts";
import type { Knowledge } from "../search/search.ts";
import { checkIntentFile } from "./rulefiles.ts";

export interface CheckedRules {
  readonly faults: readonly Fault[];
  /** Rules that are switched off because nothing they cite is indexed. */
  readonly off: readonly string[];
}

/** Checks all rules, including those that this documentation switches off. */
export function checkRules(
  files: readonly RuleFile[],
  sections: readonly Section[],
  keyOf: (section: Section) => Cite,
  knowledge: Knowledge | undefined,
): CheckedRules {
  const byKey = new Map(sections.map((section) => [keyOf(section), section] as const));
  const pages = new Set(sections.map(({ page }) => page.path));
  const { set, shared, faults } = readRules(files);
  const found: Fault[] = [...faults];
  for (const { name, text } of files)
    if (name.startsWith("intents/")) found.push(...checkIntentFile(text, name, set.formats, shared));
  for (const intent of set.intents) found.push(...checkCitations(intent, byKey, pages));
  for (const row of set.support.rows) found.push(...checkRow(row, byKey, pages));
  if (knowledge) found.push(...checkExamples(set, askAll(set, sections, keyOf, knowledge)));
  return { faults: found.sort(byPlace), off: loadRules(files, (cite) => (byKey.has(cite) ? 0 : undefined)).off };
}

const byPlace = (a: Fault, b: Fault): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0);

/** The bot with every rule switched on, so that rules are checked before their documentation exists. */
function askAll(
  set: RuleSet,
  sections: readonly Section[],
  keyOf: (section: Section) => Cite,
  knowledge: Knowledge,
): Ask {
  const numbers = new Map(sections.map((section, at) => [keyOf(section), at] as const));
  const cites = [
    ...set.intents.flatMap((intent) => [...intent.cites, ...intent.snippets.flatMap((snippet) => snippet.cites)]),
    ...set.support.rows.flatMap((row) => row.cites),
  ];
  return createAsk(knowledge, {
    rules: compileRules(set),
    sections: Object.fromEntries(cites.map((cite) => [cite, numbers.get(cite) ?? 0] as const)),
  });
}

/** If a cited page is indexed, the cited section must exist and contain every key of the configuration. */
function checkCitations(intent: Intent, byKey: ReadonlyMap<Cite, Section>, pages: ReadonlySet<string>): Fault[] {
  const { file } = intent;
  const lost = (cites: readonly Cite[], line: number): Fault[] =>
    cites
      .filter((cite) => !byKey.has(cite) && pages.has(cite.split("#")[0] as string))
      .map((cite) => ({ file, line, message: `doc: ${cite}: no such section` }));
  return [
    ...lost(intent.cites, intent.line),
    ...intent.snippets.flatMap((snippet) => [
      ...(snippet.cites === intent.cites ? [] : lost(snippet.cites, snippet.line)),
      ...missingKeys(snippet, byKey).map((key) => ({
        file,
        line: snippet.line,
        message: `conf: ${key} does not occur in ${snippet.cites.filter((cite) => byKey.has(cite)).join(" or ")}`,
      })),
    ]),
  ];
}

/** `spark.hadoop.` is Spark's own prefix: documentation shows keys with and without it. */
function missingKeys(snippet: Snippet, byKey: ReadonlyMap<Cite, Section>): string[] {
  const cited = snippet.cites.flatMap((cite) => byKey.get(cite) ?? []);
  if (snippet.kind === "text" || cited.length === 0) return [];
  const text = cited.map(({ blocks }) => `${proseOf(blocks)}\n${codeOf(blocks)}`).join("\n");
  return snippet.conf
    .map(([key]) => key)
    .filter((key) => {
      const bare = key.replace(/^spark\.hadoop\./, "").replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      return !new RegExp(bare.replace(/\{\{[\w-]+\}\}/g, "[^\\s.]+")).test(text);
    });
}

function checkRow(row: SupportRow, byKey: ReadonlyMap<Cite, Section>, pages: ReadonlySet<string>): Fault[] {
  const say = (message: string): Fault => ({
    file: "support.yaml",
    line: row.line,
    message: `${row.subject}: ${message}`,
  });
  return row.cites.flatMap((cite) => {
    const section = byKey.get(cite);
    if (!section) return pages.has(cite.split("#")[0] as string) ? [say(`doc: ${cite}: no such section`)] : [];
    const text = `${section.heading}\n${proseOf(section.blocks)}\n${codeOf(section.blocks)}`.toLowerCase();
    return row.evidence
      .filter((words) => !text.includes(words.toLowerCase()))
      .map((words) => say(`evidence: "${words}" does not occur in ${cite}`));
  });
}

/** Asks every example with all rules switched on. */
function checkExamples({ intents, support }: RuleSet, ask: Ask): Fault[] {
  const intentFaults = intents.flatMap((intent) => [
    ...intent.examples.flatMap((example) => checkDialogue(example, intent, ask)),
    ...intent.not.flatMap((message): Fault[] => {
      const answer = ask(message);
      const isTaken = (answer.kind === "snippet" || answer.kind === "ask") && answer.snippet.intent === intent.id;
      return isTaken
        ? [{ file: intent.file, line: intent.line, message: `not: "${message}" matches this intent` }]
        : [];
    }),
  ]);
  const rowFaults = support.rows.flatMap((row): Fault[] => {
    const answer = ask(`can I use ${row.subject}?`);
    const said = answer.kind === "answer" ? answer.verdict : undefined;
    const isRight = said?.verdict === row.verdict && said.condition === row.condition;
    const message = `${row.subject}: "can I use ${row.subject}?" is answered with ${said ? `"${said.condition}"` : "no verdict"}`;
    return isRight ? [] : [{ file: "support.yaml", line: row.line, message }];
  });
  return [...intentFaults, ...rowFaults];
}

function checkDialogue(example: Example, intent: Intent, ask: Ask): Fault[] {
  const faults: Fault[] = [];
  let conversation: Answer["conversation"];
  for (const turn of [example, ...example.next]) {
    const answer = ask(turn.say, { conversation });
    conversation = answer.conversation;
    for (const message of whatIsWrong(turn, intent, answer))
      faults.push({ file: intent.file, line: example.line, message: `"${turn.say}" ${message}` });
  }
  return faults;
}

function whatIsWrong(turn: Omit<Example, "next">, intent: Intent, answer: Answer): string[] {
  if (answer.kind === "choice" && answer.offers.length > 1)
    return [`matches ${answer.offers.map((offer) => offer.intent).join(" and ")} equally well`];
  if (answer.kind !== "snippet" && answer.kind !== "ask") return ["matches no intent"];
  const { snippet } = answer;
  if (snippet.intent !== intent.id) return [`matches ${snippet.intent} instead`];
  const read = Object.fromEntries(snippet.values.map(({ slot, value }) => [slot, value] as const));
  const asked = answer.kind === "ask" ? answer.slot : undefined;
  const surplus = snippet.values.filter(
    ({ slot, isDefault }) => !isDefault && turn.asks === undefined && valueIn(turn.slots, slot) === undefined,
  );
  return [
    ...Object.entries(turn.slots).flatMap(([slot, value]) =>
      valueIn(read, slot) === value ? [] : [`gives ${slot} = ${valueIn(read, slot) ?? "nothing"}, not ${value}`],
    ),
    ...surplus.map(({ slot, value }) => `gives ${slot} = ${value}, which the example does not list`),
    ...(asked === turn.asks ? [] : [`asks for ${asked ?? "nothing"}, not ${turn.asks ?? "nothing"}`]),
    ...(turn.says !== undefined && !(answer.kind === "ask" && answer.question.includes(turn.says))
      ? [`does not say "${turn.says}"`]
      : []),
    ...(turn.format !== undefined && snippet.format !== turn.format
      ? [`is written as ${snippet.format ?? "text"}, not ${turn.format}`]
      : []),
    ...turn.has.filter((text) => !snippet.code.includes(text)).map((text) => `has no "${text}" in the code`),
    ...(maskSecrets(snippet.code).found ? ["has something like a secret in the code"] : []),
  ];
}
