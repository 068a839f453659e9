import { importJWK, type JWK } from "jose";

/** A key that the service signs its tokens with. */
export interface SigningKey {
  readonly key: Awaited<ReturnType<typeof importJWK>>;
  /** Channels whose tokens it may sign. */
  readonly endorsements: readonly string[];
}

/** Nobody can say now whether the key is genuine: the sender should try again. */
export class KeysUnavailable extends Error {
  override readonly name = "KeysUnavailable";
}

export interface SigningKeys {
  /** `undefined` if the service has no such key. @throws KeysUnavailable if no keys could ever be fetched */
  readonly find: (id: string) => Promise<SigningKey | undefined>;
}

export interface SigningKeysOptions {
  /** Address of the OpenID metadata, which names the address of the keys. */
  readonly metadata: string;
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds for both fetches together. */
  readonly timeout: number;
}

/** Milliseconds between fetches: made-up key ids cause no more of them. */
const PAUSE = 60_000;
/** The same while there are no keys at all: until then every genuine request is refused. */
const PAUSE_WITHOUT = 5_000;
/** Milliseconds that a sender waits at most, if its key is not known. */
const PATIENCE = 5_000;
/** Milliseconds that keys are taken as they are; then they are fetched anew, and the old ones serve until that succeeded. */
const FRESH = 12 * 60 * 60 * 1000;
/** Bytes of either document; the service's are 30 kB. */
const LARGEST = 1_000_000;

/** Keys fetched once for all requests. A known key never waits for the service, and outlives its outages. */
export function createSigningKeys({ metadata, now, timeout }: SigningKeysOptions): SigningKeys {
  let keys: ReadonlyMap<string, SigningKey> | undefined;
  let [fetchedAt, triedAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let fetching: Promise<void> | undefined;
  const refresh = (): Promise<void> => {
    if (fetching || now() - triedAt < (keys ? PAUSE : PAUSE_WITHOUT)) return fetching ?? Promise.resolve();
    triedAt = now();
    fetching = fetchKeys(metadata, AbortSignal.timeout(Math.min(timeout, PATIENCE)))
      .then((fetched) => {
        keys = fetched;
        fetchedAt = now();
      })
      // Tried again after the pause, with the last good copy until then.
      .catch(() => undefined)
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };
  return {
    find: async (id) => {
      const known = keys?.get(id);
      if (now() - fetchedAt > FRESH || !known) {
        const refreshed = refresh();
        if (!known) await refreshed;
      }
      if (!keys) throw new KeysUnavailable();
      return known ?? keys.get(id);
    },
  };
}

async function fetchKeys(metadata: string, signal: AbortSignal): Promise<ReadonlyMap<string, SigningKey>> {
  const { jwks_uri: address } = (await fetchJson(metadata, signal)) as { jwks_uri?: unknown };
  if (typeof address !== "string") throw new Error("the OpenID metadata names no keys");
  const { keys } = (await fetchJson(address, signal)) as { keys?: unknown };
  if (!Array.isArray(keys)) throw new Error("no list of keys");
  const found = new Map<string, SigningKey>();
  for (const jwk of keys as (JWK & { endorsements?: unknown })[]) {
    if (jwk.kty !== "RSA" || typeof jwk.kid !== "string") continue;
    const endorsements = Array.isArray(jwk.endorsements) ? jwk.endorsements.map(String) : [];
    // One key that is none must not cost the others.
    const key = await importJWK(jwk, "RS256").catch(() => undefined);
    if (key) found.set(jwk.kid, { key, endorsements });
  }
  if (found.size === 0) throw new Error("no keys");
  return found;
}

async function fetchJson(address: string, signal: AbortSignal): Promise<object> {
  const response = await fetch(address, { signal });
  if (!response.ok || !response.body) throw new Error(`http ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > LARGEST) throw new Error("too large");
    chunks.push(chunk);
  }
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (typeof value !== "object" || value === null) throw new Error("no object");
  return value;
}
