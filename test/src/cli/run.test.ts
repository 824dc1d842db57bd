import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Command, CommandOptions } from "../../../src/cli/command.js";
import { runCommandLine } from "../../../src/cli/run.js";
import { InputError } from "../../../src/input/errors.js";

interface Seen {
  junction?: string;
  options?: CommandOptions;
}

const ALL = ["format", "at", "digits", "order", "even", "odd", "quantity", "form"] as const;

function commands(seen: Seen, answer: () => Promise<{ text: string; exitCode?: 0 | 1 }>): readonly Command[] {
  const load = () =>
    Promise.resolve({
      run: (junction: string, options: CommandOptions) => {
        Object.assign(seen, { junction, options });
        return answer();
      },
    });
  return [
    {
      name: "expand",
      summary: "s",
      junction: "required",
      options: ALL,
      formats: ["text", "latex", "json"],
      examples: [],
      load,
    },
  ];
}

async function run(
  argv: readonly string[],
  answer: () => Promise<{ text: string; exitCode?: 0 | 1 }> = () => Promise.resolve({ text: "done" }),
) {
  const seen: Seen = {};
  let [stdout, stderr] = ["", ""];
  const status = await runCommandLine(
    argv,
    {
      stdout: (text) => {
        stdout += text;
        return Promise.resolve();
      },
      stderr: (text) => void (stderr += text),
      colors: false,
      debug: false,
      version: "1.2.3",
    },
    commands(seen, answer),
  );
  return { status, stdout, stderr, ...seen };
}

describe("arguments", () => {
  it("reach the command parsed", async () => {
    const line =
      "expand spin-TLS-metal --order 6 --even --at T_a=1,omega=2 --digits 30 --quantity R --form boltzmann --json";
    const { status, stdout, stderr, junction, options } = await run(line.split(" "));
    expect({ status, stdout, stderr, junction }).toEqual({
      status: 0,
      stdout: "done\n",
      stderr: "",
      junction: "spin-TLS-metal",
    });
    expect(options).toMatchObject({
      format: "json",
      at: "T_a=1,omega=2",
      digits: 30,
      order: 6,
      even: true,
      odd: false,
      quantity: "R",
      form: "boltzmann",
    });
  });

  it("have defaults", async () => {
    expect((await run(["expand", "j"])).options).toMatchObject({
      format: "text",
      at: undefined,
      digits: undefined,
      order: undefined,
      even: false,
      odd: false,
      quantity: "J",
      form: "paper",
    });
  });

  it.each([
    ["an unknown command", "expnd j", /unknown command 'expnd' \(Did you mean expand\?\)/],
    ["a command like nothing", "qqqqqq", /unknown command 'qqqqqq'; known: expand/],
    ["no junction", "expand", /missing required argument 'junction'/],
    ["two junctions", "expand a b", /too many arguments/],
    ["an unknown option", "expand j --ordr 2", /unknown option '--ordr' \(Did you mean --order\?\)/],
    ["an option without its value", "expand j --order", /argument missing/],
    ["a negative order", "expand j --order -1", /-1 is not an integer from 0 to 1000/],
    ["a fractional order", "expand j --order 1.5", /1\.5 is not an integer/],
    ["an order in exponent form", "expand j --order 1e2", /1e2 is not an integer/],
    ["an order that is no number", "expand j --order x", /x is not an integer/],
    ["a huge order", "expand j --order 99999999999999999999", /is not an integer from 0 to 1000/],
    ["no digits", "expand j --digits 0", /0 is not an integer from 1/],
    [
      "too many digits, for every command alike",
      "expand j --digits 20001",
      /20001 is not an integer from 1 to 20000/,
    ],
    ["an unknown quantity", "expand j --quantity K", /Allowed choices are J, R, contrast/],
    ["an unknown format", "expand j --format pdf", /Allowed choices are text, latex, json/],
    ["two formats", "expand j --json --format text", /cannot be used with/],
    ["even and odd", "expand j --even --odd", /cannot be used with/],
  ])("refuse %s", async (_what, line, message) => {
    const { status, stdout, stderr, options } = await run(line.split(" "));
    expect({ status, stdout, options }).toEqual({ status: 2, stdout: "", options: undefined });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^heatdiode: [^\n]+\n$/);
  });

  it("help on a command that there is not names the nearest", async () => {
    const { status, stderr } = await run(["help", "expnd"]);
    expect(status).toBe(2);
    expect(stderr).toBe("heatdiode: no help on expnd; did you mean expand?\n");
  });

  it("help, version and the guided start are answers", async () => {
    for (const argv of [["--help"], ["help", "expand"], ["--version"], []]) {
      const { status, stdout, stderr } = await run(argv);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toMatch(/expand|1\.2\.3/);
    }
  });
});

describe("failures", () => {
  it("wrong input is one line and status 2", async () => {
    const { status, stdout, stderr } = await run(["expand", "j"], () => {
      throw new InputError("wrong\nindeed", { where: "here", hint: "do better" });
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe("heatdiode: here: wrong indeed; do better\n");
  });

  it("a defect asks to be reported, without a stack", async () => {
    const { status, stderr } = await run(["expand", "j"], () =>
      Promise.reject(new TypeError("x\nis undefined")),
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^heatdiode: this is a defect of heatdiode, please report it .*TypeError: x is undefined\n$/,
    );
  });

  it("a failed check is status 1 with its text", async () => {
    const { status, stdout } = await run(["expand", "j"], () =>
      Promise.resolve({ text: "no\n", exitCode: 1 }),
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: "no\n" });
  });
});

describe("--out", () => {
  let directory = "";
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "heatdiode-"));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it("writes the file, nothing else, and nothing to stdout", async () => {
    const { status, stdout } = await run(["expand", "j", "--out", join(directory, "a.txt")]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(await readFile(join(directory, "a.txt"), "utf8")).toBe("done\n");
    expect(await readdir(directory)).toEqual(["a.txt"]);
  });

  it("leaves the old file where the command fails", async () => {
    const kept = join(directory, "a.txt");
    await writeFile(kept, "old");
    const { status } = await run(["expand", "j", "--out", kept], () => Promise.reject(new InputError("no")));
    expect(status).toBe(2);
    expect(await readFile(kept, "utf8")).toBe("old");
    expect(await readdir(directory)).toEqual(["a.txt"]);
  });

  it.each([
    ["no/such/file", /cannot be written: there is no such directory/],
    [".", /cannot be written: it is a directory/],
  ])("refuses %s in one line", async (path, message) => {
    const { status, stdout, stderr } = await run(["expand", "j", "--out", join(directory, path)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^heatdiode: [^\n]+\n$/);
  });
});

describe("the process", () => {
  const script = ["--import", "tsx", "src/cli.ts"];

  it("ends with the status, one line on stderr, no colours", () => {
    const good = spawnSync(process.execPath, [...script, "list"], { encoding: "utf8" });
    expect({ status: good.status, stderr: good.stderr }).toEqual({ status: 0, stderr: "" });
    expect(good.stdout).toContain("spin-TLS-metal");
    expect(good.stdout).not.toContain("\u001b");
    const bad = spawnSync(process.execPath, [...script, "lisst"], { encoding: "utf8" });
    expect({ status: bad.status, stdout: bad.stdout }).toEqual({ status: 2, stdout: "" });
    expect(bad.stderr).toMatch(/^heatdiode: unknown command 'lisst'[^\n]*\n$/);
  });

  it("survives a reader that closes the pipe", async () => {
    const child = spawn(process.execPath, [...script, "list"]);
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
