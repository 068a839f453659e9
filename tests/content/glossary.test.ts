import { describe, expect, it } from "vitest";
import { EMPTY_GLOSSARY, readGlossary } from "../../src/content/glossary.ts";

const read = (yaml: string) => readGlossary(yaml, "glossary.yaml");
const fault = (message: string) => ({ file: "glossary.yaml", message });

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

  it("leaves out what is wrong, and names it", () => {
    expect(
      read(
        "same:\n  - [alone]\n  - text\n  - [a, b]\n  - [one, two three four five six seven]\nnear: text\nleads:\n  - {say: [a]}\n  - [a]",
      ),
    ).toEqual({
      glossary: { ...EMPTY_GLOSSARY, same: [["a", "b"]] },
      faults: [
        fault("leads, entry 1: expected `say` and `means`, each a list of phrases"),
        fault("leads, entry 2: expected `say` and `means`, each a list of phrases"),
        fault("same, group 1: expected two or more phrases of at most five words"),
        fault("same, group 2: expected two or more phrases of at most five words"),
        fault("same, group 4: expected two or more phrases of at most five words"),
        fault("near: expected a list of groups"),
      ],
    });
  });

  it.each([
    ["- a", "expected `same:`, `near:`, `leads:` and `names:`"],
    ["text", "expected `same:`, `near:`, `leads:` and `names:`"],
    [
      "same: [a",
      "Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 9",
    ],
    ["same: []\nsame: []", "Map keys must be unique at line 2, column 1"],
    ["same: &a [*a]", "aliases (*name) are not allowed; write the value out"],
    ["__proto__: []", "the key __proto__ is not allowed"],
  ])("refuses %j whole", (yaml, message) =>
    expect(read(yaml)).toEqual({ glossary: EMPTY_GLOSSARY, faults: [fault(message)] }),
  );
});
