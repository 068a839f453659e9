import { existsSync, readFileSync } from "node:fs";
import { compareWithBaseline, readBaseline } from "../checking/baseline.ts";
import { checkContent } from "../checking/check.ts";
import { formatFault } from "../content/section.ts";
import { BUILT_IN_CONTENT, type Command, count, UsageError } from "./command.ts";

export const check: Command = {
  summary: "check documentation and content before they ship",
  usage: `docsbot check [--docs DIR]… [--content DIR] [--baseline FILE]

Prints each problem on a line, as file:line: message. The exit code is 1 if there are any.

In pages, it finds files and front matter that cannot be read, links to missing pages and headings, references without an
address, repeated headings, and headings with nothing below them. In the content folder, it checks sources.yaml,
glossary.yaml, asked-as/, formats.yaml, slots.yaml, support.yaml and intents/: their syntax, their citations, and that every
example gets the right answer. With --docs alone, the built-in content folder is not checked, since it is about other pages.

  --docs DIR        check this documentation folder instead of the built-in pages; can be repeated
  --content DIR     check the sources, glossary, phrasings and rules in this folder
  --baseline FILE   ignore the known faults in FILE, made earlier with: docsbot check … > FILE
                    Line numbers do not matter. A fault that is fixed must be removed from FILE.`,
  flags: ["docs", "content", "baseline", "help"],
  takesArgument: false,
  run: (_, flags) => {
    const baseline = readBaseline(flags.baseline === undefined ? "" : readText(flags.baseline));
    const withContent = flags.docs.length === 0 || flags.contentDir !== BUILT_IN_CONTENT;
    const { pages, sections, faults, off } = checkContent(flags.docs, withContent ? flags.contentDir : undefined);
    const { unknown, gone } = compareWithBaseline(faults, baseline);
    for (const fault of unknown) console.log(formatFault(fault));
    for (const entry of gone) console.log(`${flags.baseline}: fixed, remove this line: ${entry}`);
    const known = faults.length - unknown.length;
    console.error(
      `${count(pages, "page")}, ${count(sections, "section")}: ${count(unknown.length, "fault")}${known > 0 ? `, ${known} known` : ""}${gone.length > 0 ? `, ${gone.length} fixed` : ""}`,
    );
    if (off.length > 0) console.error(`switched off, because the pages they cite are not here: ${off.join(", ")}`);
    return unknown.length + gone.length > 0 ? 1 : 0;
  },
};

function readText(file: string): string {
  if (!existsSync(file))
    throw new UsageError(`--baseline ${file}: no such file; make one with: docsbot check > ${file}`);
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`--baseline ${file} cannot be read; check that it is a file, and its permissions`);
  }
}
