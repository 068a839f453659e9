import { defineConfig } from "vitest/config";

// No test replaces a module or keeps state in one, so that files share what is loaded: half the time of a process for each.
export default defineConfig({ test: { setupFiles: ["tests/seed.ts"], isolate: false, maxWorkers: 2 } });
