// Draws docs/figures/golden-rule-{modes,spins}.svg (docs/traces.md §6). Run `npm run build` first; it takes a second.
import { mkdir, writeFile } from "node:fs/promises";
import { goldenRuleSpec, renderSvg } from "../dist/src/plot/index.js";

const folder = new URL("../docs/figures/", import.meta.url);
await mkdir(folder, { recursive: true });
const figures = [
  ["modes", goldenRuleSpec("oscillators", [6, 12, 25, 50], 160)],
  ["spins", goldenRuleSpec("spins", [2, 3, 4], 20, 161)],
];
for (const [name, spec] of figures) {
  const path = new URL(`golden-rule-${name}.svg`, folder);
  await writeFile(path, await renderSvg(spec));
  console.log(path.pathname);
}
