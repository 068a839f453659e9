import { describe, expect, it } from "vitest";
import { stem, termsOf, tokenize } from "../../src/search/terms.ts";

describe("termsOf", () => {
  it.each<[string, string[]]>([
    ["Merging branches", ["merg", "branch"]],
    ["fs.s3a.endpoint", ["=fs.s3a.endpoint", "fs", "s3a", "endpoint"]],
    ["pre-signed", ["presign", "pre", "sign"]],
    ["presigned", ["presign"]],
    ["LakeFSFileSystem", ["lakefsfilesystem", "lakef", "file", "system"]],
    ["camelCase", ["camelcas", "camel", "case"]],
    ["SHARED_BUFFERS", ["=shared_buffers", "share", "buffer"]],
    ["s3://bucket/path", ["=s3://bucket/path", "s3", "bucket", "path"]],
    ["version 3.2", ["version", "=3.2"]],
    ["don't", ["dont"]],
    ["the user's branch", ["the", "user", "branch"]],
    ["gcs gc", ["gcs", "gc"]],
    ["ﬁle", ["file"]],
    ["дом 日本 café", ["дом", "日本", "café"]],
    ["🙂 … --- ", []],
    ["", []],
  ])("reads %j", (text, terms) => expect(termsOf(text)).toEqual(terms));

  it("meets a compound however it is written", () => {
    const spellings = ["pre-signed", "presigned", "Pre-Signed"].map((text) => termsOf(text)[0]);
    expect(new Set(spellings)).toEqual(new Set(["presign"]));
  });

  it("keeps a very long word whole", () => expect(termsOf("x".repeat(5_000))).toHaveLength(1));
});

it("tokenize gives words as they are written, in lower case", () => {
  expect(tokenize("Set fs.s3a.key")).toEqual([
    { word: "set", term: "set", role: "word" },
    { word: "fs.s3a.key", term: "=fs.s3a.key", role: "whole" },
    { word: "fs", term: "fs", role: "part" },
    { word: "s3a", term: "s3a", role: "part" },
    { word: "key", term: "key", role: "part" },
  ]);
});

it("stem leaves short words, numbers and other scripts alone", () => {
  expect(["gcs", "branches", "3.2", "дома"].map(stem)).toEqual(["gcs", "branch", "3.2", "дома"]);
});
