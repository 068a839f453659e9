import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the bot sent, as it came over the wire. */
export interface Sent {
  readonly method: string;
  readonly conversation: string;
  /** Of the activity that is replied to, or that is changed. */
  readonly id: string | undefined;
  readonly activity: Readonly<Record<string, unknown>> & { readonly text?: string };
}

export interface FakeConnector {
  readonly url: string;
  readonly sent: Sent[];
  /** Answers of the next calls, in their order: status, and the error's code; 200 lets a call through, to "silence" there is none. */
  readonly failures: ([status: number, code: string] | "silence")[];
  readonly close: () => Promise<void>;
}

/** Teams' side of the wire: takes activities, names them, and refuses them as it is told to. */
export async function startFakeConnector(): Promise<FakeConnector> {
  const sent: Sent[] = [];
  const failures: FakeConnector["failures"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const failure = failures.shift();
    if (failure === "silence") return;
    if (failure && failure[0] >= 400) return answer(failure[0], { error: { code: failure[1], message: "refused" } });
    const [, conversation = "", id] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(request.url ?? "") ?? [];
    const activity = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    sent.push({
      method: request.method ?? "",
      conversation: decodeURIComponent(conversation),
      id: id && decodeURIComponent(id),
      activity,
    });
    answer(201, { id: `sent-${sent.length}` });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    failures,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
