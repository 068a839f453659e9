import { describe, expect, it } from "vitest";
import { LONGEST_PARAGRAPH, limitParagraphs } from "../../src/content/paragraphlimit.ts";

const long = "x".repeat(LONGEST_PARAGRAPH + 1);
const fault = (line: number, characters: number) => ({
  file: "a.md",
  line,
  message: `a paragraph of ${characters} characters was left out; the limit is 50000, so split it up`,
});

describe("limitParagraphs (abuse case 53)", () => {
  it.each([
    "",
    "# a\n\nb",
    "a\n".repeat(20_000),
    `${"a b\n".repeat(10_000)}\n${"c d\n".repeat(10_000)}`,
    "| a | b |\n".repeat(9_000),
    "  - an item\n".repeat(9_000),
    "## A heading\n".repeat(9_000),
  ])("leaves paragraphs within the limit alone", (text) =>
    expect(limitParagraphs(text, "a.md")).toEqual({ text, faults: [] }),
  );

  it("blanks a paragraph that is too long, and reports its line", () => {
    expect(limitParagraphs(`# a\n\n${long}\n\nb`, "a.md")).toEqual({
      text: "# a\n\n\n\nb",
      faults: [fault(3, long.length + 1)],
    });
  });

  it("counts all lines up to the next blank line or fence", () => {
    const lines = "y\n".repeat(30_000);
    expect(limitParagraphs(`${lines}\n${lines}\`\`\`\n${long}\n\`\`\`\nz`, "a.md")).toEqual({
      text: `${"\n".repeat(30_000)}\n${"\n".repeat(30_000)}\`\`\`\n${long}\n\`\`\`\nz`,
      faults: [fault(1, 60_000), fault(30_002, 60_000)],
    });
  });

  it("knows a fence inside another", () => {
    const text = `~~~~md\n~~~\n${long}\n~~~~\nz`;
    expect(limitParagraphs(text, "a.md")).toEqual({ text, faults: [] });
  });
});
