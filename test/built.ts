import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/**
 * The program as JavaScript in a folder of its own under dist/, for tests of processes and threads: translated file by
 * file without type checking, in seconds.
 * @returns the path of cli.js and a function that removes the folder
 */
export function builtProgram(): { readonly cli: string; readonly remove: () => void } {
  const folder = join("dist", `test-${process.pid}`);
  for (const layer of ["src", "symbolic", "numeric"]) {
    for (const name of readdirSync(layer, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      const { outputText } = ts.transpileModule(readFileSync(join(layer, name), "utf8"), {
        compilerOptions: {
          module: ts.ModuleKind.ESNext,
          target: ts.ScriptTarget.ES2022,
          verbatimModuleSyntax: true,
        },
      });
      const path = join(folder, layer, name.replace(/\.ts$/, ".js"));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, outputText);
    }
  }
  return {
    cli: join(folder, "src", "cli.js"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
