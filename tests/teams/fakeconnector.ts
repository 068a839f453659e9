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
  /**
   * Answers of the next calls, in their order: status, the error's code, and how many seconds to wait; 200 lets a call through, to
   * "silence" there is none.
   */
  readonly failures: ([status: number, code: string, retryAfter?: number] | "silence")[];
  /** What becomes of an activity, if `failures` says nothing. */
  refuse: (activity: Sent["activity"]) => FakeConnector["failures"][number] | undefined;
  readonly close: () => Promise<void>;
}

/** Teams' side of the wire: takes activities, names them, and refuses them as it is told to. */
export async function startFakeConnector(): Promise<FakeConnector> {
  const sent: Sent[] = [];
  const failures: FakeConnector["failures"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    };
    const activity = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const failure = failures.shift() ?? fake.refuse(activity);
    if (failure === "silence") return;
    if (failure && failure[0] >= 400) {
      const [status, code, seconds] = failure;
      return answer(
        status,
        { error: { code, message: "refused" } },
        seconds === undefined ? {} : { "retry-after": `${seconds}` },
      );
    }
    const [, conversation = "", id] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(request.url ?? "") ?? [];
    sent.push({
      method: request.method ?? "",
      conversation: decodeURIComponent(conversation),
      id: id && decodeURIComponent(id),
      activity,
    });
    answer(201, { id: `sent-${sent.length}` });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const fake: FakeConnector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    failures,
    refuse: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}
