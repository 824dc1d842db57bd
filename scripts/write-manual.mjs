// Writes the manual page from the compiled table of commands; part of the build.
import { readFileSync, writeFileSync } from "node:fs";
import { COMMANDS } from "../dist/src/cli/commands/table.js";
import { manualPage } from "../dist/src/cli/manual.js";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
writeFileSync(new URL("../dist/heatdiode.1", import.meta.url), manualPage(version, COMMANDS));
