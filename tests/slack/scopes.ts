/** The scope that each method needs; those of a `response_url` and of `views` need none. https://docs.slack.dev/reference/methods */
export const SCOPE_OF: Readonly<Record<string, string | undefined>> = {
  "assistant.threads.setSuggestedPrompts": "assistant:write",
  "auth.test": undefined,
  "chat.getPermalink": undefined,
  "chat.postEphemeral": "chat:write",
  "chat.postMessage": "chat:write",
  "chat.update": "chat:write",
  "users.info": "users:read",
  "views.open": undefined,
  "views.update": undefined,
};
