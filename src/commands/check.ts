import { existsSync, readFileSync } from "node:fs";
import { compareWithBaseline, readBaseline } from "../checking/baseline.ts";
import { checkContent } from "../checking/check.ts";
import { formatFault } from "../content/section.ts";
import { BUILT_IN_CONTENT, type Command, UsageError } from "./command.ts";

export const check: Command = {
  summary: "check documentation and content before they ship",
  usage: `docsbot check [--docs DIR]… [--content DIR] [--baseline FILE]

Prints what is wrong, a line each, as file:line: message; ends with exit code 1 where there is anything.
In pages: files and front matter that cannot be read, links to pages and headings that are not there, references without an
address, headings of one name beside each other, headings with nothing under them. In the content folder: faults in
sources.yaml, glossary.yaml, asked-as/, formats.yaml, slots.yaml, support.yaml and intents/: their form, their citations and
keys, their examples asked among all the others. The built-in content is not about a folder of yours, and not checked with
--docs alone.

  --docs DIR        check this documentation folder instead of the built-in pages; may be given several times
  --content DIR     check sources, glossary and phrasings of this folder
  --baseline FILE   pass over the known faults of FILE, made earlier with: docsbot check … > FILE
                    One that is gone must be struck off. Line numbers do not count.`,
  flags: ["docs", "content", "baseline", "help"],
  takesArgument: false,
  run: (_, flags) => {
    const baseline = readBaseline(flags.baseline === undefined ? "" : readText(flags.baseline));
    const withContent = flags.docs.length === 0 || flags.contentDir !== BUILT_IN_CONTENT;
    const { pages, sections, faults, off } = checkContent(flags.docs, withContent ? flags.contentDir : undefined);
    const { unknown, gone } = compareWithBaseline(faults, baseline);
    for (const fault of unknown) console.log(formatFault(fault));
    for (const entry of gone) console.log(`${flags.baseline}: fixed, strike it off: ${entry}`);
    const known = faults.length - unknown.length;
    console.error(
      `${pages} pages, ${sections} sections: ${unknown.length} faults${known > 0 ? `, ${known} known` : ""}${gone.length > 0 ? `, ${gone.length} to strike off` : ""}`,
    );
    if (off.length > 0) console.error(`not in use, since the pages that they cite are not here: ${off.join(", ")}`);
    return unknown.length + gone.length > 0 ? 1 : 0;
  },
};

function readText(file: string): string {
  if (!existsSync(file))
    throw new UsageError(`--baseline ${file}: no such file; make one with: docsbot check > ${file}`);
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`--baseline ${file} cannot be read; name a file of known faults`);
  }
}
