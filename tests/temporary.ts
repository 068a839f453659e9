import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What tests leave in the folder for temporary files is removed after the last of them. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "docsbot-tests-"));
  // Some tests look at files as another user.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
