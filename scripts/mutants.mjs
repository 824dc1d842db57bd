/**
 * Mutants of the doors: small changes of the files below, one at a time, each of which some test must notice.
 *
 *     npm run test:mutants [-- --only explore] [--sample 40] [--seed 1]
 *
 * --only takes a room's name, part of a path, or path:line; --sample draws so many mutants of each room, the same for the same
 * seed, a smaller sample being the beginning of a larger one. Works in a copy of the repository, in one process of Vitest that
 * translates only what changed; a room's test files run one after another, the quick ones first, up to the first failure. What
 * survives is printed and is argued in docs/testing.md; status 1 below 90 %. The copy is removed at the end, whatever ends it.
 */
import { fork } from "node:child_process";
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
import { clearTimeout, setTimeout } from "node:timers";
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
    tests: ["test/src/certificate", "test/src/proof-checker/check.test.ts"],
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
    tests: ["test/src/print/statements.long.test.ts", "test/src/conditions/conditions.test.ts"],
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
    tests: ["test/src/files/output-faults.long.test.ts", "test/src/scan"],
  },
  {
    room: "explore",
    sources: ["src/cli/commands/explore.ts"],
    tests: ["test/web/serve.test.ts", "test/web/explore-command.long.test.ts"],
  },
  {
    room: "page",
    sources: ["web/content-policy.ts", "web/state"],
    tests: ["test/web/state.test.ts", "test/web/view-state.test.ts", "test/web/serve.test.ts"],
  },
  {
    // Each went unnoticed once.
    room: "kinds",
    changes: [
      ["src/proof-checker/algebra/levels.ts", "sum(gains, ring).numerator.size === 0", "true"],
      ["src/proof-checker/leaf.ts", "checkWitness(c, ring, leaf.witness, index);", "void checkWitness;"],
      [
        "src/proof-checker/class.ts",
        "if (rulesOut(ring, equations, consequences))",
        "if (!rulesOut(ring, equations, consequences))",
      ],
      ["src/conditions/parity/rectifier-class.ts", "if (alwaysConstant)", "if (!alwaysConstant)"],
      [
        "src/conditions/parity/rectifier-class.ts",
        'survives ? "A and B" : "A"',
        'survives ? "A" : "A and B"',
      ],
      ["src/cli/commands/explore.ts", "/^(127", "/(127"],
      ["src/cli/commands/explore.ts", "(:\\d+)?$/", "(:\\d+)?/"],
      ["src/scan/plan.ts", '!names.includes("T_L") && !names', '!names.includes("T_L") || !names'],
      ["src/cli/commands/evaluate.ts", 'result.R === "1"', 'result.R !== "1"'],
      [
        "src/input/double.ts",
        "return negative ? -value : value;",
        "return value < 2 ** -1022 ? 0 : negative ? -value : value;",
      ],
      ["web/state/slider-range.ts", "0.96 *", "1.04 *"],
      ["src/traces/formula.ts", ".sort(([a], [b]) => b - a)", ".sort(([a], [b]) => a - b)"],
      ["src/traces/formula.ts", "x - (b.r[i] as number)", "(b.r[i] as number) - x"],
      ["src/traces/formula.ts", "ranked.sort(", "void ("],
    ],
    tests: [
      "test/doors/mutants.test.ts",
      "test/src/input/double.test.ts",
      "test/src/proof-checker/attacks.test.ts",
      "test/src/proof-checker/answer.long.test.ts",
      "test/web/state.test.ts",
      "test/web/serve.test.ts",
      "test/src/conditions/conditions.test.ts",
    ],
  },
  {
    room: "kinds, files",
    changes: [
      ["src/files/atomic-write.ts", 'flag: "wx"', 'flag: "w"'],
      ["src/files/lock.ts", 'flag: "wx"', 'flag: "w"'],
      ["src/files/output-place.ts", 'flag: "wx"', 'flag: "w"'],
    ],
    tests: ["test/src/files/exclusive.test.ts"],
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

/** A change by hand. */
function changeOf([path, was, replacement], text) {
  const from = text.indexOf(was);
  if (from < 0 || text.includes(was, from + 1)) throw new Error(`${path}: ${was} does not stand there once`);
  return { path, from, to: from + was.length, replacement, was };
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

/**
 * Vitest, kept open between mutants; told over the channel which file changed and which test files to run. Answers with the
 * first failure and with the milliseconds of each file. Ends, and removes the copy, when the process that started it is gone.
 */
async function serveTests(work) {
  process.on("disconnect", () => {
    rmSync(work, { recursive: true, force: true });
    process.exit();
  });
  process.chdir(work);
  const { createVitest } = await import("vitest/node");
  const vitest = await createVitest("test", {
    root: work,
    watch: false,
    bail: 1,
    maxWorkers: 1,
    include: ["test/**/*.test.ts"],
    // The modules of a test file are those of the next.
    isolate: false,
    reporters: [{}],
  });
  process.on("message", async ({ changed, tests }) => {
    for (const path of changed) vitest.invalidateFile(path);
    const times = [];
    let failure;
    for (const path of tests) {
      const before = performance.now();
      const found = await vitest.globTestSpecifications([path]);
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(found);
      times.push(performance.now() - before);
      // Modules of earlier runs are listed too.
      const ran = testModules.filter(({ moduleId }) => moduleId === join(work, path));
      failure = failureOf(path, ran, unhandledErrors);
      if (failure !== undefined) break;
    }
    process.send({ failure, times });
  });
  process.send("ready");
}

/** The first thing that failed, in a line; undefined if all passed. */
function failureOf(path, modules, unhandled) {
  const line = (what, error) => `${path}: ${what}: ${String(error?.message).split("\n")[0]}`;
  if (modules.length === 0) throw new Error(`${path} holds no tests`);
  if (unhandled.length > 0) return line("unhandled", unhandled[0]);
  for (const module of modules) {
    if (module.state() === "passed") continue;
    const test = [...module.children.allTests()].find((t) => t.result().state === "failed");
    if (test !== undefined) return line(test.fullName, test.result().errors?.[0]);
    const suite = [...module.children.allSuites()].find((s) => s.errors().length > 0);
    return line("outside tests", module.errors()[0] ?? suite?.errors()[0]);
  }
  return undefined;
}

/** A process of `serveTests` that is started again after a mutant that does not end. */
function testProcess(work) {
  let child;
  const stop = () => {
    try {
      if (child !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // It is gone.
    }
    child = undefined;
  };
  const reply = (timeout) =>
    new Promise((resolve) => {
      const end = (answer) => {
        clearTimeout(timer);
        child?.removeAllListeners();
        if (answer === undefined) stop();
        resolve(answer);
      };
      const timer = setTimeout(end, timeout);
      child.once("message", end);
      child.once("exit", () => end());
    });
  return {
    stop,
    /** @returns undefined if the tests do not end in time, or the process with them */
    async run(changed, tests, timeout) {
      if (child === undefined) {
        // A group of its own, so that workers end with it.
        child = fork(fileURLToPath(import.meta.url), ["--serve", work], { stdio: "ignore", detached: true });
        if ((await reply(60_000)) === undefined) throw new Error("Vitest does not start");
      }
      child.send({ changed, tests });
      return reply(timeout);
    },
  };
}

/** A copy of what the tests need. */
function copyOf(root) {
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
  return work;
}

async function main(options) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const work = copyOf(root);
  const vitest = testProcess(work);
  const end = () => {
    vitest.stop();
    rmSync(work, { recursive: true, force: true });
  };
  for (const [signal, status] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])
    process.on(signal, () => {
      end();
      process.exit(status);
    });

  /** The files that are meant by a file or a folder. */
  const filesOf = (path) =>
    path.endsWith(".ts")
      ? [path]
      : readdirSync(join(work, path))
          .filter((name) => name.endsWith(".ts"))
          .map((name) => `${path}/${name}`);
  const testFilesOf = (path) =>
    path.endsWith(".ts")
      ? [path]
      : readdirSync(join(work, path), { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".test.ts"))
          .map((name) => `${path}/${name}`);

  const wanted = options.only ?? "";
  const isRoom = DOORS.some(({ room }) => room === wanted);
  const rates = [];
  try {
    for (const {
      room,
      tests,
      changes = [],
      sources = [...new Set(changes.map(([path]) => path))],
    } of DOORS) {
      const missing = tests.find((path) => !existsSync(join(work, path)));
      if (missing !== undefined) throw new Error(`${missing} does not exist`);
      const texts = new Map(
        sources.flatMap(filesOf).map((path) => [path, readFileSync(join(work, path), "utf8")]),
      );
      const mutants =
        changes.length > 0
          ? changes.map((change) => changeOf(change, texts.get(change[0])))
          : [...texts].flatMap(([path, text]) => mutantsOf(path, text));
      const placed = mutants.map((m) => ({
        ...m,
        place: `${m.path}:${texts.get(m.path).slice(0, m.from).split("\n").length}`,
      }));
      const meant = placed.filter(({ path, place }) => {
        if (isRoom) return room === wanted;
        return wanted.includes(":") ? place === wanted : path.includes(wanted);
      });
      if (meant.length === 0) continue;
      const drawn = sampled(meant, Number(options.sample ?? meant.length), Number(options.seed));
      let order = [...new Set(tests.flatMap(testFilesOf))];
      const sound = await vitest.run([], order, 1_800_000);
      if (sound?.failure !== undefined || sound === undefined)
        throw new Error(`without a mutant: ${sound?.failure ?? "no end"}`);
      const time = new Map(order.map((path, i) => [path, sound.times[i]]));
      order = order.toSorted((a, b) => time.get(a) - time.get(b));
      // Generous: other work may come to the machine.
      const patience = 60_000 + 5 * sound.times.reduce((sum, ms) => sum + ms, 0);
      let killed = 0;
      for (const { path, from, to, was, replacement, place } of drawn) {
        const text = texts.get(path);
        writeFileSync(join(work, path), text.slice(0, from) + replacement + text.slice(to));
        const before = performance.now();
        const answer = await vitest.run([join(work, path)], order, patience);
        const seconds = ((performance.now() - before) / 1000).toFixed(0);
        writeFileSync(join(work, path), text);
        // What follows reads the file as it is.
        if (answer !== undefined) await vitest.run([join(work, path)], [], 60_000);
        const survives = answer !== undefined && answer.failure === undefined;
        if (!survives) killed++;
        if (survives || options.verbose)
          console.log(
            `${survives ? "survives" : "killed  "}  ${place}  ${was} -> ${replacement}  (${seconds} s)${survives ? "" : `  by ${answer?.failure ?? "a time limit"}`}`,
          );
      }
      const again = await vitest.run([], order, patience);
      if (again?.failure !== undefined) throw new Error(`after the last mutant: ${again.failure}`);
      rates.push({ killed, all: drawn.length });
      console.log(`${room}: ${killed} of ${drawn.length} killed, of ${meant.length} mutants`);
    }
  } finally {
    end();
  }
  const [killed, all] = [rates.reduce((n, r) => n + r.killed, 0), rates.reduce((n, r) => n + r.all, 0)];
  console.log(`${killed} of ${all} mutants killed`);
  process.exitCode = killed >= 0.9 * all ? 0 : 1;
}

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    verbose: { type: "boolean", default: false },
    serve: { type: "string" },
  },
});
if (options.serve !== undefined) await serveTests(options.serve);
else await main(options);
