/**
 * Mutants of the doors: small changes of the files below, one at a time, each of which some test must notice.
 *
 *     npm run test:mutants [-- --only explore] [--sample 40] [--seed 1]
 *
 * Works in a copy of the repository. What survives is printed and is argued in docs/testing.md; status 1 below 90 %.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import ts from "typescript";

/** Source files, and the tests that guard them. */
const DOORS = [
  [["src/cli/commands/explore.ts"], ["test/web/serve.test.ts", "test/web/explore-command.test.ts"]],
  [
    [
      "src/scan/files/blocks.ts",
      "src/scan/files/record.ts",
      "src/scan/files/free.ts",
      "src/scan/files/into-file.ts",
      "src/scan/files/merge.ts",
      "src/files/lock.ts",
    ],
    ["test/src/files/output-faults.test.ts", "test/src/scan/files.test.ts", "test/src/scan/parquet.test.ts"],
  ],
  [
    ["src/files/output-place.ts", "src/files/atomic-write.ts", "src/files/processes.ts"],
    ["test/src/files/output-faults.test.ts", "test/src/cli/run.test.ts"],
  ],
  [
    ["src/files/input-file.ts", "src/input/exact-json.ts", "src/files/csv-cells.ts"],
    [
      "test/src/files/input-file.test.ts",
      "test/src/scan/points.test.ts",
      "test/src/junction/file/data.test.ts",
    ],
  ],
  [
    [
      "src/proof-checker/check.ts",
      "src/proof-checker/cases.ts",
      "src/proof-checker/leaf.ts",
      "src/proof-checker/algebra/reader.ts",
      "src/proof-checker/shape.ts",
    ],
    ["test/src/proof-checker/check.test.ts", "test/src/proof-checker/attacks.test.ts"],
  ],
  [
    ["src/certificate/format.ts", "src/conditions/proof/build.ts", "src/conditions/proof/cases.ts"],
    ["test/src/proof-checker/check.test.ts", "test/src/proof-checker/attacks.test.ts"],
  ],
  [["src/claim/decide.ts", "src/claim/parse.ts", "src/claim/limits.ts"], ["test/src/claim/decide.test.ts"]],
  [
    [
      "src/conditions/parity/rectifier-class.ts",
      "src/conditions/parity/even-part.ts",
      "src/conditions/parity/parity.ts",
    ],
    ["test/src/conditions/conditions.test.ts", "test/src/conditions/parity/ladder-parity.test.ts"],
  ],
  [
    ["src/scan/points.ts", "src/junction/point.ts", "src/input/double.ts"],
    ["test/src/scan/points.test.ts", "test/src/junction/point.test.ts", "test/src/input/double.test.ts"],
  ],
];

const SWAPS = new Map([
  ["===", "!=="],
  ["!==", "==="],
  ["&&", "||"],
  ["||", "&&"],
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
  ["+", "-"],
  ["-", "+"],
  ["*", "/"],
]);

/** Every mutant of a source: the text that stands in place of the part from … to. */
function mutantsOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found = [];
  const put = (node, replacement) =>
    found.push({ path, from: node.getStart(source), to: node.end, replacement, was: node.getText(source) });
  const visit = (node) => {
    // Types are no behaviour.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const swap = SWAPS.get(node.operatorToken.getText(source));
      const texts = [node.left, node.right].some(
        (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
      );
      if (swap !== undefined && !(swap === "-" && texts)) put(node.operatorToken, swap);
    }
    if (ts.isIfStatement(node)) put(node.expression, `!(${node.expression.getText(source)})`);
    if (node.kind === ts.SyntaxKind.TrueKeyword) put(node, "false");
    if (node.kind === ts.SyntaxKind.FalseKeyword) put(node, "true");
    if (ts.isRegularExpressionLiteral(node)) {
      const pattern = node.getText(source);
      if (pattern.startsWith("/^")) put(node, pattern.replace("/^", "/"));
      if (/\$\/[a-z]*$/.test(pattern)) put(node, pattern.replace(/\$(?=\/[a-z]*$)/, ""));
    }
    if (ts.isStringLiteral(node) && ["wx", "a", "r"].includes(node.text)) put(node, '"w"');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Draws without replacement; the same for the same seed. */
function sampled(list, count, seed) {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const rest = [...list];
  return Array.from(
    { length: Math.min(count, rest.length) },
    () => rest.splice(Math.floor(next() * rest.length), 1)[0],
  );
}

const { values: options } = parseArgs({
  options: { only: { type: "string" }, sample: { type: "string" }, seed: { type: "string", default: "1" } },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "heatdiode-mutants-"));
for (const name of [
  "src",
  "symbolic",
  "numeric",
  "test",
  "web",
  "examples",
  "scripts",
  "docs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vitest.config.ts",
  "README.md",
  "CHANGELOG.md",
])
  cpSync(join(root, name), join(work, name), { recursive: true });
symlinkSync(join(root, "node_modules"), join(work, "node_modules"));
// The explorer's page, if it is built.
mkdirSync(join(work, "dist"));
if (existsSync(join(root, "dist/web"))) symlinkSync(join(root, "dist/web"), join(work, "dist/web"));

/** Whether the tests notice; one that does not end is noticed too. */
function isKilled(tests) {
  const words = ["vitest", "run", "--bail", "1", ...tests];
  return spawnSync("npx", words, { cwd: work, stdio: "ignore", timeout: 400_000 }).status !== 0;
}

let [killed, all] = [0, 0];
try {
  for (const [sources, guards] of DOORS) {
    const tests = guards.filter((path) => existsSync(join(root, path)));
    const paths = sources.filter((path) => existsSync(join(root, path)) && path.includes(options.only ?? ""));
    if (paths.length === 0 || tests.length === 0) continue;
    if (isKilled(tests)) throw new Error(`${tests.join(", ")} fail without a mutant`);
    for (const path of paths) {
      const text = readFileSync(join(root, path), "utf8");
      const mutants = mutantsOf(path, text);
      for (const m of sampled(
        mutants,
        Number(options.sample ?? Infinity) || mutants.length,
        Number(options.seed),
      )) {
        writeFileSync(join(work, path), text.slice(0, m.from) + m.replacement + text.slice(m.to));
        const found = isKilled(tests);
        all++;
        if (found) killed++;
        else
          console.log(
            `survives  ${path}:${text.slice(0, m.from).split("\n").length}  ${m.was} -> ${m.replacement}`,
          );
      }
      writeFileSync(join(work, path), text);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${killed} of ${all} mutants killed`);
process.exitCode = killed >= 0.9 * all ? 0 : 1;
