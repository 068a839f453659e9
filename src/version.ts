/** Part of the saved index's key: a new version rebuilds it. Equal to package.json's version, which a test checks. */
export const VERSION = "0.1.0";
