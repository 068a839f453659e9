import { describe, expect, it } from "vitest";
import type { Site } from "../../../src/content/dialects/dialect.ts";
import { readJekyllSite } from "../../../src/content/dialects/jekyll.ts";
import { YamlError } from "../../../src/content/yaml.ts";

/** Front matter by path; a page's text stands below it. */
type Fronts = Readonly<Record<string, string>>;

const fileOf = ([path, front]: readonly [string, string]) => ({ path, text: `---\n${front}\n---\n# A\n` });

const siteOf = (yaml: string, fronts: Fronts = {}, url?: string): Site => {
  const site = readJekyllSite(yaml, url);
  return site.withFiles?.(Object.entries(fronts).map(fileOf)) ?? site;
};

const addresses = (yaml: string, fronts: Fronts, url?: string) =>
  Object.keys(fronts).map(siteOf(yaml, fronts, url).urlOf);

const bare = (...paths: readonly string[]): Fronts => Object.fromEntries(paths.map((path) => [path, ""]));

describe("addresses", () => {
  it("end in .html, or in a slash with pretty permalinks; an index page has the address of its folder", () => {
    const pages = bare("index.md", "a.md", "a/index.markdown", "c d/ü#?.md", "v1.2/b.md");
    expect(addresses("url: https://x.y", pages)).toEqual([
      "https://x.y/",
      "https://x.y/a.html",
      "https://x.y/a/",
      "https://x.y/c%20d/%C3%BC%23%3F.html",
      "https://x.y/v1.2/b.html",
    ]);
    const pretty = [
      "https://x.y/",
      "https://x.y/a/",
      "https://x.y/a/",
      "https://x.y/c%20d/%C3%BC%23%3F/",
      "https://x.y/v1.2/b/",
    ];
    expect(addresses("url: https://x.y/\npermalink: pretty", pages)).toEqual(pretty);
    expect(addresses("url: https://x.y\npermalink: /:path/", pages)).toEqual(pretty);
  });

  it("are a page's own permalink, unless it is a pattern", () => {
    const pages = {
      "a.md": "permalink: /here/",
      "b.md": "permalink: there.html",
      "c.md": "permalink: /:title/",
      "d.md": "permalink: [x]",
      "e.md": "permalink: ''",
    };
    expect(addresses("url: https://x.y\nbaseurl: /docs", pages)).toEqual([
      "https://x.y/docs/here/",
      "https://x.y/docs/there.html",
      "https://x.y/docs/c.html",
      "https://x.y/docs/d.html",
      "https://x.y/docs/e.html",
    ]);
  });

  it("start with url and baseurl, or with the given address instead of both", () => {
    expect(addresses("url: https://x.y/\nbaseurl: /docs/", bare("a.md"))).toEqual(["https://x.y/docs/a.html"]);
    expect(addresses("url: https://x.y\nbaseurl: /docs", bare("a.md"), "https://z/d/")).toEqual(["https://z/d/a.html"]);
    expect(addresses("", bare("a.md"), "https://z")).toEqual(["https://z/a.html"]);
  });

  it("are known without the files", () =>
    expect(readJekyllSite("url: https://x.y").urlOf("a/b.md")).toBe("https://x.y/a/b.html"));

  it.each(["", "baseurl: /docs", "url: ''", "url: javascript:alert(1)", "url: [https://x.y]", "- a", "text"])(
    "are not known from %j",
    (yaml) => expect(addresses(yaml, bare("a.md"))).toEqual([undefined]),
  );
});

describe("a page", () => {
  const isPage = (path: string, text: string, yaml = ""): boolean | undefined =>
    readJekyllSite(yaml).isPage?.({ path, text });
  const front = "---\n---\n# A";

  it.each([
    ["with front matter", "a/b.md", front, true],
    ["with front matter that cannot be read", "a.md", "---\na: [\n---\n# A", true],
    ["without front matter", "a.md", "# A", false],
    ["with a thematic break on top", "a.md", "---\n\n# A", false],
    ["that is not published", "a.md", "---\ntitle: a\npublished: false\n---\n", false],
    ["that is published", "a.md", "---\npublished: true\n---\n", true],
    ["with 'published: false' inside another field", "a.md", "---\ntitle: 'published: false'\n---\n", true],
    ["in a folder that begins with _", "_includes/a.md", front, false],
    ["in such a folder further down", "a/_drafts/b.md", front, false],
    ["that begins with _", "a/_b.md", front, false],
    ["with _ inside its name", "a_b/c_d.md", front, true],
  ])("a file %s", (_, path, text, expected) => expect(isPage(path, text)).toBe(expected));

  it("is not a file that the site excludes", () => {
    const yaml = "exclude: [vendor/, README.md, a/b]";
    expect(
      ["vendor/x.md", "vendored/x.md", "README.md", "x/README.md", "a/b/c.md", "a/b.md", "a/bc.md"].map((path) =>
        isPage(path, front, yaml),
      ),
    ).toEqual([false, true, false, true, false, true, true]);
    expect(isPage("vendor.md", front, "exclude: vendor.md")).toBe(false);
    expect(isPage("vendor.md", front, "exclude: {a: b}")).toBe(true);
  });
});

it("the labels above a page are its parents' titles", () => {
  const pages = {
    "a.md": "parent: Kitchen",
    "b.md": "parent: Stove\ngrand_parent: Kitchen",
    "c.md": "title: C",
    "d.md": "parent: [x]\ngrand_parent: 7",
    "e.md": "parent: [",
    "f.md": "parent: constructor",
  };
  expect([...siteOf("", pages).nav]).toEqual([
    ["a.md", ["Kitchen"]],
    ["b.md", ["Kitchen", "Stove"]],
    ["c.md", []],
    ["d.md", []],
    ["e.md", []],
    ["f.md", ["constructor"]],
  ]);
});

describe("pathAt", () => {
  const { pathAt } = siteOf("baseurl: /docs", {
    "index.md": "",
    "how/to.md": "redirect_from: [/old/to.html, old2]",
    "how/index.md": "redirect_from: /old/to.html",
    "c.md": "permalink: /far/away/\nredirect_from: /how/to.html",
    "d.md": "permalink: /far/file.html",
    "published.md": "published: false\nredirect_from: /gone",
    "toString.md": "",
  });

  it.each([
    ["/far/away/", "c.md"],
    ["/far/away", "c.md"],
    ["/far/away/index.html", "c.md"],
    ["/docs/far/away/", "c.md"],
    ["/far/file", "d.md"],
    ["/how/to.html", "how/to.md"],
    ["/how/to", "how/to.md"],
    ["/how/", "how/index.md"],
    ["/how", "how/index.md"],
    ["/old/to.html", "how/index.md"],
    ["/old2", "how/to.md"],
    ["/", "index.md"],
    ["/index.html", "index.md"],
    ["/docs/", "index.md"],
    ["/toString", "toString.md"],
  ])("%s is %s", (target, path) => expect(pathAt?.(target, "index.md")).toBe(path));

  it("starts from the page's own address", () => {
    expect(pathAt?.("to.html", "how/index.md")).toBe("how/to.md");
    expect(pathAt?.("../file.html", "c.md")).toBe("d.md");
    expect(pathAt?.("file.html", "c.md")).toBeUndefined();
    expect(pathAt?.("../index.html", "how/to.md")).toBe("index.md");
    expect(pathAt?.("far/file.html", "unknown.md")).toBe("d.md");
  });

  it.each(["/gone", "/none", "/constructor", "/__proto__", "/far", "/docsfar/away", "\0", "/a\0b"])(
    "%j is no page",
    (target) => expect(pathAt?.(target, "index.md")).toBeUndefined(),
  );

  it.each(["../../../../how/to.html", "/../../how/to.html"])(
    "%s does not leave the site, as in a browser (A49)",
    (target) => expect(pathAt?.(target, "index.md")).toBe("how/to.md"),
  );
});

describe("expand", () => {
  const expand = (text: string, yaml = "", others: readonly { path: string; text: string }[] = []) => {
    const file = { path: "a.md", text };
    const site = readJekyllSite(yaml);
    const { lineOf: _, ...rest } = site.withFiles?.([file, ...others]).expand?.(file) ?? { text: "", faults: [] };
    return rest;
  };

  it("fills in fields of the site and the page", () => {
    const yaml = "product: Stove\nurl: https://x.y/\nbaseurl: /docs/\nsizes: {small: 1, on: true, list: [a]}";
    const front = "---\ntitle: Heat {{ site.product }}\nlevel: 7\n---\n";
    const names = [
      "site.product",
      "site.url",
      "site.baseurl",
      "site.sizes.small",
      "site.sizes.on",
      "page.title",
      "page.level",
    ];
    expect(
      expand(`${front}${names.map((name) => `{{ ${name} }}`).join(", ")} {{ "/a" | absolute_url }}`, yaml),
    ).toEqual({
      text: `${front}Stove, https://x.y, /docs, 1, true, Heat {{ site.product }}, 7 https://x.y/docs/a`,
      faults: [],
    });
  });

  it.each([
    "site.none",
    "site",
    "site.sizes",
    "site.sizes.list",
    "site.sizes.none.more",
    "site.constructor",
    "site.__proto__.polluted",
    "site.product.length",
    "page",
    "page.none",
    "page.title.length",
    "page.constructor",
    "layout.x",
    "toString",
  ])("does not know %s", (name) =>
    expect(expand(`---\ntitle: T\n---\n{{ ${name} }}`, "product: Stove\nsizes: {list: [a]}")).toEqual({
      text: "---\ntitle: T\n---\n",
      faults: [{ file: "a.md", line: 4, message: `the value of {{ ${name} }} is not known here; left out` }],
    }),
  );

  it("leaves pages with render_with_liquid: false alone", () => {
    const text = "---\nrender_with_liquid: false\n---\n{{ site.product }} {% raw %}";
    expect(expand(text, "product: Stove")).toEqual({ text, faults: [] });
    expect(expand(text.replace("false", "true"), "product: Stove").text).toBe(
      "---\nrender_with_liquid: true\n---\nStove ",
    );
  });

  it("expands a page whose front matter cannot be read", () => {
    const front = "---\ntitle: a\ntitle: b\n---\n";
    expect(expand(`${front}{{ site.product }}{{ page.title }}`, "product: Stove")).toEqual({
      text: `${front}Stove`,
      faults: [{ file: "a.md", line: 5, message: "the value of {{ page.title }} is not known here; left out" }],
    });
  });

  it("includes Markdown that is not a page", () => {
    const others = [
      { path: "_includes/note.md", text: "Note." },
      { path: "part.md", text: "No front matter." },
    ];
    expect(expand("---\n---\n{% include note.md %} {% include_relative part.md %}", "", others)).toEqual({
      text: "---\n---\nNote. No front matter.",
      faults: [],
    });
  });
});

describe("readJekyllSite", () => {
  it("reports the line of invalid YAML", () => {
    expect(() => readJekyllSite("a: 1\nb: [1")).toThrow(
      new YamlError("Flow sequence in block collection must be sufficiently indented and end with a ]", 2),
    );
    expect(() => readJekyllSite("[".repeat(20_000))).toThrow(
      new YamlError("nested more than 100 levels deep", undefined),
    );
    expect(() => readJekyllSite(`a: &a [${"x,".repeat(50)}]\nb: [${"*a,".repeat(200)}]`)).toThrow(Error);
  });

  it("is safe from names of object properties (A54)", () => {
    const { urlOf } = readJekyllSite("__proto__: {url: 'https://evil.example'}\nconstructor: 1\nurl: https://x.y");
    expect([urlOf("a.md"), ({} as { url?: string }).url]).toEqual(["https://x.y/a.html", undefined]);
    expect(readJekyllSite("__proto__: {url: 'https://evil.example'}").urlOf("a.md")).toBeUndefined();
  });

  it("ignores Ruby's tags", () =>
    expect(readJekyllSite("a: !ruby/object:Gem::Installer {i: x}\nurl: https://x.y").urlOf("a.md")).toBe(
      "https://x.y/a.html",
    ));
});
