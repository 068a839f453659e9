/**
 * Secrets that people paste. Each pattern is bounded and begins with something fixed, so that a message is read in one pass. The
 * keys that documentation uses as examples end in EXAMPLE, and are none.
 */
const SECRETS: readonly RegExp[] = [
  // Private keys, also without their end.
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  // AWS: pairs; access key ids alone, and secret keys that are named as such.
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}[\s,:;/|"']{1,10}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g,
  /\b(?:AKIA|ASIA|AGPA|AROA)[A-Z0-9]{16}\b/g,
  /(?<=secret[\s._-]?(?:access[\s._-]?)?key(?:_?id)?["']?\s{0,5}(?:[:=]|is\b)?\s{0,5}["']?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
  // Slack, GitHub, GitLab, Databricks, Google, Azure storage, npm, OpenAI-like.
  /\bx(?:ox[abeprs]|app)-[A-Za-z0-9-]{10,200}/g,
  /https:\/\/hooks\.slack\.com\/[A-Za-z0-9/_-]{10,200}/g,
  /\b(?:gh[opusr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{30,255})\b/g,
  /\bglpat-[A-Za-z0-9_-]{20,100}/g,
  /\bdapi[0-9a-f]{32}(?:-\d)?\b/g,
  /\bAIza[0-9A-Za-z_-]{35}/g,
  /(?<=AccountKey=)[A-Za-z0-9+/=]{40,120}/gi,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bsk-[A-Za-z0-9_-]{20,200}/g,
  // JSON Web Tokens.
  /\beyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{0,4000}/g,
  // Addresses and connection strings with a password.
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/]{0,200}:[^\s@/]{1,200}@(?=[^\s]{1,300})/gi,
  // password=…, token: "…"; not placeholders in brackets or references to a store of secrets.
  /(?<=\b(?:password|passwd|pwd|secret|token|api[_-]?key)["']?\s{0,3}[:=]\s{0,3}["']?)(?![<{$*\s"'])[^\s"',;<>]{6,200}/gi,
];

/** What stands in its place; no letters, so that nothing is searched for. */
const MASK = "████";
const EXAMPLE = /EXAMPLE(?:KEY)?$|^<|^\$?\{/;

export interface Masked {
  readonly text: string;
  readonly found: boolean;
}

/** Takes secrets out of a message before anything else sees it. Linear in its length. */
export function maskSecrets(text: string): Masked {
  let found = false;
  let masked = text;
  for (const pattern of SECRETS)
    masked = masked.replace(pattern, (secret) => {
      if (EXAMPLE.test(secret) || secret.includes(MASK)) return secret;
      found = true;
      const scheme = /^[a-z][a-z0-9+.-]*:\/\/(?!hooks\.)/i.exec(secret)?.[0];
      return scheme !== undefined && secret.endsWith("@") ? `${scheme}${MASK}@` : MASK;
    });
  return { text: masked, found };
}
