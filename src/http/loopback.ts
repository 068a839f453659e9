import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

const isLoopbackHost = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || (isIP(host) === 4 && host.startsWith("127."));

/** A name and a port, and nothing that an address may have before or after them. */
const isLoopbackName = (host: string): boolean => !/[@/\\?#]/.test(host) && isLoopbackAddress(`http://${host}`);

/** Whether an address of the web is one of this machine. */
export function isLoopbackAddress(address: unknown): boolean {
  if (typeof address !== "string" || !URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && isLoopbackHost(hostname);
}

const PROXIED = /^(?:forwarded|via|x-forwarded-.+|x-real-ip|x-original-.+)$/;

/** Whether a proxy says that it passed the request on: then the socket's address says nothing about who sends. */
export const isProxied = ({ headers }: Pick<IncomingMessage, "headers">): boolean =>
  Object.keys(headers).some((name) => PROXIED.test(name));

/**
 * Whether a request comes from a program on this machine: by its socket and by its Host header, since a web page may reach
 * loopback through a name of its own; and not by way of a proxy, or from a page of another site.
 */
export function isLoopbackRequest({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">): boolean {
  const from = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  return (
    (from === "::1" || isLoopbackHost(from)) &&
    isLoopbackName(headers.host ?? "") &&
    (headers.origin === undefined || isLoopbackAddress(headers.origin)) &&
    !isProxied({ headers })
  );
}
