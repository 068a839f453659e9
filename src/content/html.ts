import { Parser } from "htmlparser2";
import { type Block, fold } from "./section.ts";

const BLOCK_TAGS = new Set(
  "address article aside blockquote center dd details div dl dt figcaption figure footer form header hr li main nav ol p section summary table tbody thead tr ul".split(
    " ",
  ),
);
const HEADING = /^h[1-6]$/;
const UNSEEN = new Set(["script", "style", "iframe", "svg", "template", "noscript", "button", "video", "object"]);

/** Reduces HTML to text blocks. Headings become labels: a built site gives them no anchor. */
export function htmlBlocks(html: string): Block[] {
  const blocks: Block[] = [];
  let text = "";
  let unseen = 0;
  const flush = (kind: "prose" | "label"): void => {
    const folded = fold(text);
    if (folded) blocks.push({ kind, text: folded });
    text = "";
  };
  const parser = new Parser({
    onopentagname: (name) => {
      if (UNSEEN.has(name)) unseen++;
      else if (name === "br" || name === "td" || name === "th") text += " ";
      else if (BLOCK_TAGS.has(name) || HEADING.test(name)) flush("prose");
    },
    ontext: (data) => {
      if (unseen === 0) text += data;
    },
    onclosetag: (name) => {
      if (UNSEEN.has(name)) unseen = Math.max(0, unseen - 1);
      else if (HEADING.test(name) || name === "summary") flush("label");
      else if (BLOCK_TAGS.has(name)) flush("prose");
    },
  });
  parser.end(html);
  flush("prose");
  return blocks;
}

/** Of an inline HTML token: "span", "/span", or "" for a comment. */
export const tagName = (html: string): string => /^<(\/?[a-z][\w-]*)/i.exec(html)?.[1]?.toLowerCase() ?? "";

export const isBadge = (html: string): boolean => /^<\w+[^>]*class\s*=\s*["'][^"']*\bbadge\b/i.test(html);
