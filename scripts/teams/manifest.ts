/** The parts of the Teams manifest that differ between organisations. */
export interface Filling {
  /** Id of the app. Must never change. */
  readonly appId: string;
  /** `MicrosoftAppId` of the bot's registration, often the same as `appId`. */
  readonly botId: string;
  /** Domain of the bot or its documentation. */
  readonly domain: string;
  /** Version of the package. Teams treats a higher one as an update. */
  readonly version: string;
}

export const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const DOMAIN = /^(?=.{4,200}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

export const fillIn = (manifest: string, { appId, botId, domain, version }: Filling): string =>
  manifest
    .replaceAll("{{APP_ID}}", appId)
    .replaceAll("{{BOT_ID}}", botId)
    .replaceAll("{{DOMAIN}}", domain)
    .replaceAll("{{VERSION}}", version);
