// Puts the command where `npx heatdiode` looks first, so that it runs in the checkout right after `npm ci`.
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../dist/src/cli.js", import.meta.url));
const bin = fileURLToPath(new URL("../node_modules/.bin/", import.meta.url));
const link = `${bin}heatdiode`;

chmodSync(command, 0o755);
// On Windows npm makes the link itself, at the first npx.
if (process.platform !== "win32" && existsSync(fileURLToPath(new URL("../node_modules/", import.meta.url)))) {
  mkdirSync(bin, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync("../../dist/src/cli.js", link);
}
