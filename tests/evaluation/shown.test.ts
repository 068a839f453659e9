import { describe, expect, it } from "vitest";
import { showsSpan } from "../../src/evaluation/shown.ts";

describe("showsSpan", () => {
  it.each<[string, string, boolean]>([
    ["Set fs.s3a.endpoint to the address.", "fs.s3a.endpoint", true],
    ["SET  the\nKEY", "set the key", true],
    ["nothing of it", "set the key", false],
    ["one two three [...] five and six", "one two three four five", true],
    ["one two three", "one two three four five six", false],
    ["five four three two one", "one two three four five", false],
    ["one x two x three x four x five", "one two three four five", false],
    ["anything", "", true],
  ])("%j of %j: %j", (text, span, shown) => expect(showsSpan(text, span)).toBe(shown));
});
