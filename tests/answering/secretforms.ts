/**
 * Secrets as people paste them, made up anew in each run: none stands in the repository, and what a scanner could take for the
 * beginning of one is put together from pieces.
 */
export interface Form {
  readonly name: string;
  /** What is pasted. */
  readonly text: string;
  /** The random parts of it: no six characters of them in a row may be seen again. */
  readonly secrets: readonly string[];
}

/** 0 ≤ x < 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const BASE32 = `${UPPER}234567`;
const BASE62 = LOWER + UPPER + DIGITS;
const BASE64 = `${BASE62}+/`;
const BASE64URL = `${BASE62}-_`;

/** Makes strings of the characters of an alphabet, by one source of chance. */
export interface Chance {
  readonly of: (alphabet: string, length: number) => string;
  /** A password as generators make them: letters of both cases, digits, and signs that mean nothing where it stands. */
  readonly password: (length?: number, signs?: string) => string;
}

export function chanceOf(random: () => number): Chance {
  const of: Chance["of"] = (alphabet, length) =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");
  const password: Chance["password"] = (length = 14, signs = "!%^*-_+.?~") =>
    of(LOWER, 2) + of(DIGITS, 1) + of(signs, 1) + of(UPPER, 1) + of(BASE62 + signs, length - 6) + of(BASE62, 1);
  return { of, password };
}

const join = (...parts: readonly string[]): string => parts.join("");
const form = (name: string, text: string, ...secrets: readonly string[]): Form => ({ name, text, secrets });
/** A form of one random part. */
const around = (name: string, before: string, secret: string, after = ""): Form =>
  form(name, before + secret + after, secret);

const KEY = (kind: string, end = false): string => join("-----", end ? "END " : "BEGIN ", kind, "PRIVATE ", "KEY-----");

/** The lines of a key: all of 64 characters but the last. */
const linesOf = ({ of }: Chance, count: number): string[] => [
  ...Array.from({ length: count - 1 }, () => of(BASE64, 64)),
  `${of(BASE64, 22)}==`,
];

function namedForms({ of, password }: Chance): Form[] {
  const user = "ann";
  return [
    around("a variable of the environment", "DB_PASSWORD=", password()),
    around("an exported variable", "export APP_PASSWORD='", password(16, "!#%^&*()-_+.?~"), "'"),
    around("a client's secret", "client_secret=", of(BASE62, 40)),
    around("an access token", "access_token=", of(BASE62, 32)),
    around("a variable that ends in TOKEN", "CI_DEPLOY_TOKEN=", of(BASE62, 20)),
    around("a variable that ends in API_KEY, of hex", "SERVICE_API_KEY=", of(HEX, 32)),
    around("a token that is like a commit", "token=", of(HEX, 40)),
    around("YAML in quotes", 'password: "', password(18, "!#%^&*()-_+.?~ "), '"'),
    around("YAML without quotes", "    token: ", of(BASE62, 24)),
    around("JSON", '{"clientSecret": "', of(BASE64, 43), '", "id": 7}'),
    around("JSON within JSON", '{"body":"{\\"password\\":\\"', password(), '\\",\\"a\\":1}"}'),
    around("an ini file", "[auth]\nsecret = ", of(BASE62, 18)),
    around("a header of a key", "X-Api-Key: ", of(BASE62, 24)),
    around("a header of a token", "PRIVATE-TOKEN: ", of(BASE64URL, 20)),
    around("a bearer", "Authorization: Bearer ", of(BASE64URL, 36)),
    around("a bearer without its header", "it sends Bearer ", of(HEX, 40)),
    around("a basic header", "Authorization: Basic ", btoa(`${user}:${password()}`)),
    around("a header with a token of hex", "Authorization: token ", of(HEX, 40)),
    around("a cookie", "Cookie: theme=dark; sessionid=", of(`${LOWER}${DIGITS}`, 32)),
    around("an option", "tool login --user ann --password ", password()),
    around("an option with an equals sign", "tool --api-token=", of(BASE62, 22)),
    around("the password of mysql", "mysql -h db.example.com -u root -p", of(BASE62, 12), " tea"),
    around("the password of docker", "docker login registry.example.com -u ann -p ", password()),
    around("the pair of curl", "curl -u ann:", password(), " https://kettle.example.com/api"),
    around("the password of sshpass", "sshpass -p '", password(), "' ssh ann@kettle.example.com"),
    around("the password of psql", "PGPASSWORD=", password(), " psql -h db.example.com"),
    around("the password of redis-cli", "redis-cli -h cache.example.com -a ", of(BASE62, 16)),
    around("a sentence", "my password is ", password(10)),
    around("a sentence with a purpose", "the API key for the staging kettle is ", of(BASE62, 16)),
    around("SQL", "CREATE USER ann IDENTIFIED BY '", password(), "';"),
    around("a container's environment", '- name: DB_PASSWORD\n  value: "', password(), '"'),
    around("XML", "<user>ann</user><password>", password(), "</password>"),
    around("a property of Hadoop", "<name>fs.s3a.secret.key</name>\n<value>", of(BASE64, 40), "</value>"),
    around("a property of Spark", "spark.hadoop.fs.s3a.secret.key ", of(BASE64, 40)),
    around("a call", '.option("user", "ann").option("password", "', password(), '")'),
    around("a netrc", "machine kettle.example.com login ann password ", password()),
    around("an npmrc", "//registry.example.com/:_authToken=", of(BASE64URL, 36)),
    around(
      "a configuration of docker",
      '{"auths":{"registry.example.com":{"auth":"',
      btoa(`ann:${password()}`),
      '"}}}',
    ),
    around("PowerShell", '$p = ConvertTo-SecureString "', password(), '" -AsPlainText -Force'),
    around("Terraform", 'resource "db" "tea" {\n  master_password = "', password(), '"\n}'),
    around("a Dockerfile", "ENV KETTLE_SECRET ", of(BASE62, 20)),
    around("44 characters after the word", "secret ", `${of(BASE64, 43)}=`),
  ];
}

function tokenForms({ of, password }: Chance): Form[] {
  const [id, key] = [of(BASE32, 16), of(BASE64, 40)];
  const [first, second] = [of(BASE62, 22), of(BASE62, 59)];
  const [sid, token] = [of(HEX, 32), of(HEX, 32)];
  const [head, body, tail] = [of(BASE64URL, 20), of(BASE64URL, 60), of(BASE64URL, 43)];
  return [
    around("an AWS key id", join("AK", "IA"), of(BASE32, 16)),
    form(
      "an AWS pair",
      `${join("AWS_ACCESS_", "KEY_ID=AK", "IA")}${id}\n${join("AWS_SECRET_", "ACCESS_KEY=")}${key}`,
      ...[id, key],
    ),
    around("an AWS session token", "aws_session_token = ", `${join("IQoJb3", "JpZ2lu")}${of(BASE64, 180)}==`),
    around("an AWS secret key alone", "", of(BASE64, 40)),
    around("DigitalOcean", join("do", "p_v1_"), of(HEX, 64)),
    around("Stripe", join("sk_", "live_"), of(BASE62, 24)),
    around("Hugging Face", join("h", "f_"), of(BASE62, 34)),
    around("OpenAI", join("s", "k-proj-"), of(BASE64URL, 48)),
    around("Anthropic", join("s", "k-ant-api03-"), of(BASE64URL, 93), "AA"),
    around("GitHub", join("gh", "p_"), of(BASE62, 36)),
    form("GitHub, fine-grained", join("github", "_pat_", first, "_", second), first, second),
    around("GitLab", join("gl", "pat-"), of(BASE64URL, 20)),
    around("npm", join("np", "m_"), of(BASE62, 36)),
    around("PyPI", join("py", "pi-AgEIcHlwaS5vcmc"), of(BASE64URL, 120)),
    around("Slack's bot", join("xo", "xb-", of(DIGITS, 12), "-", of(DIGITS, 12), "-"), of(BASE62, 24)),
    around("Slack's app", join("xa", "pp-1-A", of(BASE32, 10), "-", of(DIGITS, 12), "-"), of(HEX, 64)),
    around("a webhook of Slack", join("https://hooks.", "slack.com/services/T01234567/B01234567/"), of(BASE62, 24)),
    around("Google", join("AI", "za"), of(BASE64URL, 35)),
    around("a client's secret of Google", join("GOC", "SPX-"), of(BASE64URL, 28)),
    around("Azure's storage", "DefaultEndpointsProtocol=https;AccountName=tea;AccountKey=", `${of(BASE64, 86)}==`),
    around(
      "a shared access signature",
      "https://tea.blob.core.windows.net/cups?sv=2022-11-02&ss=b&se=2030-01-01T00:00:00Z&sig=",
      `${encodeURIComponent(of(BASE64, 43))}%3D`,
      "&spr=https",
    ),
    around("a client's secret of Azure", "", `${of(BASE62, 3)}8Q~${of(`${BASE62}_.-`, 33)}${of(BASE62, 1)}`),
    around("Databricks", join("da", "pi"), of(HEX, 32), "-2"),
    around("SendGrid", join("S", "G."), `${of(BASE64URL, 22)}.${of(BASE64URL, 43)}`),
    form("Twilio", `account AC${sid} auth token ${token}`, token),
    around("Telegram", `${of(DIGITS, 10)}:AA`, of(BASE64URL, 33)),
    around("a webhook of Discord", `https://discord.com/api/webhooks/${of(DIGITS, 18)}/`, of(BASE64URL, 68)),
    form("a JSON Web Token", join("ey", "J", head, ".ey", "J", body, ".", tail), head, body, tail),
    around("a connection string", "postgresql://ann:", password(16, "!%^*-_+.~"), "@db.example.com:5432/tea"),
    around("a connection string without a user", "redis://:", password(16, "!%^*-_+.~"), "@cache.example.com:6379/0"),
    around(
      "a connection string of SQL Server",
      "Server=db.example.com;Database=tea;User Id=ann;Password=",
      password(),
      ";",
    ),
    around("a token in an address", "https://kettle.example.com/api?room=1&token=", of(BASE62, 20), "&beep=on"),
    around("a long token like no other", "", of(BASE62, 32)),
  ];
}

function keyForms(chance: Chance): Form[] {
  const lines = linesOf(chance, 5);
  const more = linesOf(chance, 4);
  const mac = chance.of(HEX, 64);
  return [
    form("a private key", [KEY("RSA "), ...lines, KEY("RSA ", true)].join("\n"), ...lines),
    form("a private key without its end", [KEY("OPENSSH "), ...more].join("\n"), ...more),
    form(
      "a private key in JSON",
      `{"type": "service_account", "private_key": "${[KEY(""), ...more, KEY("", true)].join("\\n")}\\n"}`,
      ...more,
    ),
    form(
      "a key of PGP",
      [join("-----BEGIN PGP PRIVATE ", "KEY BLOCK-----"), "Version: 1", "", ...lines, "=aB3d"].join("\n"),
      ...lines,
    ),
    form(
      "a key of PuTTY",
      [
        ...["PuTTY-User-Key-File-3: ssh-ed25519", "Encryption: none", "Comment: tea", "Public-Lines: 2"],
        ...[...linesOf(chance, 2), "Private-Lines: 4", ...more, `Private-MAC: ${mac}`],
      ].join("\n"),
      ...[...more, mac],
    ),
  ];
}

/** 80 forms, each with a secret of its own. */
export const secretForms = (chance: Chance): Form[] => [
  ...namedForms(chance),
  ...tokenForms(chance),
  ...keyForms(chance),
];

/** A message that a form is pasted into. */
export interface Frame {
  readonly name: string;
  readonly write: (pasted: string) => string;
}

const indented = (pasted: string, by: string): string => pasted.replaceAll("\n", `\n${by}`);
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] as string);

/** The pasted text begins before the 2,000th character, and ends after it. */
const atTheCut = (pasted: string): string => {
  const before = Math.max(0, 1_990 - Math.floor(pasted.length / 2));
  return `${"why tea ".repeat(250).slice(0, before).trimEnd()} ${pasted} and so on`;
};

export const FRAMES: readonly Frame[] = [
  { name: "after a question", write: (it) => `how do I descale the kettle? ${it}` },
  { name: "before a question", write: (it) => `${it}\ngive me the kettle settings` },
  { name: "in a sentence", write: (it) => `why does ${it} not work with the kettle, does anybody know?` },
  { name: "in a fence", write: (it) => `what is wrong here?\n\`\`\`\n${it}\n\`\`\`\nthe kettle does not boil` },
  { name: "in backticks", write: (it) => `can I use \`${it}\` with vinegar` },
  { name: "in quotes", write: (it) => `the oven says "${it}", what now` },
  { name: "in typographic quotes", write: (it) => `the oven says “${it}”, what now` },
  { name: "after “is”", write: (it) => `the line in my kettle settings is ${it}` },
  { name: "in a call of curl", write: (it) => `curl -sS https://kettle.example.com/api -d '${it}' fails` },
  { name: "in YAML", write: (it) => `kettle:\n  settings: |\n    ${indented(it, "    ")}\n  degrees: 100` },
  { name: "in a file of variables", write: (it) => `KETTLE_ROOM=kitchen\n${it}\nKETTLE_BEEP=true` },
  {
    name: "in a stack trace",
    write: (it) => `java.io.IOException: cannot boil ${it}\n\tat org.kettle.Boiler.boil(Boiler.java:42)`,
  },
  { name: "in JSON", write: (it) => JSON.stringify({ room: "kitchen", note: it, degrees: 100 }) },
  { name: "in a log", write: (it) => `2026-11-26T10:11:12.345Z ERROR [kettle-1] o.k.Boiler - ${it}` },
  { name: "in brackets", write: (it) => `settings of the kettle (${it})` },
  { name: "as Slack escapes it", write: (it) => `<@U0123> ${escaped(it)} &amp; the <#C1|kettle>` },
  { name: "with invisible characters", write: (it) => `kettle ${Array.from(it).join("\u200B")}` },
  { name: "in full-width letters", write: (it) => `kettle ${fullWidth(it)}` },
  { name: "quoted from a mail", write: (it) => `> ${indented(it, "> ")}\n\ndoes the grill work with that` },
  { name: "at the cut", write: atTheCut },
];

const PIECE = 6;

/** The pieces of six characters of the secrets that stand in a text, whatever their case. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const shown = text.toLowerCase();
  return secrets.flatMap((secret) =>
    Array.from({ length: Math.max(0, secret.length - PIECE + 1) }, (_, at) => secret.slice(at, at + PIECE)).filter(
      (piece) => shown.includes(piece.toLowerCase()),
    ),
  );
}
