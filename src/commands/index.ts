import { codeOf, formatFault, proseOf } from "../content/section.ts";
import { sectionCount } from "../search/index.ts";
import { type Command, count, load } from "./command.ts";

export const index: Command = {
  summary: "index the documentation and report what is in it",
  usage: `docsbot index [--docs DIR]… [--content DIR] [--json]

Indexes the documentation and prints how many pages and sections it has. Problems go to standard error as file:line: message.

  --docs DIR      index this documentation folder instead of the built-in pages; can be repeated
  --content DIR   use the sources, glossary, phrasings and rules in this folder
  --json          print one JSON line per section`,
  flags: ["docs", "content", "json", "help"],
  takesArgument: false,
  run: (_, flags) => {
    const { knowledge, faults } = load(flags);
    const sectionsInAll = sectionCount(knowledge.index);
    for (const fault of faults) console.error(formatFault(fault));
    if (!flags.json) {
      for (const { id, pages, sections, revision } of knowledge.about.sources)
        console.log(`${id}: ${count(pages, "page")}, ${count(sections, "section")}, revision ${revision}`);
      console.log(`${count(sectionsInAll, "section")}, ${count(faults.length, "fault")}`);
      return 0;
    }
    for (let at = 0; at < sectionsInAll; at++) {
      const { page, heading, anchor, url, breadcrumb, blocks } = knowledge.sectionAt(at);
      const place = { source: page.source, path: page.path, heading, anchor, url: url ?? null, breadcrumb };
      console.log(JSON.stringify({ ...place, text: proseOf(blocks), code: codeOf(blocks) }));
    }
    return 0;
  },
};
