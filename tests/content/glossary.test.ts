import { describe, expect, it } from "vitest";
import { EMPTY_GLOSSARY, readGlossary } from "../../src/content/glossary.ts";

const read = (yaml: string) => readGlossary(yaml, "glossary.yaml");
const fault = (line: number, message: string) => ({ file: "glossary.yaml", line, message });

describe("readGlossary", () => {
  it("reads groups and names", () => {
    expect(
      read(
        "same:\n  - [repo, ' repository ']\nnear:\n  - [delete, remove, drop]\nleads:\n  - {say: [undo], means: [revert, 2]}\nnames: [power bi, 3]",
      ),
    ).toEqual({
      glossary: {
        same: [["repo", "repository"]],
        near: [["delete", "remove", "drop"]],
        leads: [{ say: ["undo"], means: ["revert", "2"] }],
        names: ["power bi", "3"],
      },
      faults: [],
    });
  });

  it.each(["", "# nothing yet", "{}", "same:\nnear:\nleads:"])("is empty for %j", (yaml) =>
    expect(read(yaml)).toEqual({ glossary: EMPTY_GLOSSARY, faults: [] }),
  );

  it("skips and reports wrong entries", () => {
    expect(
      read(
        "same:\n  - [alone]\n  - text\n  - [a, b]\n  - [one, two three four five six seven]\nnear: text\nleads:\n  - {say: [a]}\n  - [a]\nnames: [delta, [b]]\nothers: []",
      ),
    ).toEqual({
      glossary: { ...EMPTY_GLOSSARY, same: [["a", "b"]], names: ["delta"] },
      faults: [
        fault(11, "others: no such list; the lists are same, near, leads, names"),
        fault(2, "same, entry 1: expected two or more phrases of at most five words"),
        fault(3, "same, entry 2: expected two or more phrases of at most five words"),
        fault(5, "same, entry 4: expected two or more phrases of at most five words"),
        fault(6, "near: expected a list"),
        fault(8, "leads, entry 1: expected `say` and `means`, each a list of phrases"),
        fault(9, "leads, entry 2: expected `say` and `means`, each a list of phrases"),
        fault(10, "names, entry 2: expected a name of at most five words"),
      ],
    });
  });

  it.each([
    ["- a", 1, "expected `same:`, `near:`, `leads:` and `names:`"],
    ["text", 1, "expected `same:`, `near:`, `leads:` and `names:`"],
    ["same: [a", 1, "Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ["same: []\nsame: []", 2, "Map keys must be unique"],
    ["same: &a [*a]", 1, "aliases (*name) are not allowed; write the value out"],
    ["__proto__: []", 1, "the key __proto__ is not allowed; rename it"],
  ])("rejects all of %j", (yaml, line, message) =>
    expect(read(yaml)).toEqual({ glossary: EMPTY_GLOSSARY, faults: [fault(line, message)] }),
  );
});
