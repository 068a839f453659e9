// The emulator of Slack's Web API (npm emulate@0.12.2), with a route for response urls, and Slack's side of the events: requests
// signed as Slack signs them. Nothing leaves this machine.
import { createHmac, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const TEAM = "T000000001";
export const BOT = "U0DOCSBOT";
export const USER = "U000000001";
export const GENERAL = "C000000001";
export const RANDOM = "C000000002";
const APP = "A0DOCSBOT";

/** Starts the emulator that is installed in `folder`; its pages show channels and messages at `url`. */
export async function startEmulator(folder, token) {
  const root = path.join(folder, "node_modules/emulate");
  const { exports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const entry = path.join(root, exports["."].import ?? exports["."].default);
  const dist = path.dirname(entry);
  const chunk = readdirSync(dist).find(
    (name) =>
      /^dist-.*\.js$/.test(name) && /export \{[^}]*\bslackPlugin\b/s.test(readFileSync(path.join(dist, name), "utf8")),
  );
  const module = await import(pathToFileURL(path.join(dist, chunk)).href);
  const { register } = module.slackPlugin;
  const lab = { missing: [], private: [], views: [] };
  // Routes of ours come first: a method that the emulator lacks answers as Slack would, instead of with 404.
  module.slackPlugin.register = (app, store, ...rest) => {
    app.post("/lab/response/:id", async (context) => {
      lab.private.push({ id: context.req.param("id"), ...JSON.parse(await context.req.text()) });
      return context.text("ok");
    });
    app.post("/api/assistant.threads.setSuggestedPrompts", (context) => context.json({ ok: true }));
    for (const method of ["views.open", "views.update"])
      app.post(`/api/${method}`, async (context) => {
        const form = new URLSearchParams(await context.req.text());
        const view = JSON.parse(form.get("view") ?? "{}");
        lab.views.push({ method, view });
        return context.json({ ok: true, view: { id: `V${lab.views.length}`, ...view } });
      });
    register(app, store, ...rest);
    lab.store = module.getSlackStore(store);
    app.post("/api/:method", (context) => {
      lab.missing.push(context.req.param("method"));
      return context.json({ ok: false, error: "unknown_method" });
    });
  };
  const { createEmulator } = await import(pathToFileURL(entry).href);
  const bot = { app_id: APP, bot_id: "B0DOCSBOT", bot_user_id: BOT };
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      slack: {
        oauth_apps: [
          { ...bot, client_id: "1.2", client_secret: "x", name: "Docs Bot", bot_name: "docsbot", redirect_uris: [] },
        ],
        tokens: [
          { token, type: "bot", user: "docsbot", ...bot, scopes: ["chat:write"] },
          { token: "xoxp-admin", type: "user", user: "admin" },
        ],
      },
    },
  });
  return { url: emulator.url, lab, close: () => emulator.close() };
}

/** Slack's side: events, commands and clicks, signed. */
export function createSender(address, secret, responses) {
  const post = async (body, type, change = {}) => {
    const timestamp = change.timestamp ?? `${Math.floor(Date.now() / 1000)}`;
    const signature = `v0=${createHmac("sha256", change.secret ?? secret)
      .update(`v0:${timestamp}:${body}`)
      .digest("hex")}`;
    const signed = { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature };
    const headers = { "content-type": type, ...signed, ...change.headers };
    const response = await fetch(`${address}/slack/events`, { method: "POST", body: change.body ?? body, headers });
    return { status: response.status, text: await response.text() };
  };
  const form = (fields, change) =>
    post(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded", change);
  const payload = (fields, change) =>
    form({ payload: JSON.stringify({ api_app_id: APP, team: { id: TEAM }, ...fields }) }, change);
  const responseUrl = () => `${responses}/lab/response/${randomUUID()}`;
  return {
    event: (event, envelope = {}, change) =>
      post(
        JSON.stringify({
          type: "event_callback",
          team_id: TEAM,
          api_app_id: APP,
          event_id: `Ev${randomUUID().slice(0, 10)}`,
          event_time: 1,
          authorizations: [
            { enterprise_id: null, team_id: TEAM, user_id: BOT, is_bot: true, is_enterprise_install: false },
          ],
          is_ext_shared_channel: false,
          ...envelope,
          event: { event_ts: event.ts, ...event },
        }),
        "application/json",
        change,
      ),
    raw: (fields, change) => post(JSON.stringify(fields), "application/json", change),
    command: (text, fields = {}) =>
      form({
        command: "/lakefs",
        text,
        user_id: USER,
        team_id: TEAM,
        channel_id: GENERAL,
        api_app_id: APP,
        trigger_id: randomUUID(),
        response_url: responseUrl(),
        ...fields,
      }),
    click: (action, fields = {}) =>
      payload({
        type: "block_actions",
        user: { id: USER, team_id: TEAM },
        channel: { id: GENERAL },
        trigger_id: randomUUID(),
        response_url: responseUrl(),
        actions: [{ block_id: "b", action_ts: "1.1", ...action }],
        ...fields,
      }),
    payload: (fields) =>
      payload({ user: { id: USER, team_id: TEAM }, trigger_id: randomUUID(), response_url: responseUrl(), ...fields }),
  };
}
