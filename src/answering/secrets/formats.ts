import { type Span, spansOf } from "./span.ts";
import { isEncodedPair, isExample } from "./values.ts";

/**
 * Tokens that their own form gives away, each by its fixed beginning. Those that are long and random are found without it
 * (tokens.ts): here are the ones that are hex, short, or of several parts. Sources: the issuers' documentation.
 */
const ISSUED: readonly string[] = [
  // AWS: ids of keys, users and roles.
  "(?:AKIA|ASIA|AGPA|AIDA|AIPA|ANPA|AROA|ABIA|ACCA)[A-Z0-9]{16}",
  // Slack
  "x(?:ox[a-z]|app|wfp)[.-][A-Za-z0-9.-]{10,400}",
  // GitHub, GitLab, Atlassian, Docker, package registries
  "gh[a-z]_[A-Za-z0-9]{16,255}",
  "github_pat_[A-Za-z0-9_]{16,255}",
  "gl(?:pat|oas|s?o?at|r?dt|rtr?|cbt|ptt|ft|imt|agent|wt|ffct)-[A-Za-z0-9_.-]{20,300}",
  "ATATT3[A-Za-z0-9_=-]{20,400}",
  "dckr_[a-z]{2,4}_[A-Za-z0-9_-]{16,100}",
  "npm_[A-Za-z0-9]{16,100}",
  "pypi-[A-Za-z0-9_-]{16,400}",
  "rubygems_[0-9a-f]{32,64}",
  // Databricks, DigitalOcean, Heroku, Cloudflare, Vault, Terraform, dbt, Pulumi, Fly
  "d(?:api|ose|kea|dfw)[0-9a-f]{32}(?:-\\d{1,3})?",
  "do[a-z]_v1_[0-9a-f]{32,100}",
  "HRKU-[A-Za-z0-9_-]{30,80}",
  "hv[sbr]\\.[A-Za-z0-9_-]{20,300}",
  "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{40,100}",
  "dbt[cu]_[A-Za-z0-9_=-]{16,200}",
  "pul-[0-9a-f]{40}",
  // Stripe, Square, Shopify, Twilio, SendGrid, Mailgun, Mailchimp
  "[prs]k_(?:live|test|prod)_[A-Za-z0-9]{10,200}",
  "whsec_[A-Za-z0-9+/=]{16,100}",
  "sq0[a-z]{3}-[A-Za-z0-9_-]{20,60}",
  "shp[a-z]{2}_[0-9a-fA-F]{32}",
  "(?:AC|SK)[0-9a-f]{32}",
  "SG\\.[A-Za-z0-9_-]{10,64}(?:\\.[A-Za-z0-9_-]{10,64})?",
  "key-[0-9a-z]{32}",
  "[0-9a-f]{32}-us\\d{1,2}",
  // Providers of models
  "sk-(?=[A-Za-z_-]{0,40}\\d)[A-Za-z0-9_-]{16,300}",
  "(?:hf|gsk|r8|xai|pplx|lsv2_[a-z]{2}|pcsk)[_-][A-Za-z0-9_]{20,200}",
  // Google, Facebook
  "AIza[0-9A-Za-z_-]{30,40}",
  "GOCSPX-[A-Za-z0-9_-]{16,60}",
  "ya29\\.[A-Za-z0-9_-]{16,2000}",
  "1//0[A-Za-z0-9_-]{20,200}",
  "EAA[A-Za-z0-9]{40,400}",
  // Telegram, Discord, Notion, Airtable, Grafana, Sentry, Sonar, New Relic, Postman, Linear, Figma
  "\\d{8,10}:A[A-Za-z0-9_-]{32,40}",
  "[A-Z][A-Za-z0-9_-]{22,28}\\.[A-Za-z0-9_-]{6,7}\\.[A-Za-z0-9_-]{27,45}",
  "(?:secret|ntn)_[A-Za-z0-9]{32,60}",
  "pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}",
  "gl(?:sa|c)_[A-Za-z0-9+/=_]{20,400}",
  "sntry[a-z]_[A-Za-z0-9+/=_-]{20,400}",
  "sq[aup]_[0-9a-f]{40}",
  "NRAK-[A-Z0-9]{20,40}",
  "PMAK-[0-9a-f]{24}-[0-9a-f]{34}",
  "(?:lin_api_|figd_|ops_|nfp_|sbp_|tskey-[a-z]{2,8}-)[A-Za-z0-9_-]{20,800}",
  // Keys of age; JSON Web Tokens, also their beginning alone
  "AGE-SECRET-KEY-1[A-Z0-9]{20,80}",
  "eyJ[A-Za-z0-9_-]{8,4000}(?:\\.[A-Za-z0-9_-]{0,4000}){0,4}",
  // An app's secret of Azure
  "[A-Za-z0-9_~.-]{3}\\dQ~[A-Za-z0-9_~.-]{20,40}",
];

/** The rest of the word belongs to it, whatever its issuer says of its length. */
const TOKEN = new RegExp(`(?<![A-Za-z0-9])(?:${ISSUED.join("|")})[A-Za-z0-9_+/=-]{0,200}`, "g");

/** Hashes of passwords, which are tried out by whoever has them. */
const HASHED = /\${1,2}(?:2[abxy]|apr1|argon2\w{1,2}|scrypt|y|[156])\${1,2}[A-Za-z0-9./$=,+-]{16,200}/g;
/** Addresses that let in whoever knows them. */
const WEBHOOK =
  /https?:\/\/(?:hooks\.slack(?:-gov)?\.com|(?:\w{1,10}\.)?discord(?:app)?\.com\/api\/webhooks|[\w-]{1,60}\.webhook\.office\.com)(\/[A-Za-z0-9@/_-]{10,400})/g;
/** A key that stands beside its id: 40 characters of base64, whatever they look like. */
const AWS_PAIR = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}[\s,:;/|"'`]{1,10}([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/g;
/** “Basic authentication” is none. */
const BASIC = /\bBasic\s{1,3}([A-Za-z0-9+/]{6,400}={0,2})/gi;

export function issuedTokens(text: string): Span[] {
  return [
    ...spansOf(text, TOKEN),
    ...spansOf(text, HASHED),
    ...spansOf(text, WEBHOOK),
    ...spansOf(text, AWS_PAIR),
    ...spansOf(text, BASIC).filter(({ from, to }) => isEncodedPair(text.slice(from, to))),
  ].filter(({ from, to }) => !isExample(text.slice(from, to)));
}
