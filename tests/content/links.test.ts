import { describe, expect, it } from "vitest";
import { resolveLink, resolveLinks } from "../../src/content/links.ts";
import { pageOf } from "./pages.ts";

const pages = new Set([
  "index.md",
  "guide/index.md",
  "guide/a b.md",
  "guide/start.md",
  "ref/README.md",
  "ref/cli.md",
  "constructor.md",
]);

const resolve = (href: string, from = "guide/start.md"): string => {
  const link = resolveLink({ text: "x", href, line: 1 }, from, pages);
  return link.path === undefined ? "outside" : `${link.path} # ${link.anchor}`;
};

describe("resolveLink", () => {
  it.each([
    ["#part", "guide/start.md # part"],
    ["", "guide/start.md # "],
    ["start.md", "guide/start.md # "],
    ["./start.md#a", "guide/start.md # a"],
    ["../ref/cli.md#gr%C3%B6%C3%9Fe", "ref/cli.md # größe"],
    ["../ref/cli", "ref/cli.md # "],
    ["../ref/cli.html#x", "ref/cli.md # x"],
    ["../ref/cli/", "ref/cli.md # "],
    ["../ref", "ref/README.md # "],
    ["./", "guide/index.md # "],
    [".", "guide/index.md # "],
    ["..", "index.md # "],
    ["../", "index.md # "],
    ["/", "index.md # "],
    ["/ref/cli.md", "ref/cli.md # "],
    ["a%20b.md", "guide/a b.md # "],
    ["../constructor", "constructor.md # "],
    ["#%zz", "guide/start.md # %zz"],
  ])("%s leads to %s", (href, target) => expect(resolve(href)).toBe(target));

  it.each([
    "https://x.y/ref/cli.md",
    "//x.y/ref/cli.md",
    "mailto:a@b.c",
    "javascript:alert(1)",
    "none.md",
    "../../../etc/passwd",
    "../toString",
    "%2e%2e/%2e%2e/etc",
    "a%00b.md",
    "%zz",
  ])("%s leads outside", (href) => expect(resolve(href)).toBe("outside"));
});

describe("an address that is not a file", () => {
  const pathAt = (target: string, from: string) =>
    target === "/old/" || (target === "up" && from === "guide/start.md") ? "index.md" : undefined;
  const link = (href: string) => resolveLink({ text: "x", href, line: 3 }, "guide/start.md", pages, pathAt);

  it("follows the addresses of the site", () => {
    expect(["/old/#a", "up", "%2Fold%2F", "/none/", "/ref/cli"].map(link)).toEqual([
      { text: "x", href: "/old/#a", line: 3, path: "index.md", anchor: "a" },
      { text: "x", href: "up", line: 3, path: "index.md", anchor: "" },
      { text: "x", href: "%2Fold%2F", line: 3, path: "index.md", anchor: "" },
      { text: "x", href: "/none/", line: 3 },
      { text: "x", href: "/ref/cli", line: 3, path: "ref/cli.md", anchor: "" },
    ]);
  });
});

it("resolveLinks resolves links to the given pages", () => {
  const sections = [
    ...pageOf("# A\n[b](b.md#x) [c](c.md)", undefined, "a.md").sections,
    ...pageOf("# B", undefined, "b.md").sections,
  ];
  expect(resolveLinks(sections, new Set(["a.md", "b.md"])).map((section) => section.links)).toEqual([
    [
      { text: "b", href: "b.md#x", line: 2, path: "b.md", anchor: "x" },
      { text: "c", href: "c.md", line: 2 },
    ],
    [],
  ]);
});
