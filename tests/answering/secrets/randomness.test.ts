import { describe, expect, it } from "vitest";
import { mostRandom, randomnessOf, restlessness } from "../../../src/answering/secrets/randomness.ts";
import { randomTokens } from "../../../src/answering/secrets/tokens.ts";
import { chanceOf, seeded } from "../secretforms.ts";

const chance = chanceOf(seeded(5));
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const MIXED = `${LOWER}${LOWER.toUpperCase()}0123456789`;
const many = (alphabet: string, length: number): string[] =>
  Array.from({ length: 2_000 }, () => chance.of(alphabet, length));
const missed = (tokens: readonly string[]): number => tokens.filter((one) => randomTokens(one).length === 0).length;

const NAMES = [
  ...["spark.hadoop.fs.s3a.connection.ssl.enabled", "DefaultAWSCredentialsProviderChain", "LakeFSFileSystemOverS3A"],
  ...["AbstractSingletonProxyFactoryBean", "snake_case_names_that_are_really_long", "kebab-case-names-that-are-long"],
  ...["path/to/some/folder/with/a/file-name_v2", "org.apache.hadoop.fs.s3a.S3AFileSystem", "x86_64-unknown-linux-gnu"],
];

describe("what chance has made", () => {
  it.each<readonly [string, string, number, number]>([
    ["32 letters of both cases and digits", MIXED, 32, 2],
    ["40 characters of base64", `${MIXED}+/`, 40, 1],
    ["43 characters of base64 for addresses", `${MIXED}-_`, 43, 2],
    ["32 capitals and digits", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32, 40],
    ["52 small letters and digits", `${LOWER}234567`, 52, 4],
  ])("%s: of 2,000, all but a few are found", (_, alphabet, length, most) => {
    expect(missed(many(alphabet, length))).toBeLessThanOrEqual(most);
  });

  it("is told from names by their pairs of letters, and by how often the class changes", () => {
    const [token = ""] = many(MIXED, 40);
    expect(NAMES.filter((name) => randomnessOf(name) >= 0 || randomTokens(name).length > 0)).toEqual([]);
    expect([randomnessOf(token) > 10, restlessness(token) > 0.4, restlessness("DefaultProviderChain") < 0.3]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("is found within a name, from its first character to its last", () => {
    const [token = ""] = many(MIXED, 40);
    const { from, to } = mostRandom(`kettle_settings_${token}`);
    expect([from >= 16, to, randomTokens(`see kettle.id=${token}, then`)]).toEqual([
      true,
      56,
      [{ from: "see kettle.id=".length, to: "see kettle.id=".length + 40 }],
    ]);
  });

  it.each(["x".repeat(60), LOWER + LOWER, "0123456789".repeat(5), "=".repeat(50), "-".repeat(50)])(
    "is not %s",
    (text) => expect(randomTokens(text)).toEqual([]),
  );
});
