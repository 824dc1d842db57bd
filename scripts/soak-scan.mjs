/**
 * Scans under fire: random kills, full disks and second writers, until the file is finished. Every final file must be the
 * undisturbed one. Needs a build.
 *
 *     npm run soak [-- --minutes 20] [--seed 1] [--small /mnt/small]
 *
 * `--small` names a small file system (a tmpfs of 20 MB, say; a file takes 8) on which the disk is full again and again.
 */
import { spawn, spawnSync } from "node:child_process";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    small: { type: "string" },
  },
});
const cli = fileURLToPath(new URL("../dist/src/cli.js", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "heatdiode-soak-"));
const AT = "Upsilon_L=1,Gamma_R=2,delta_R=0.1,mu_R=1,T_a=1";
const SCAN = [
  ...["scan", "spin-TLS-metal", "--at", AT, "--quantity", "R,J,contrast", "--threads", "2"],
  ...["--x", "omega=0.02:3:300", "--y", "Delta=-0.5:0.5:400"],
];

let state = Number(options.seed) >>> 0;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Waits until a file is so large, or for so long. */
async function grown(path, size, milliseconds) {
  const end = Date.now() + milliseconds;
  while ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < size && Date.now() < end) await pause(20);
}

/** What a power cut or a careless hand leaves: NULs to the end, a digit that is another one, a row that is missing. */
function damage(path) {
  const bytes = readFileSync(path);
  const kind = Math.floor(random() * 3);
  const from = Math.floor((0.05 + 0.9 * random()) * bytes.length);
  const row = bytes.indexOf("\n", from) + 1;
  const next = bytes.indexOf("\n", row) + 1;
  if (kind === 0 || row === 0 || next === 0) writeFileSync(path, bytes.fill(0, from));
  else if (kind === 1) {
    // The fourth digit of the last number.
    const place = bytes.lastIndexOf(",", next) + 4;
    bytes[place] = bytes[place] === 0x31 ? 0x32 : 0x31;
    writeFileSync(path, bytes);
  } else writeFileSync(path, Buffer.concat([bytes.subarray(0, row), bytes.subarray(next)]));
  counts.damages++;
}

/** Runs until it ends or is killed. */
function run(words, kill) {
  const child = spawn(process.execPath, [cli, ...words], { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  if (kill !== undefined) void kill.when.then(() => child.kill(kill.signal));
  return new Promise((resolve) =>
    child.once("exit", (status, signal) => resolve({ status, signal, errors })),
  );
}

function require(condition, what) {
  if (!condition) throw new Error(what);
}

const counts = { files: 0, kills: 0, refusals: 0, full: 0, damages: 0 };
try {
  const whole = join(work, "whole.csv");
  require(spawnSync(process.execPath, [cli, ...SCAN, "--out", whole]).status === 0, "the undisturbed scan");
  const wanted = hash(whole);
  const end = Date.now() + 60_000 * Number(options.minutes);
  while (Date.now() < end) {
    const onSmall = options.small !== undefined && random() < 0.3;
    const path = join(onSmall ? options.small : work, "scan.csv");
    const argv = [...SCAN, "--out", path, "--resume"];
    const ballast = join(onSmall ? options.small : work, "ballast");
    for (;;) {
      if (onSmall && random() < 0.5) {
        // Leaves too little for the scan; a file system that is too small for the ballast is full as well.
        try {
          writeFileSync(ballast, Buffer.alloc(Math.floor(random() * 30_000_000)));
        } catch {
          // What fitted is there.
        }
      } else rmSync(ballast, { force: true });
      const signal = ["SIGKILL", "SIGKILL", "SIGTERM", "SIGINT"][Math.floor(random() * 4)];
      // At any time of the first seconds, or once part of the rows is there, however slow the machine is.
      const when = random() < 0.3 ? pause(100 + random() * 2000) : grown(path, random() * 8e6, 20_000);
      const kill = random() < 0.7 ? { signal, when } : undefined;
      const second = random() < 0.3 ? pause(random() * 500).then(() => run(argv)) : undefined;
      const results = await Promise.all([run(argv, kill), ...(second ? [second] : [])]);
      for (const { status, errors } of results) {
        require(!/defect|at .*\.js:\d/.test(errors) && errors.length < 400, errors);
        if (status === 2) {
          require(/being written by|no space left/.test(errors), errors);
          if (/no space left/.test(errors)) counts.full++;
          else counts.refusals++;
        } else if (status !== 0) counts.kills++;
      }
      const finished = results.some(({ status }) => status === 0);
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      // Finished files too: --resume finds what is wrong in them.
      if (!onSmall && size > 10_000 && (random() < 0.3 || (finished && counts.damages === 0))) {
        damage(path);
        continue;
      }
      if (finished) break;
    }
    require(hash(path) === wanted, `${path} is not the undisturbed file`);
    const left = readdirSync(onSmall ? options.small : work).filter((name) =>
      /^scan\.csv\..*(tmp|lock)/.test(name),
    );
    counts.files++;
    for (const name of ["scan.csv", "scan.csv.scan.json", "ballast", ...left]) {
      const rest = join(onSmall ? options.small : work, name);
      if (existsSync(rest)) rmSync(rest);
    }
  }
  console.log(JSON.stringify(counts));
  require(counts.damages > 0, "no file was damaged");
} finally {
  rmSync(work, { recursive: true, force: true });
}
