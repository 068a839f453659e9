import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type AskedAs, readAskedAs } from "./askedas.ts";
import { EMPTY_GLOSSARY, type Glossary, readGlossary } from "./glossary.ts";
import type { Fault } from "./section.ts";
import { TreeError } from "./tree.ts";

/** One of the files that teach the search how people ask. */
export interface VocabularyFile {
  /** Relative to the content folder. */
  readonly name: string;
  readonly text: string;
}

/** `glossary.yaml` and `asked-as/*.yaml`, in a fixed order; either may be missing. */
export function listVocabulary(contentDir: string): VocabularyFile[] {
  const folder = join(contentDir, "asked-as");
  const names =
    existsSync(folder) && statSync(folder).isDirectory()
      ? readdirSync(folder)
          .filter((name) => name.endsWith(".yaml"))
          .sort()
      : [];
  return ["glossary.yaml", ...names.map((name) => `asked-as/${name}`)]
    .filter((name) => existsSync(join(contentDir, name)))
    .map((name) => ({ name, text: readFile(join(contentDir, name)) }));
}

/** @throws TreeError where it is no file */
function readFile(path: string): string {
  if (!statSync(path).isFile()) throw new TreeError(`${path} is not a regular file; put the file itself there`);
  return readFileSync(path, "utf8");
}

/** What the files say together; a wrong entry is left out and named. */
export function readVocabulary(files: readonly VocabularyFile[]): {
  glossary: Glossary;
  askedAs: AskedAs;
  faults: Fault[];
} {
  const faults: Fault[] = [];
  const askedAs = new Map<string, readonly string[]>();
  let glossary = EMPTY_GLOSSARY;
  for (const { name, text } of files) {
    if (name === "glossary.yaml") {
      const read = readGlossary(text, name);
      glossary = read.glossary;
      faults.push(...read.faults);
    } else {
      const read = readAskedAs(text, name);
      for (const [section, phrases] of read.askedAs)
        askedAs.set(section, [...(askedAs.get(section) ?? []), ...phrases]);
      faults.push(...read.faults);
    }
  }
  return { glossary, askedAs, faults };
}
