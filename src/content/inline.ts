import type { Token } from "markdown-it";
import { ATTRIBUTE_LIST } from "./dialects/dialect.ts";
import { isBadge, tagName } from "./html.ts";
import { fold, type Link } from "./section.ts";

export interface Inline {
  /** Rendered text, with runs of white space folded to one space. */
  readonly text: string;
  /** `text` without the badges. */
  readonly plain: string;
  readonly badges: readonly string[];
  readonly links: readonly Link[];
}

const EMOJI_SHORTCODE = /:(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:/g;
/** `[^1]` in text, and `[^1]: ` where a footnote starts. */
const FOOTNOTE_MARK = /^\[\^[\w-]+\]:[ \t]*|\[\^[\w-]+\]/gm;
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\u00AD]/g;

/** Renders the children of an inline token to the text that a browser would show, without images. `line` is its first line, 1-based. */
export function renderInline(children: readonly Token[], line: number): Inline {
  // Offsets are collected first and sliced at the end: slicing a string that is still growing copies all of it.
  let text = "";
  const badges: { from: number; to: number }[] = [];
  /** Badges of components. They are not part of the text, because anchors are made without them. */
  const named: string[] = [];
  const links: { from: number; to: number; href: string; line: number }[] = [];
  let openBadge = -1;
  let openLink: Omit<(typeof links)[number], "to"> | undefined;
  let at = line;
  for (const token of children) {
    if (token.type === "text" || token.type === "text_special") text += token.content;
    else if (token.type === "code_inline") text += protect(token.content);
    else if (token.type === "softbreak" || token.type === "hardbreak") {
      text += "\n";
      at++;
    } else if (token.type === "link_open")
      openLink = { from: text.length, href: String(token.attrGet("href") ?? ""), line: at };
    else if (token.type === "link_close" && openLink) {
      links.push({ ...openLink, to: text.length });
      openLink = undefined;
    } else if (token.type === "html_inline") {
      at += token.content.split("\n").length - 1;
      const badge = (token.meta as { badge?: string } | null)?.badge;
      if (badge !== undefined) named.push(badge);
      if (isBadge(token.content)) openBadge = text.length;
      else if (tagName(token.content) === "br") text += "\n";
      else if (openBadge >= 0 && tagName(token.content).startsWith("/")) {
        badges.push({ from: openBadge, to: text.length });
        text += " ";
        openBadge = -1;
      }
    }
  }
  return {
    text: clean(text),
    plain: clean(cutOut(text, badges)),
    badges: [...badges.map(({ from, to }) => clean(text.slice(from, to))), ...named.map(clean)].filter(Boolean),
    links: links.map(({ from, to, href, line }) => ({ text: clean(text.slice(from, to)), href, line })),
  };
}

/** Hides braces in code while attribute lists are removed from the text around it. */
const protect = (code: string): string =>
  code.replaceAll("{", "\uE000").replaceAll(":", "\uE001").replaceAll("[", "\uE002");
const restore = (text: string): string =>
  text.replaceAll("\uE000", "{").replaceAll("\uE001", ":").replaceAll("\uE002", "[");

/** Invisible characters go first: there may be spaces on both sides of one. */
const clean = (text: string): string =>
  fold(
    restore(text.replace(ATTRIBUTE_LIST, "").replace(EMOJI_SHORTCODE, "").replace(FOOTNOTE_MARK, "")).replace(
      INVISIBLE,
      "",
    ),
  );

function cutOut(text: string, ranges: readonly { from: number; to: number }[]): string {
  let kept = "";
  let at = 0;
  for (const { from, to } of ranges) {
    kept += text.slice(at, from);
    at = to;
  }
  return kept + text.slice(at);
}
