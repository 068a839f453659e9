import { defineConfig } from "vitest/config";

/** Milliseconds after which a test hangs, on a busy machine; what is slow is seen in the benches. */
const HANGS = 60_000;

// No test replaces a module or keeps state in one, so that files share what is loaded: half the time of a process for each.
export default defineConfig({
  test: {
    globalSetup: ["tests/temporary.ts"],
    setupFiles: ["tests/seed.ts"],
    isolate: false,
    maxWorkers: 2,
    testTimeout: HANGS,
    hookTimeout: HANGS,
  },
});
