import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const LAYERS = ["src", "symbolic", "numeric"];
/** Milliseconds that another build is waited for. */
const PATIENCE = 90_000;
/** Milliseconds after which a folder of other sources goes. */
const STALE = 3_600_000;

/**
 * The program as JavaScript under dist/, for tests of processes and threads: translated file by file without type checking, once
 * for each state of the sources, whatever number of test files ask for it.
 * @returns the path of cli.js
 */
export function builtProgram(): string {
  const sources = LAYERS.flatMap((layer) =>
    readdirSync(layer, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => ({ path: join(layer, name), text: readFileSync(join(layer, name), "utf8") })),
  );
  const hash = createHash("sha256");
  for (const { path, text } of sources) hash.update(path).update("\0").update(text);
  const folder = join("dist", `test-${hash.digest("hex").slice(0, 16)}`);
  const cli = join(folder, "src", "cli.js");
  if (existsSync(cli)) return cli;
  const lock = `${folder}.lock`;
  if (!taken(lock)) {
    for (let waited = 0; waited < PATIENCE && existsSync(lock) && !existsSync(cli); waited += 100)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    if (existsSync(cli)) return cli;
    // Whoever was building it is gone.
  }
  try {
    removeStale();
    const fresh = `${folder}.${process.pid}`;
    for (const { path, text } of sources) {
      const place = join(fresh, path.replace(/\.ts$/, ".js"));
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, translated(text));
    }
    if (!existsSync(cli)) renameSync(fresh, folder);
    else rmSync(fresh, { recursive: true });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
  return cli;
}

function translated(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: true,
    },
  }).outputText;
}

/** Whether the lock is ours now. */
function taken(lock: string): boolean {
  try {
    mkdirSync(dirname(lock), { recursive: true });
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** What other states of the sources have left. */
function removeStale(): void {
  for (const name of readdirSync("dist")) {
    const path = join("dist", name);
    if (!/^test-[0-9a-f]{16}/.test(name) || Date.now() - statSync(path).mtimeMs < STALE) continue;
    rmSync(path, { recursive: true, force: true });
  }
}
