/**
 * Compares speed and memory with MiniSearch and fuse.js, over the same sections and questions, in one run:
 *
 *     npm run bench -- --docs DIR --questions FILE [--size 1]…
 *
 * Writes the table into docs/performance.md if all sizes were run.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Figures, SizeReport } from "./bench/size.ts";

/** Copies of the documentation, and the number of questions for each. */
const SIZES = [
  [1, 247],
  [10, 60],
  [100, 12],
] as const;
const PAGE = "docs/performance.md";

const { values } = parseArgs({
  options: {
    docs: { type: "string" },
    questions: { type: "string" },
    size: { type: "string", multiple: true, default: [] },
  },
});
if (!values.docs || !values.questions)
  throw new Error("usage: npm run bench -- --docs DIR --questions FILE [--size 1]…");
const wanted = SIZES.filter(([copies]) => values.size.length === 0 || values.size.includes(String(copies)));
const reports = wanted.map(([copies, most]) => measure(copies, most));
const table = render(reports);
console.log(table);
if (wanted.length === SIZES.length) {
  const page = readFileSync(PAGE, "utf8");
  const [before, rest = ""] = page.split("<!-- bench -->");
  // Keeps the rest of the page.
  const after = /\n## [\s\S]*/.exec(rest)?.[0] ?? "";
  writeFileSync(PAGE, `${before}<!-- bench -->\n\n${table}\n${after}`);
}

function measure(copies: number, most: number): SizeReport {
  const flags = ["--expose-gc", "--max-old-space-size=12000", "--import", "tsx"];
  const args = [
    "scripts/bench/size.ts",
    values.docs as string,
    values.questions as string,
    String(copies),
    String(most),
  ];
  const printed = execFileSync(process.execPath, [...flags, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(printed.trim().split("\n").at(-1) as string) as SizeReport;
}

function render(all: readonly SizeReport[]): string {
  const rows = all.flatMap((report) => [
    row(report, "docsbot, whole answer", report.ours, report.minisearch),
    row(report, "MiniSearch, search only", report.minisearch, report.minisearch),
    ...(report.fuse
      ? [`| ${report.copies}x | fuse.js, search only | ${ms(report.fuse.p50)} | ${ms(report.fuse.p95)} | | | |`]
      : []),
  ]);
  return [
    "| size | what | p50 ms | p95 ms | build ms | load ms | heap MB |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    ...all.map(
      ({ copies, sections, questions, savedBytes }) =>
        `- ${copies}x: ${sections} sections, ${questions} questions, saved index ${mb(savedBytes)} MB`,
    ),
  ].join("\n");
}

function row({ copies }: SizeReport, name: string, own: Figures, peer: Figures): string {
  const ratio = (a: number, b: number): string => (own === peer ? "" : ` (${(a / b).toFixed(2)})`);
  return `| ${copies}x | ${name} | ${ms(own.p50)}${ratio(own.p50, peer.p50)} | ${ms(own.p95)}${ratio(own.p95, peer.p95)} | ${own.build.toFixed(0)}${ratio(own.build, peer.build)} | ${own.load.toFixed(0)}${ratio(own.load, peer.load)} | ${mb(own.heap)}${ratio(own.heap, peer.heap)} |`;
}

function ms(time: number): string {
  return time.toFixed(2);
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
