import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { projectFiles, read } from "./files.ts";

const { engines, scripts } = JSON.parse(read("package.json")) as {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
};

describe("the workflow", () => {
  const step = z.looseObject({ run: z.string().optional(), uses: z.string().optional() });
  const job = z.looseObject({
    strategy: z.looseObject({ matrix: z.object({ node: z.array(z.number()) }) }),
    steps: z.array(step),
  });
  const workflow = z
    .looseObject({ permissions: z.object({ contents: z.literal("read") }), jobs: z.object({ test: job }) })
    .parse(parse(read(".github/workflows/ci.yml")));
  const { strategy, steps } = workflow.jobs.test;

  it("runs what a contributor runs", () => {
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(["npm ci", "npm test"]);
    expect(scripts.test).toBe("npm run check");
  });

  it("runs on the lowest Node version that must do, which is that of .nvmrc, and on newer ones", () => {
    const [lowest, ...newer] = strategy.matrix.node;
    expect([engines.node, read(".nvmrc").trim()]).toEqual([`>=${lowest}`, String(lowest)]);
    expect(newer).toEqual([22, 24]);
  });

  it("uses actions of GitHub alone, each by its version", () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((name) => !/^actions\/[a-z-]+@v\d+$/.test(name))).toEqual([]);
  });
});

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
const validations = z.strictObject({ required: z.boolean() }).optional();
const label = { label: z.string().min(1), description: z.string().min(1).optional() };
const id = z.string().regex(/^[\w-]+$/);
const element = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("markdown"), attributes: z.strictObject({ value: z.string().min(1) }) }),
  z.strictObject({ type: z.literal("input"), id, attributes: z.strictObject(label), validations }),
  z.strictObject({
    type: z.literal("textarea"),
    id,
    attributes: z.strictObject({ ...label, render: z.string().optional() }),
    validations,
  }),
  z.strictObject({
    type: z.literal("dropdown"),
    id,
    attributes: z.strictObject({ ...label, options: z.array(z.string()).min(2) }),
    validations,
  }),
]);
const form = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1),
  labels: z.array(z.string()),
  body: z.array(element),
});

const forms = projectFiles().filter((path) => /^\.github\/ISSUE_TEMPLATE\/(?!config\.)/.test(path));

it("there are forms for a bug, an idea and a wrong answer", () => {
  expect(forms.map((path) => path.split("/").at(-1)).sort()).toEqual(["bug.yml", "idea.yml", "wrong-answer.yml"]);
});

it.each(forms)(
  "%s is a form as GitHub takes it: known fields, each id once, something that must be filled in",
  (path) => {
    const { body } = form.parse(parse(read(path)));
    const ids = body.flatMap((one) => ("id" in one ? one.id : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(body.some((one) => "validations" in one && one.validations?.required)).toBe(true);
  },
);
