/** The command that made a report, and the version. Node only. */
import { createRequire } from "node:module";

/** The words as a shell reads them back. */
export function shellCommand(words: readonly string[]): string {
  return words.map((w) => (/^[\w@%+=:,./-]+$/.test(w) ? w : `'${w.replaceAll("'", `'\\''`)}'`)).join(" ");
}

/** The version of the package. */
export function packageVersion(): string {
  const found: unknown = createRequire(import.meta.url)("heatdiode/package.json");
  return typeof found === "object" && found !== null && "version" in found ? String(found.version) : "";
}
