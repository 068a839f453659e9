import createMarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { renderInline } from "../../src/content/inline.ts";

const markdown = createMarkdownIt({ html: true });
const render = (text: string) => renderInline(markdown.parseInline(text, {})[0]?.children ?? [], 7);
const only = (text: string) => ({ text, plain: text, badges: [], links: [] });

describe("renderInline", () => {
  it.each([
    ["", ""],
    ["**bold** _and_ ~~struck~~", "bold and struck"],
    ["a\nb  \nc<br>d", "a b c d"],
    ["`a  b` ``c`d``", "a  b c`d".replace("  ", " ")],
    ["`{.class}` {.class}", "{.class}"],
    ["`:material-check:` :material-check:", ":material-check:"],
    ["`[^1]`[^1]", "[^1]"],
    ["[^1]: A footnote\n[^two]: another", "A footnote another"],
    ["![alt](a.png)", ""],
    ["<kbd>Ctrl</kbd>+<kbd>C</kbd> <!-- x -->", "Ctrl+C"],
    ["\\*a\\* &copy; &#35;", "*a* © #"],
    ["a \u200b b\u00ad\u2060c \ufeffd", "a bc d"],
    ["a\u00a0b\u2003c", "a b c"],
  ])("%j reads %j", (markdown, text) => expect(render(markdown)).toEqual(only(text)));

  it("lists links with their rendered text", () => {
    expect(render("a [**b** `c`](d.md#e){target=_blank}, <https://f.g> and [](h.md)")).toEqual({
      ...only("a b c, https://f.g and"),
      links: [
        { text: "b c", href: "d.md#e", line: 7 },
        { text: "https://f.g", href: "https://f.g", line: 7 },
        { text: "", href: "h.md", line: 7 },
      ],
    });
  });

  it("knows the line on which each link begins", () => {
    const { links } = render("[a](a.md)\n[b\nb](b.md)  \n`x` [c](c.md)\\\n[d](d.md)");
    expect(links.map(({ text, line }) => [text, line])).toEqual([
      ["a", 7],
      ["b b", 8],
      ["c", 10],
      ["d", 11],
    ]);
  });

  it("takes badges out of the plain text, in order", () => {
    expect(render('A <span class="badge">Cloud</span>b <span class="badge">**New**</span> c')).toEqual({
      text: "A Cloud b New c",
      plain: "A b c",
      badges: ["Cloud", "New"],
      links: [],
    });
  });

  it("treats an unclosed badge as text", () => {
    expect(render('a <span class="badge">b')).toEqual(only("a b"));
  });
});
