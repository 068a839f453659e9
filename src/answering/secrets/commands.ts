import { valueAt } from "./readvalue.ts";
import type { Span } from "./span.ts";
import { isStandIn } from "./values.ts";

/**
 * Options of well-known commands that take a secret, and do not say so by their names. `{}` stands where the secret begins; in
 * front of it may be a user's name.
 */
const OPTIONS: readonly (readonly [commands: string, options: readonly string[]])[] = [
  [
    "curl|wget|https?|xh|ab|siege|lftp|svn",
    ["(?:-[uUaA]|--(?:proxy-)?user|--auth)[ =]?\\\\{0,7}[\"']?[^\\s:,\"']{0,100}[:,]{}"],
  ],
  ["mysql\\w{0,20}|mariadb\\w{0,20}|7z\\w?", ["-p{}"]],
  ["(?:docker|podman|nerdctl|helm|oras|crane|skopeo|az|oc|cf)\\s(?:[\\w-]{1,20}\\s){0,3}login", ["-p[ =]?{}"]],
  ["sshpass|mongo\\w{0,20}|cqlsh|beeline|rabbitmqadmin|influx", ["-p[ =]?{}"]],
  ["sqlcmd|bcp|zip|unzip|isql|osql", ["-P[ =]?{}"]],
  ["redis-cli", ["-a[ =]?{}"]],
  ["ldap\\w{1,20}|snmp\\w{1,20}", ["-[wA][ =]?{}"]],
  ["smbclient", ["-U[ =]?[\"']?[^\\s%]{1,60}%{}"]],
  ["htpasswd", ["-\\w{0,4}b\\w{0,4}\\s\\S{1,100}\\s\\S{1,100}\\s{}"]],
  ["openssl", ["-k\\s{}", "\\S{0,10}pass:{}", "-pass\\w{0,3}\\spass:{}"]],
  ["net", ["/user:\\S{1,60}\\s{}"]],
  ["keytool", ["-(?:store|key)pass\\s{}"]],
];

const COMMANDS = OPTIONS.map(([commands, options]) => ({
  command: new RegExp(`(?:^|[^\\w-])(?:${commands})\\s`, "gi"),
  options: options.map((option) => new RegExp(`\\s\\\\{0,7}["']?${option.replace("{}", "")}`, "g")),
}));
const ANY = new RegExp(`(?:^|[^\\w-])(?:${OPTIONS.map(([commands]) => commands).join("|")})\\s`, "i");
/** Characters behind a command that are looked at, on its line. */
const NEAR = 400;

/** What commands take without its name: `curl -u ann:…`, `mysql -p…`. */
export function inCommands(text: string): Span[] {
  if (!ANY.test(text)) return [];
  return COMMANDS.flatMap(({ command, options }) => {
    let seen = 0;
    return Array.from(text.matchAll(command)).flatMap(({ 0: name, index }) => {
      // Each place is looked at once, however many commands stand in front of it.
      const from = Math.max(seen, index + name.length - 1);
      const [line = ""] = text.slice(from, index + NEAR).split("\n", 1);
      seen = Math.max(seen, from + line.length);
      return options.flatMap((option) =>
        Array.from(line.matchAll(option), (found) => takenAt(text, from + found.index + found[0].length)),
      );
    });
  }).filter((span) => span !== undefined);
}

/** What follows an option may be the next one, or a number. */
function takenAt(text: string, at: number): Span | undefined {
  const value = valueAt(text, at);
  if (!value || value.text.length < 3 || /^(?:-|\d{1,5}$)/.test(value.text) || isStandIn(value.text)) return undefined;
  return { from: value.from, to: value.to };
}
