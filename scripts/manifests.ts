/** The parts of a Slack manifest that differ between HTTP and Socket Mode. */
export interface Manifest {
  readonly features: { readonly slash_commands: readonly Readonly<Record<string, unknown>>[] };
  readonly settings: Readonly<Record<string, unknown>> & {
    readonly event_subscriptions: Readonly<Record<string, unknown>>;
    readonly interactivity: Readonly<Record<string, unknown>>;
  };
}

const without = (fields: Readonly<Record<string, unknown>>, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

/** For Socket Mode: no addresses, since the bot connects to Slack. */
export const withSocket = (manifest: Manifest): Manifest => ({
  ...manifest,
  features: {
    ...manifest.features,
    slash_commands: manifest.features.slash_commands.map((one) => without(one, "url")),
  },
  settings: {
    ...manifest.settings,
    event_subscriptions: without(manifest.settings.event_subscriptions, "request_url"),
    interactivity: without(without(manifest.settings.interactivity, "request_url"), "message_menu_options_url"),
    socket_mode_enabled: true,
  },
});

/** For HTTP. `host` has no slash at its end. */
export function atAddress(manifest: Manifest, host: string): Manifest {
  const url = `${host}/slack/events`;
  const { event_subscriptions: events, interactivity } = manifest.settings;
  return {
    ...manifest,
    features: {
      ...manifest.features,
      slash_commands: manifest.features.slash_commands.map((one) => ({ ...one, url })),
    },
    settings: {
      ...manifest.settings,
      event_subscriptions: { ...events, request_url: url },
      interactivity: { ...interactivity, request_url: url, message_menu_options_url: url },
    },
  };
}
