/** The only reader of the environment. */
export interface Config {
  /** Where the index is saved. */
  readonly dataDir: string;
  readonly colour: boolean;
}

export const readConfig = (environment: NodeJS.ProcessEnv = process.env): Config => ({
  dataDir: environment.DATA_DIR || "./data",
  colour: !environment.NO_COLOR,
});
