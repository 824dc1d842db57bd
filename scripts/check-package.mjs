/**
 * The package as its users get it: packed, looked at by publint and are-the-types-wrong, installed into an empty
 * project, and used from JavaScript, from TypeScript and from the shell. Needs a build; `--keep` keeps the project.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "heatdiode-package-"));
const project = work;

function run(command, words, cwd = root) {
  try {
    return execFileSync(command, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const output = `${error.stdout ?? ""}${error.stderr ?? error.message}`;
    throw new Error(`${command} ${words.join(" ")}\n${output}`, { cause: error });
  }
}

function expect(what, found, wanted) {
  if (found !== wanted)
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  console.log(`ok  ${what}`);
}

const JAVASCRIPT = `
import { conditions, evaluate, expand, junction } from "heatdiode";
import { factor } from "heatdiode/symbolic";
import { stationaryDistribution } from "heatdiode/numeric";
const diode = junction("solid-TLS-solid");
const at = { T_L: 2, T_R: 1, omega: 1, Gamma_L: 1, Gamma_R: 3 };
console.log(JSON.stringify([
  expand(diode, { order: 2 }).coefficients[2].formula().text,
  conditions(diode).vanishesIff,
  evaluate(diode, { at, digits: 8 }).R,
  typeof factor, typeof stationaryDistribution,
]));
`;

const TYPESCRIPT = `
import { conditions, evaluate, expand, InputError, junction, type Junction, type Rectifies } from "heatdiode";
import { type Polynomial } from "heatdiode/symbolic";
import { type Jet } from "heatdiode/numeric";
const diode: Junction = junction("spin-TLS-metal");
const value: string | null | undefined = expand(diode, { order: 2, quantity: "R", digits: 20 }).coefficients[1]?.value;
const verdict: Rectifies = conditions(diode).rectifies;
const R: string = evaluate(diode, { at: { T_a: 1, Delta: "0.1", omega: 1n } }).R;
// @ts-expect-error there is no such quantity
expand(diode, { quantity: "K" });
// @ts-expect-error a point is needed
evaluate(diode);
export { InputError, value, verdict, R };
export type Both = [Polynomial, Jet<number>];
`;

try {
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", work]));
  const tarball = join(work, packed.filename);
  const names = packed.files.map(({ path }) => path);
  for (const wanted of ["dist/src/cli.js", "dist/src/index.d.ts", "README.md", "LICENSE", "package.json"]) {
    expect(`the package holds ${wanted}`, names.includes(wanted), true);
  }
  const strays = names.filter(
    (name) => /^(?:test|bench|web|node_modules)\//.test(name) || /\.test\.|\.tsbuildinfo$/.test(name),
  );
  expect("nothing stray in the package", strays.join(), "");

  const { publint } = await import("publint");
  const { messages } = await publint({ pkgDir: root, strict: true, pack: false });
  expect(
    "publint",
    messages
      .filter(({ type }) => type !== "suggestion")
      .map(({ code }) => code)
      .join(),
    "",
  );
  const attw = fileURLToPath(
    new URL("dist/index.js", import.meta.resolve("@arethetypeswrong/cli/package.json")),
  );
  run(process.execPath, [attw, tarball, "--profile", "esm-only", "--no-emoji"]);
  console.log("ok  are-the-types-wrong");

  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "user", private: true, type: "module" }),
  );
  run(
    "npm",
    ["install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts", tarball],
    project,
  );
  writeFileSync(join(project, "main.js"), JAVASCRIPT);
  expect(
    "used from JavaScript",
    run(process.execPath, ["main.js"], project).trim(),
    JSON.stringify([
      "-4*omega^3*Gamma_L*Gamma_R*(Gamma_L - Gamma_R)/(T_a^4*(Gamma_L + Gamma_R)^2*sinh(2*omega/T_a)^2)",
      [["Gamma_L = Gamma_R"]],
      "1.3629432",
      "function",
      "function",
    ]),
  );
  writeFileSync(join(project, "main.ts"), TYPESCRIPT);
  for (const [module, resolution] of [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ]) {
    const options = {
      module,
      moduleResolution: resolution,
      target: "es2022",
      lib: ["es2023", "dom"],
      strict: true,
      noEmit: true,
      types: [],
      exactOptionalPropertyTypes: true,
    };
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, files: ["main.ts"] }),
    );
    run(join(root, "node_modules/.bin/tsc"), ["-p", project], project);
    console.log(`ok  used from TypeScript (${resolution}), declarations checked`);
  }
  const command = join(project, "node_modules/.bin/heatdiode");
  expect("the command runs", run(command, ["--version"], project).trim(), packed.version);
  expect(
    "a report finds its fonts",
    run(command, ["paper", "--out", "page"], project).trim(),
    "page/paper.html",
  );
  expect("the page is there", readdirSync(join(project, "page")).join(), "paper.html");
} finally {
  if (process.argv.includes("--keep")) console.log(work);
  else rmSync(work, { recursive: true, force: true });
}
