import { codeOf, formatFault, proseOf } from "../content/section.ts";
import { sectionCount } from "../search/index.ts";
import { type Command, load } from "./command.ts";

export const index: Command = {
  summary: "read the documentation, say what is in it and what is wrong with it",
  usage: `docsbot index [--docs DIR]… [--content DIR] [--json]

Reads the documentation and prints how many pages and sections it has; with --json one line for each section.
What is wrong with a page goes to standard error as file:line: message.

  --docs DIR      read this documentation folder instead of the built-in pages; may be given several times
  --content DIR   take sources, glossary and phrasings from this folder
  --json          print one JSON line for each section`,
  flags: ["docs", "content", "json", "help"],
  takesArgument: false,
  run: (_, flags) => {
    const { knowledge, faults } = load(flags);
    const count = sectionCount(knowledge.index);
    for (const fault of faults) console.error(formatFault(fault));
    if (!flags.json) {
      for (const { id, pages, sections, revision } of knowledge.about.sources)
        console.log(`${id}: ${pages} pages, ${sections} sections, revision ${revision}`);
      console.log(`${count} sections, ${faults.length} faults`);
      return 0;
    }
    for (let at = 0; at < count; at++) {
      const { page, heading, anchor, url, breadcrumb, blocks } = knowledge.sectionAt(at);
      const place = { source: page.source, path: page.path, heading, anchor, url: url ?? null, breadcrumb };
      console.log(JSON.stringify({ ...place, text: proseOf(blocks), code: codeOf(blocks) }));
    }
    return 0;
  },
};
