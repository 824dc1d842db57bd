/** The built explorer, made once for each state of the sources and kept among the temporary files. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");

/** A folder with the page `index.html` and the single file `heatdiode.html`. */
export async function builtSite(): Promise<string> {
  const folder = join(tmpdir(), `heatdiode-web-${await sourceHash()}`);
  if (existsSync(folder)) return folder;
  // Two runs may build at once: each into a folder of its own, and the last to finish finds it done.
  const fresh = await mkdtemp(join(tmpdir(), "heatdiode-web-build-"));
  await viteBuild(["--outDir", fresh]);
  await viteBuild(["--outDir", fresh, "--mode", "single"]);
  await rename(fresh, folder).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

/** A folder for screenshots, which the tests leave for whoever looks. */
export async function pictureFolder(): Promise<string> {
  const folder = join(tmpdir(), "heatdiode-web-pictures");
  await mkdir(folder, { recursive: true });
  return folder;
}

async function viteBuild(options: readonly string[]): Promise<void> {
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const config = join(ROOT, "web/vite.config.ts");
  // In a process of its own: under the test runner NODE_ENV would be "test".
  await promisify(execFile)(process.execPath, [vite, "build", "--config", config, ...options], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production" },
  });
}

async function sourceHash(): Promise<string> {
  const hash = createHash("sha256").update(await readFile(join(ROOT, "package-lock.json")));
  for (const folder of ["web", "src", "symbolic", "numeric", "examples"]) {
    const names = await readdir(join(ROOT, folder), { recursive: true });
    for (const name of names.filter((n) => /\.(ts|tsx|css|html|json)$/.test(n)).sort()) {
      hash.update(name).update(await readFile(join(ROOT, folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
