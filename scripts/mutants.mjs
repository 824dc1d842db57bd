/**
 * Mutants of the doors: small changes of the files below, one at a time, each of which some test must notice.
 *
 *     npm run test:mutants [-- --only explore] [--sample 40] [--seed 1]
 *
 * --only takes a room's name or part of a path; --sample draws so many mutants of each room.
 * Works in a copy of the repository. What survives is printed and is argued in docs/testing.md; status 1 below 90 %.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
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

/**
 * Rooms: their files, or folders for all files directly in them, and the narrowest tests that guard them. Paths that do not
 * exist are an error, so that a file that moves is not left out in silence.
 */
const DOORS = [
  {
    room: "proof checker, algebra",
    sources: ["src/proof-checker/algebra"],
    tests: ["test/src/proof-checker"],
  },
  { room: "proof checker", sources: ["src/proof-checker"], tests: ["test/src/proof-checker"] },
  {
    room: "certificate",
    sources: ["src/certificate", "src/conditions/proof"],
    tests: ["test/src/proof-checker/check.test.ts"],
  },
  { room: "claim", sources: ["src/claim"], tests: ["test/src/claim"] },
  {
    room: "conditions, parity",
    sources: ["src/conditions/parity"],
    tests: ["test/src/conditions/conditions.test.ts", "test/src/conditions/parity"],
  },
  {
    room: "conditions",
    sources: ["src/conditions", "src/conditions/direction", "src/conditions/special-points"],
    tests: ["test/src/conditions"],
  },
  {
    room: "conditions, print",
    sources: ["src/conditions/print"],
    tests: ["test/src/print/statements.test.ts", "test/src/conditions/conditions.test.ts"],
  },
  {
    room: "domain",
    sources: [
      "src/model/domain.ts",
      "src/model/point.ts",
      "numeric/junction/domain.ts",
      "numeric/junction/positivity.ts",
      "numeric/junction/exact-expression.ts",
    ],
    tests: ["test/src/model"],
  },
  {
    room: "input",
    sources: ["src/input"],
    tests: ["test/src/input", "test/src/files/input-file.test.ts", "test/src/junction/file"],
  },
  {
    room: "files",
    sources: ["src/files"],
    tests: ["test/src/files", "test/src/scan/points.test.ts", "test/src/cli/run.test.ts"],
  },
  { room: "scan", sources: ["src/scan"], tests: ["test/src/scan"] },
  {
    room: "scan, files",
    sources: ["src/scan/files"],
    tests: ["test/src/files/output-faults.test.ts", "test/src/scan"],
  },
  {
    room: "explore",
    sources: ["src/cli/commands/explore.ts"],
    tests: ["test/web/serve.test.ts", "test/web/explore-command.test.ts"],
  },
  {
    room: "page",
    sources: ["web/content-policy.ts", "web/state"],
    tests: ["test/web/state.test.ts", "test/web/serve.test.ts"],
  },
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
    // A check that is left out.
    if (
      ts.isExpressionStatement(node) &&
      ts.isCallExpression(node.expression) &&
      /^(demand|require|refuse|check|assert)/.test(node.expression.expression.getText(source))
    )
      put(node, ";");
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

/** The files that are meant by a file or a folder. */
function filesOf(path) {
  if (path.endsWith(".ts")) return [path];
  return readdirSync(join(root, path))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${path}/${name}`);
}

const rates = [];
try {
  for (const { room, sources, tests } of DOORS) {
    const wanted = options.only ?? "";
    const paths = sources.flatMap(filesOf).filter((path) => path.includes(wanted) || room === wanted);
    if (paths.length === 0) continue;
    const missing = tests.find((path) => !existsSync(join(root, path)));
    if (missing !== undefined) throw new Error(`${missing} does not exist`);
    if (isKilled(tests)) throw new Error(`${tests.join(", ")} fail without a mutant`);
    const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
    const mutants = paths.flatMap((path) => mutantsOf(path, texts.get(path)));
    const count = Number(options.sample ?? mutants.length);
    const drawn = sampled(mutants, count, Number(options.seed));
    let killed = 0;
    for (const { path, from, to, was, replacement } of drawn) {
      const text = texts.get(path);
      writeFileSync(join(work, path), text.slice(0, from) + replacement + text.slice(to));
      if (isKilled(tests)) killed++;
      else
        console.log(`survives  ${path}:${text.slice(0, from).split("\n").length}  ${was} -> ${replacement}`);
      writeFileSync(join(work, path), text);
    }
    rates.push({ killed, all: drawn.length });
    console.log(`${room}: ${killed} of ${drawn.length} killed, of ${mutants.length} mutants`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
const [killed, all] = [rates.reduce((n, r) => n + r.killed, 0), rates.reduce((n, r) => n + r.all, 0)];
console.log(`${killed} of ${all} mutants killed`);
process.exitCode = killed >= 0.9 * all ? 0 : 1;
