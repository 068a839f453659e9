import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST, readQuestion } from "../../src/answering/question.ts";
import { maskSecrets } from "../../src/answering/secrets.ts";
import { renderAnswer } from "../../src/terminal/render.ts";
import { cpuTime } from "../cputime.ts";
import { askBy } from "./kitchenrules.ts";

/** Put together here, so that no scanner takes these for real ones. */
const join = (...parts: readonly string[]): string => parts.join("");
const some = (alphabet: string, length: number): string =>
  Array.from({ length }, (_, at) => alphabet[(at * 7 + 3) % alphabet.length]).join("");
const HEX = "0123456789abcdef";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MIXED = "abcXYZ019defUVW238ghiRST";
const BASE64 = `${MIXED}+/`;

const KEY_ID = join("AK", "IA", some(UPPER, 16));
const SECRET_KEY = some(BASE64, 40);
const JWT = ["eyJ", some(MIXED, 20), ".", "eyJ", some(MIXED, 60), ".", some(MIXED, 43)].join("");
const pem = (kind: string, end: boolean): string =>
  join(
    "-----BEGIN ",
    kind,
    "PRIVATE",
    " KEY-----\n",
    some(BASE64, 64),
    "\n",
    some(BASE64, 64),
    "\n",
    end ? `-----END ${kind}PRIVATE KEY-----` : "",
  );
const PASSWORD = join("hun", "ter", "22!x");
const TOKEN = join("q7RzX1v", "K9wLm3T", "bYp8dN0c");
const COMMIT = "3f2a9c1b7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a";

/** The message, and what of it must be nowhere. */
const SECRETS: readonly (readonly [name: string, message: string, ...secrets: string[]])[] = [
  ["an AWS key id", `my key is ${KEY_ID} ok`, KEY_ID],
  ["an AWS session key id", join("AS", "IA", some(UPPER, 16)), some(UPPER, 16)],
  [
    "an AWS pair, by its variables",
    `AWS_ACCESS_KEY_ID=${KEY_ID}\nAWS_SECRET_ACCESS_KEY=${SECRET_KEY}`,
    KEY_ID,
    SECRET_KEY,
  ],
  [
    "an AWS pair as in a profile",
    `aws_access_key_id = ${KEY_ID}\naws_secret_access_key = "${SECRET_KEY}"`,
    KEY_ID,
    SECRET_KEY,
  ],
  ["an AWS pair, side by side", `keys: ${KEY_ID} / ${SECRET_KEY}`, KEY_ID, SECRET_KEY],
  ["an AWS pair, line by line", `${KEY_ID}\n${SECRET_KEY}\n`, KEY_ID, SECRET_KEY],
  ["an AWS pair, with a colon", `${KEY_ID}:${SECRET_KEY}`, KEY_ID, SECRET_KEY],
  ["a secret key, as the console names it", `Secret access key: ${SECRET_KEY}`, SECRET_KEY],
  ["a secret key in a sentence", `the secret key is ${SECRET_KEY}, and the kettle does not boil`, SECRET_KEY],
  ["a secret key of Spark", `spark.hadoop.fs.s3a.secret.key ${SECRET_KEY}`, SECRET_KEY],
  ["a secret key in JSON", `{"secret_access_key": "${SECRET_KEY}"}`, SECRET_KEY],
  ["a Slack bot token", join("xo", "xb-", some("0123456789", 12), "-", some(MIXED, 24)), some(MIXED, 24)],
  ["a Slack user token", join("xo", "xp-", some("0123456789", 30)), some("0123456789", 30)],
  ["a Slack app token", join("xa", "pp-1-", some(MIXED, 40)), some(MIXED, 40)],
  [
    "a Slack webhook",
    join("https://hooks.", "slack.com/services/T", some(UPPER, 8), "/B", some(UPPER, 8), "/", some(MIXED, 24)),
    some(MIXED, 24),
  ],
  ["a GitHub token", join("gh", "p_", some(MIXED, 36)), some(MIXED, 36)],
  ["a GitHub action's token", join("gh", "s_", some(MIXED, 36)), some(MIXED, 36)],
  ["a fine-grained GitHub token", join("github", "_pat_", some(MIXED, 22), "_", some(MIXED, 59)), some(MIXED, 59)],
  ["a GitLab token", join("gl", "pat-", some(MIXED, 20)), some(MIXED, 20)],
  ["a Databricks token", join("da", "pi", some(HEX, 32)), some(HEX, 32)],
  ["a Databricks token with a suffix", join("da", "pi", some(HEX, 32), "-2"), some(HEX, 32)],
  ["a Google key", join("AI", "za", some(MIXED, 35)), some(MIXED, 35)],
  [
    "an Azure storage key",
    join("DefaultEndpointsProtocol=https;Account", "Key=", some(BASE64, 86), "=="),
    some(BASE64, 86),
  ],
  ["an npm token", join("np", "m_", some(MIXED, 36)), some(MIXED, 36)],
  ["a model provider's key", join("s", "k-", some(MIXED, 48)), some(MIXED, 48)],
  ["a JSON Web Token", `Authorization: Bearer ${JWT}`, JWT.split(".")[1] as string, JWT.split(".")[2] as string],
  ["a private key", `look:\n${pem("RSA ", true)}\nwhat now`, some(BASE64, 64)],
  ["a private key without its kind", pem("", true), some(BASE64, 64)],
  ["an OpenSSH key without its end", pem("OPENSSH ", false), some(BASE64, 64)],
  ["two private keys", `${pem("EC ", true)}\n${pem("EC ", true)}`, some(BASE64, 64)],
  ["a connection string", `postgres://ann:${PASSWORD}@db.example.com:5432/tea`, PASSWORD],
  ["a connection string without a user", `redis://:${PASSWORD}@cache.example.com`, PASSWORD],
  ["a connection string of a driver", `jdbc:mysql://ann:${PASSWORD}@db.example.com/tea`, PASSWORD],
  ["an address with a password", `kettle settings at https://ann:${PASSWORD}@kettle.example.com`, PASSWORD],
  [
    "an address with a password, as Slack links it",
    `<https://ann:${PASSWORD}@kettle.example.com|kettle.example.com>`,
    PASSWORD,
  ],
  ["a password", `password=${PASSWORD}`, PASSWORD],
  ["a password in YAML", `password: "${PASSWORD}"`, PASSWORD],
  ["a password in JSON", `{"passwd": "${PASSWORD}"}`, PASSWORD],
  ["a token in a query", `https://kettle.example.com/?token=${some(MIXED, 20)}`, some(MIXED, 20)],
  ["an API key", `api_key = ${some(MIXED, 20)}`, some(MIXED, 20)],
  ["an API key in a header", `X-Api-Key: ${some(MIXED, 20)}`, some(MIXED, 20)],
];

describe("a secret in a message (A67)", () => {
  const bots = [askBy(), askBy(undefined, { confidence: 0.9 })];

  it.each(SECRETS)("%s: is flagged, and nowhere in the answer", (_, message, ...secrets) => {
    for (const ask of bots)
      for (const text of [
        message,
        `how do I descale the kettle? ${message}`,
        `${message}\ngive me the kettle settings`,
      ]) {
        const answer = ask(text);
        const whole = `${JSON.stringify(answer)}\n${renderAnswer(answer)}`;
        expect([answer.secret, secrets.filter((secret) => whole.toLowerCase().includes(secret.toLowerCase()))]).toEqual(
          [true, []],
        );
        expect(renderAnswer(answer).startsWith("Your message held what looks like a secret.")).toBe(true);
      }
  });

  it.each(SECRETS)("%s: also in reply to a question for a value, and not kept", (_, message, ...secrets) => {
    const [ask = askBy()] = bots;
    const { conversation } = ask("give me the kettle settings");
    const whole = JSON.stringify(ask(message, { conversation }));
    expect(secrets.filter((secret) => whole.includes(secret))).toEqual([]);
  });

  it.each<readonly [string, string]>([
    ["zero-width characters", "\u200B"],
    ["soft hyphens", "\u00AD"],
    ["a joiner", "\u2060"],
    ["a bidi mark", "\u200F"],
    ["a variation selector", "\uFE0F"],
  ])("is seen through %s", (_, hidden) => {
    for (const [, message, ...secrets] of SECRETS) {
      const { text, secret } = readQuestion(Array.from(message).join(hidden));
      expect([secret, secrets.filter((one) => text.includes(one))]).toEqual([true, []]);
    }
  });

  it("is seen in full-width letters", () => {
    const wide = join("gh", "p_", some(MIXED, 36)).replace(/[!-~]/g, (letter) =>
      String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
    );
    expect(readQuestion(wide)).toEqual({ text: "████", cut: false, foreign: false, secret: true });
  });

  it.each<readonly [string, string]>([
    [`at https://ann:${PASSWORD}@kettle.example.com, key ${KEY_ID}!`, "at https://████@kettle.example.com, key ████!"],
    [`password: ${PASSWORD}, server: kettle`, "password: ████, server: kettle"],
    [`DB_PASSWORD=${PASSWORD} DB_HOST=kettle`, "DB_PASSWORD=████ DB_HOST=kettle"],
    [`{"password":"${PASSWORD}","server":"kettle"}`, '{"password":"████","server":"kettle"}'],
    [`password: "a \\" quote ${PASSWORD}", then`, 'password: "████", then'],
    [`Server=kettle;Password=${PASSWORD};Database=tea`, "Server=kettle;Password=████;Database=tea"],
    [`https://kettle.example.com/?token=${TOKEN}&room=1#x`, "https://kettle.example.com/?token=████&room=1#x"],
    [`https://${TOKEN}@kettle.example.com/tea`, "https://████@kettle.example.com/tea"],
    [`mongodb://ann:a@b/${PASSWORD}@kettle.example.com`, "mongodb://████@kettle.example.com"],
    [`kettle.example.com:5432:tea:ann:${PASSWORD}`, "kettle.example.com:5432:tea:ann:████"],
    [`token=${COMMIT}`, "token=████"],
    [`my token is ${COMMIT}`, "my token is ████"],
    [`api key ${COMMIT}`, "api key ████"],
    [`the password for the kettle is ${PASSWORD}, I think`, "the password for the kettle is ████, I think"],
    [`password (${PASSWORD}) does not work`, "password (████) does not work"],
    [`password:\n  ${PASSWORD}\nroom: kitchen`, "password:\n  ████\nroom: kitchen"],
    [`**Password:** ${PASSWORD}`, "**Password:** ████"],
    ["my password is sunshine", "my password is ████"],
    ["app password: abcd efgh ijkl mnop", "app password: ████"],
    [`the credentials are ann / ${PASSWORD}`, "the credentials are ann / ████"],
    [`| user | password |\n| ann | A1${PASSWORD} |`, "| user | password |\n| ann | ████ |"],
    [`--password ${PASSWORD} --room kitchen`, "--password ████ --room kitchen"],
    [`mysql -u ann -p${PASSWORD} tea`, "mysql -u ann -p████ tea"],
    [`docker login -u ann -p ${PASSWORD}`, "docker login -u ann -p ████"],
    [`curl -u ann:${PASSWORD} https://kettle.example.com`, "curl -u ann:████ https://kettle.example.com"],
    [`openssl rsa -passin pass:${PASSWORD} -in key.pem`, "openssl rsa -passin pass:████ -in key.pem"],
    [`Authorization: Basic ${btoa(`ann:${PASSWORD}`)}`, "Authorization: Basic ████"],
    [`Authorization: Bearer ${TOKEN} gives 401`, "Authorization: Bearer ████ gives 401"],
    [`Cookie: room=kitchen; sid=${TOKEN}; beep=on`, "Cookie: room=kitchen; sid=████; beep=on"],
    [`- name: KETTLE_PASSWORD\n  value: ${PASSWORD}`, "- name: KETTLE_PASSWORD\n  value: ████"],
    [`<password>${PASSWORD}</password>`, "<password>████</password>"],
    [`.option("password", "${PASSWORD}").option("user", "ann")`, '.option("password", "████").option("user", "ann")'],
    [`s3://tea/${TOKEN}${TOKEN}/cups.csv`, "s3://tea/████/cups.csv"],
    [`kettle.id=${TOKEN}${TOKEN}, then`, "kettle.id=████, then"],
    [`&lt;password&gt;${PASSWORD}&lt;/password&gt;`, "<password>████</password>"],
    [`<https://kettle.example.com/?token=${TOKEN}|the kettle> boils`, " the kettle  boils"],
    [`${SECRET_KEY}\n${some(BASE64, 12)}==\nthen`, "████\n████\nthen"],
  ])("%j leaves the rest as it was", (message, text) => {
    expect(maskSecrets(message)).toEqual({ text, found: true });
  });

  it("is not half shown where the message is cut (A28)", () => {
    for (const [, message, ...secrets] of SECRETS)
      for (const short of [4, 12, 24]) {
        const whole = message.replaceAll("\n", " ");
        const { text } = readQuestion(`${"x ".repeat(LONGEST).slice(0, LONGEST - whole.length + short)} ${whole} `);
        expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      }
    const address = `postgres://${"ann".repeat(20)}:${PASSWORD}`;
    const { text } = readQuestion(
      `${"x ".repeat(LONGEST).slice(0, LONGEST - address.length)} ${address}@db.example.com`,
    );
    expect(text).not.toContain(PASSWORD.slice(0, 6));
  });
});

describe("what is no secret (A68)", () => {
  it.each([
    "AKIAIOSFODNN7EXAMPLE",
    "AKIAlakefs12345EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "spark.hadoop.fs.s3a.secret.key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "<your secret key>",
    "password=<your password>",
    `password: ${"$"}{KETTLE_PASSWORD}`,
    "token: {{secrets/kitchen/kettle}}",
    "token = $TOKEN_OF_KETTLE",
    "password: *****",
    "how do I change my password?",
    "where does the secret key go, and which token",
    "http://localhost:8000/api",
    "https://kettle.example.com:8443/@ann",
    "mail ann@example.com: the kettle",
    "s3a://tea/green@2024",
    "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "commit 0123456789abcdef0123456789abcdef01234567",
    "-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----",
    `commit=${COMMIT}`,
    `a token for commit ${COMMIT}`,
    "password:\nroom: kitchen",
    "PASSWORD=\nROOM=kitchen",
    "password=credentials.password",
    "password=get_password()",
    "password: Optional[str] = None",
    "secret: kettle-secret",
    "my password is wrong",
    "the password is encrypted",
    "the token is base64",
    "mysql -u ann -p tea",
    "docker run -p 8000:8000 kettle",
    "ssh -p 2222 ann@kettle.example.com",
    "curl -u ann https://kettle.example.com",
  ])("%s", (message) => {
    expect(maskSecrets(message)).toEqual({ text: message, found: false });
    expect(readQuestion(message).secret).toBe(false);
  });

  it("a question that people asked", () => {
    const lines = readFileSync(new URL("../eval/own.jsonl", import.meta.url), "utf8")
      .trim()
      .split("\n");
    const questions = lines.map((line) => (JSON.parse(line) as { question: string }).question);
    expect(questions.length).toBeGreaterThan(100);
    expect(questions.filter((question) => readQuestion(question).secret)).toEqual([]);
  });
});

describe("any message", () => {
  it("is masked once: there is nothing left to find", () => {
    const pieces = fc.constantFrom(
      ...SECRETS.map(([, message]) => message),
      " ",
      "\n",
      "=",
      ":",
      "@",
      "/",
      "secret",
      "key",
      "password",
      "kettle",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const { text } = maskSecrets(parts.join(" "));
        expect(maskSecrets(text)).toEqual({ text, found: false });
      }),
      { numRuns: 300 },
    );
  });

  it.each<readonly [string, string]>([
    ["beginnings of private keys", join("-----BEGIN PRIVATE", " KEY-----")],
    ["beginnings of tokens", "eyJ"],
    ["beginnings of tokens, apart", "-eyJaaaaaaaa."],
    ["schemes", "a://"],
    ["schemes and colons", "a://b:"],
    ["letters and dots", "a.b-c+"],
    ["passwords", "password="],
    ["quotes after names", 'token" '],
    ["names and blanks", "secret key     "],
    ["key ids", KEY_ID],
    ["base64", SECRET_KEY],
    ["letters", "a"],
    ["letters and digits", "aB1"],
    ["slashes", "a/"],
    ["signs of base64", "+"],
    ["lines of base64", "aB3+\n"],
    ["parameters", "?key="],
    ["settings", "KEY="],
    ["names alone", "secret "],
    ["names with what they are for", "the password for "],
    ["names that are said", "password is "],
    ["elements", "<password>"],
    ["commands", "curl -u "],
    ["options", "-p "],
    ["cookies", "Cookie: a=aaaaaaaa;"],
    ["ends of private keys", join("-----END PRIVATE", " KEY-----")],
    ["quotes that are not closed", 'token: "'],
    ["backslashes", "\\"],
    ["links", "<https://a|"],
    ["masks", "█"],
  ])("of many %s is read in little time (A28)", (_, piece) => {
    const spent = cpuTime(() => {
      readQuestion(piece.repeat(Math.ceil(100_000 / piece.length)));
      maskSecrets(piece.repeat(Math.ceil(40_000 / piece.length)));
    });
    expect(spent).toBeLessThan(1_000);
  });
});
