/** The parts of the Teams manifest that differ from one organisation to the next. */
export interface Filling {
  /** The app's own id: the same for ever. */
  readonly appId: string;
  /** Of the bot's registration, the `MicrosoftAppId`; often the same. */
  readonly botId: string;
  /** Where the bot or its documentation is at home. */
  readonly domain: string;
  /** Of the package; a higher one is an update. */
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
