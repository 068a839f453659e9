import { describe, expect, it } from "vitest";
import { pageOf } from "./pages.ts";

const factsOf = (text: string) => pageOf(text).facts;

describe("ids that links can lead to", () => {
  it("come from HTML and from attribute lists", () => {
    const text = "<a id=\"one\"></a> and <b name='two'>x</b>\n\n<div id=three>y</div>\n\nwords {: #four .x }\n";
    expect([...factsOf(text).ids].sort()).toEqual(["four", "one", "three", "two"]);
  });

  it("do not come from code", () => {
    expect([...factsOf('`<a id="one">`\n\n    <a id="two">\n\n```\n<a id="three">\n```\n').ids]).toEqual([]);
  });
});

describe("references without an address", () => {
  it("are reported with their line", () => {
    expect(factsOf("# A\n\nSee\n[the guide][guide] and [b][c].\n\n[c]: d.md\n").openReferences).toEqual([
      { text: "[the guide][guide]", name: "guide", line: 4 },
    ]);
  });

  it("are not code, array indexes, or names that differ only in case", () => {
    expect(factsOf("`[a][b]` list[0][1] [x][Y]\n\n[y]: z.md\n").openReferences).toEqual([]);
  });
});
