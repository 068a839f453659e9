import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { search } from "../../src/search/search.ts";
import { found, type Shelf, shelfOf } from "./shelf.ts";

interface Case {
  readonly because: string;
  readonly pages: Record<string, string>;
  readonly question: string;
  readonly first: string;
  readonly askedAs?: Record<string, string[]>;
}

const CASES: readonly Case[] = [
  {
    because: "a heading says what its section is about; a text may only mention it",
    pages: {
      "a.md": "# Notes\n\nMirroring is nice, and mirroring is mentioned, and so is mirroring again.",
      "b.md": "# Mirroring\n\nCopies a repository to another region.",
    },
    question: "mirroring",
    first: "b.md#mirroring",
  },
  {
    because: "a whole identifier is worth more than its parts",
    pages: {
      "a.md": "# One\n\nThe endpoint of s3a and the fs endpoint, s3a, fs.",
      "b.md": "# Two\n\nSet fs.s3a.endpoint first.",
    },
    question: "what is fs.s3a.endpoint",
    first: "b.md#two",
  },
  {
    because: "neighbouring words of the question are neighbours in the right section",
    pages: {
      "a.md": "# One\n\nA branch needs protection of data. A rule is written by a user.\n\nThe default is none.",
      "b.md": "# Two\n\nThe branch protection rule is on by default.",
    },
    question: "branch protection rule",
    first: "b.md#two",
  },
  {
    because: "the product that the question names is the page's, not a neighbour's",
    pages: {
      "athena.md": "# Athena\n\nIntroduction.\n\n## Limitations\n\nIt cannot write tables.",
      "trino.md": "# Trino\n\nIntroduction.\n\n## Limitations\n\nIt cannot write tables.",
    },
    question: "limitations of trino",
    first: "trino.md#limitations",
  },
  {
    because: "a bare heading answers nothing",
    pages: { "a.md": "# Guide\n\nText.\n\n## Export\n\n### Export steps\n\nRun the export of the table." },
    question: "export",
    first: "a.md#export-steps",
  },
  {
    because: "a table row is found by its cells",
    pages: {
      "a.md": "# Limits\n\n| what | most |\n| --- | --- |\n| open pull requests | 500 |\n| tags | 100 |",
      "b.md": "# Other\n\nNothing of interest. Requests are fine.",
    },
    question: "how many open pull requests",
    first: "a.md#limits",
  },
  {
    because: "people ask in words that the page does not use, and the documentation team wrote them down",
    pages: {
      "a.md": "# Revert\n\nBrings an earlier state back.",
      "b.md": "# Import\n\nAdds objects without copying.",
    },
    question: "someone destroyed our table this morning",
    first: "a.md#revert",
    askedAs: { "a.md#revert": ["somebody destroyed a table", "bring back what was lost"] },
  },
];

describe("search", () => {
  it.each(CASES)("puts first what answers: $because", ({ pages, question, first, askedAs = {} }) => {
    const words = ["Water", "Stones", "Trees", "Clouds", "Rain", "Sand", "Wind", "Snow", "Fire", "Moss", "Dew", "Ice"];
    const filler = { "filler.md": words.map((word) => `# ${word}\n\n${word} is wonderful.`).join("\n\n") };
    const shelf = shelfOf({ ...filler, ...pages }, undefined, new Map(Object.entries(askedAs)));
    expect(found(question, shelf)[0]).toBe(first);
  });

  const shelf: Shelf = shelfOf({
    "a.md": "# Branches\n\nCreate a branch. Merge it back.\n\n## Delete\n\nDelete a branch with `branch delete`.",
    "b.md": "# Tags\n\nA tag names a commit for good.",
  });

  it.each([
    ["hello! could you please tell me how to delete a branch? thanks a lot :)", "how to delete a branch"],
    ["@docs how to delete a branch", "how to delete a branch"],
    ["how to delete a brnach", "how to delete a branch"],
  ])("finds for %j what it finds for %j (abuse cases 27, 28)", (dressed, plain) =>
    expect(found(dressed, shelf)[0]).toBe(found(plain, shelf)[0]),
  );

  it("gives the same result again, and in any order of questions", () => {
    const questions = ["delete a branch", "tags", "merge", "what is a commit", "nothing at all"];
    const results = (order: readonly string[]) =>
      new Map(order.map((question) => [question, search(question, shelf.knowledge)]));
    const forth = results(questions);
    const back = results([...questions].reverse());
    for (const question of questions) expect(back.get(question)?.ranked).toEqual(forth.get(question)?.ranked);
  });

  it("never throws, ranks at most 80 sections, and its confidence is a probability", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const { ranked, confidence } = search(text, shelf.knowledge);
        expect(ranked.length).toBeLessThanOrEqual(80);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("finds nothing, with confidence 0, where no word is known", () => {
    const { ranked, confidence } = search("zebra xylophone", shelf.knowledge);
    expect({ ranked, confidence }).toEqual({ ranked: [], confidence: 0 });
  });
});
