/**
 * Draws the two icons of the Teams app: a page of text with one line highlighted.
 *
 *     npm run teams:icons
 */
import { writeFileSync } from "node:fs";
import { type Pixel, writePng } from "./teams/png.ts";

const GROUND: Pixel = [0x1f, 0x29, 0x37, 255];
const PAPER: Pixel = [255, 255, 255, 255];
const INK: Pixel = [0x9c, 0xa3, 0xaf, 255];
const MARK: Pixel = [0xf5, 0x9e, 0x0b, 255];
const NOTHING: Pixel = [255, 255, 255, 0];

/** Left, top, right and bottom, in 32nds of the icon's size. */
type Box = readonly [number, number, number, number];
const PAGE: Box = [8, 5, 24, 27];
const LINES: readonly Box[] = [
  [11, 9, 21, 11],
  [11, 13, 21, 16],
  [11, 18, 21, 20],
  [11, 22, 17, 24],
];
const MARKED = 1;

const isIn = ([left, top, right, bottom]: Box, x: number, y: number): boolean =>
  x >= left && x < right && y >= top && y < bottom;
const lineAt = (x: number, y: number): number => LINES.findIndex((line) => isIn(line, x, y));

/** Filled to the edges: Teams rounds the corners itself. */
const color = (x: number, y: number): Pixel => {
  const line = lineAt(x, y);
  if (line === MARKED) return MARK;
  if (line >= 0) return INK;
  return isIn(PAGE, x, y) ? PAPER : GROUND;
};

/** White on transparent: the edge of the page and its lines. */
const outline = (x: number, y: number): Pixel => {
  const [left, top, right, bottom] = PAGE;
  const isEdge = isIn(PAGE, x, y) && !isIn([left + 1, top + 1, right - 1, bottom - 1], x, y);
  return isEdge || lineAt(x, y) >= 0 ? PAPER : NOTHING;
};

const folder = new URL("../manifests/teams/", import.meta.url);
const draw = (name: string, size: number, pixelAt: (x: number, y: number) => Pixel): void =>
  writeFileSync(
    new URL(name, folder),
    writePng(size, (x, y) => pixelAt((x * 32) / size, (y * 32) / size)),
  );
draw("color.png", 192, color);
draw("outline.png", 32, outline);
