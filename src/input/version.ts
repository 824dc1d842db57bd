/** The version of this package, from its package.json. */
import { createRequire } from "node:module";

/** Such as 0.1.0. */
export function version(): string {
  const found: unknown = createRequire(import.meta.url)("heatdiode/package.json");
  return typeof found === "object" && found !== null && "version" in found
    ? String(found.version)
    : "unknown";
}
