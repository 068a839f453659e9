import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type AskedAs, readAskedAs } from "./askedas.ts";
import { EMPTY_GLOSSARY, type Glossary, readGlossary } from "./glossary.ts";
import type { Fault } from "./section.ts";
import { TreeError } from "./tree.ts";

export interface ContentFile {
  /** Relative to the content folder. */
  readonly name: string;
  readonly text: string;
}

/** `glossary.yaml` and `asked-as/*.yaml`, in a fixed order. Any of them may be missing. */
export const listVocabulary = (contentDir: string): ContentFile[] =>
  readFiles(contentDir, ["glossary.yaml", ...namesIn(contentDir, "asked-as")]);

/** `formats.yaml`, `slots.yaml`, `support.yaml` and `intents/*.yaml`, in a fixed order. Any of them may be missing. */
export const listRules = (contentDir: string): ContentFile[] =>
  readFiles(contentDir, ["formats.yaml", "slots.yaml", "support.yaml", ...namesIn(contentDir, "intents")]);

function namesIn(contentDir: string, name: string): string[] {
  const folder = join(contentDir, name);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.sort().map((file) => `${name}/${file}`);
}

const readFiles = (contentDir: string, names: readonly string[]): ContentFile[] =>
  names
    .filter((name) => existsSync(join(contentDir, name)))
    .map((name) => ({ name, text: readFile(join(contentDir, name)) }));

/** @throws TreeError if it is not a regular file */
function readFile(path: string): string {
  if (!statSync(path).isFile()) throw new TreeError(`${path} is not a regular file; replace it with one`);
  return readFileSync(path, "utf8");
}

/** Merges the files. A wrong entry is skipped and reported. */
export function readVocabulary(files: readonly ContentFile[]): {
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
