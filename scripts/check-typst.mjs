/**
 * Compiles what --format typst writes. The compiler is no dependency: npm install --no-save @myriaddreamin/typst-ts-node-compiler.
 * Usage: node scripts/check-typst.mjs
 */
import { spawnSync } from "node:child_process";

const COMPILER = "@myriaddreamin/typst-ts-node-compiler";
const CLI = process.env.HEATDIODE_CLI ?? new URL("../dist/src/cli.js", import.meta.url).pathname;
const DOCUMENTS = [
  ["expand", "spin-TLS-metal", "--order", "4"],
  ["expand", "metal-TLS-metal", "--order", "4"],
  ["expand", "solid-TLS-metal", "--order", "3", "--quantity", "R"],
  ["expand", "examples/qubit-resonators.json", "--order", "2"],
  ["expand", "examples/exchange-qubits.json", "--order", "2"],
  ["current", "spin-TLS-metal"],
  ["current", "examples/models/v-system.json"],
  ["conditions", "--all"],
  ["conditions", "metal-HO-metal"],
  ["conditions", "examples/qutrit-diode.json"],
  ["traces", "--order", "3"],
  ["statistics", "solid-TLS-solid"],
  ["paper"],
];

const { NodeCompiler } = await import(COMPILER).catch(() => {
  console.error(`${COMPILER} is not installed: nothing was checked`);
  process.exit(2);
});
for (const args of DOCUMENTS) {
  const { stdout } = spawnSync(process.execPath, [CLI, ...args, "--format", "typst"], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  try {
    const pdf = NodeCompiler.create({ workspace: "." }).pdf({ mainFileContent: stdout });
    console.log(`${args.join(" ")}: ${pdf.length} bytes of PDF`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`${args.join(" ")}: does not compile: ${error.message ?? error}`);
  }
}
