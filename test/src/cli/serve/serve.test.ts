/** `serve --stdio`: what is answered, and that nothing that comes in makes more than a line. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import * as zod from "zod";
import { COMMANDS } from "../../../../src/cli/commands/table.js";
import { answerTo } from "../../../../src/cli/serve/answer.js";
import { type Line, lineReader, LONGEST_LINE } from "../../../../src/cli/serve/lines.js";
import { type Response, responseSchema } from "../../../../src/cli/serve/protocol.js";
import { builtProgram } from "../../../built.js";
import { heatdiode } from "../../../heatdiode.js";

const server = { version: "test", commands: COMMANDS };
const ask = async (request: unknown): Promise<Response> => {
  const line = typeof request === "string" ? request : JSON.stringify(request);
  const response = await answerTo(line, server);
  expect(JSON.stringify(response)).not.toContain("\n");
  expect(responseSchema(zod).safeParse(response).success).toBe(true);
  return response;
};
const POINT = { omega: 1, Gamma_L: "1", Gamma_R: 3, T_L: 2, T_R: "1.0" };

describe("requests", () => {
  it("are answered as the command line with --json answers", async () => {
    const response = await ask({
      id: "a",
      command: "evaluate",
      arguments: { junction: "solid-TLS-solid", at: POINT, digits: 25, quantity: ["J", "S"] },
    });
    const { out } = await heatdiode(
      ...["evaluate", "solid-TLS-solid", "--json", "--digits", "25", "--quantity", "J,S"],
      ...["--at", "omega=1,Gamma_L=1,Gamma_R=3,T_L=2,T_R=1"],
    );
    expect(response).toEqual({ id: "a", status: 0, answer: JSON.parse(out) as unknown });
  });

  it("read numbers exactly, and a junction by its content", async () => {
    const junction = {
      left: { bath: "solid", coupling: "Gamma_L" },
      right: { bath: "solid", coupling: "Gamma_R" },
      subsystem: { kind: "TLS", gap: "omega" },
    };
    const line = `{"id":1,"command":"evaluate","arguments":{"junction":${JSON.stringify(junction)},"at":{"omega":1.00000000000000000001,"Gamma_L":1,"Gamma_R":3,"T_L":2,"T_R":1}}}`;
    const response = await ask(line);
    expect(response).toMatchObject({ id: 1, status: 0, answer: { at: { omega: "1.00000000000000000001" } } });
  });

  it("of scans give columns of numbers, null where there are none", async () => {
    const at = { omega: 1, Gamma_L: 1, Gamma_R: 3 };
    const response = await ask({
      id: 2,
      command: "scan",
      arguments: {
        junction: "solid-TLS-solid",
        axes: { Delta: [0.5, 1.5], T_a: "1:1:1" },
        quantity: "R",
        at,
      },
    });
    expect(response).toMatchObject({
      status: 0,
      answer: { rows: 2, columns: { Delta: [0.5, 1.5], T_a: [1, 1] } },
    });
    const { R } = (response as { answer: { columns: { R: (number | null)[] } } }).answer.columns;
    expect(R[0]).toBeGreaterThan(1);
    expect(R[1]).toBeNull();
  });

  it("that hold a refuted claim, formulas, code", async () => {
    const claim = { junction: "solid-TLS-solid", claim: "R = 1" };
    expect(await ask({ id: 3, command: "check", arguments: claim })).toMatchObject({ status: 1 });
    const code = { junction: "solid-TLS-solid", format: "numpy", order: 1 };
    const { answer } = (await ask({ id: 4, command: "expand", arguments: code })) as {
      answer: { text: string };
    };
    expect(answer.text).toContain("def alpha_1(");
  });
});

describe("wrong requests get one line", () => {
  it.each([
    ["nonsense", null, "not valid JSON"],
    ["[1,2]", null, "an object with id, command and arguments is expected"],
    ['{"id":5}', 5, "command: the name of a command is expected here"],
    ['{"id":5,"command":"expnd"}', 5, "no command expnd is served; did you mean expand?"],
    ['{"id":5,"command":"explore"}', 5, "no command explore is served"],
    ['{"id":{},"command":"list"}', null, "id: a number or a text is expected here"],
    ['{"id":5,"command":"list","colour":1}', 5, "unknown key colour; known: id, command, arguments, seconds"],
    ['{"id":5,"command":"expand","arguments":{"junction":"x","out":"/tmp/file"}}', 5, "out is not served"],
    ['{"id":5,"command":"expand","arguments":{"junction":"--help"}}', 5, "--help: a bath is missing"],
    ['{"id":5,"command":"expand","arguments":{"junction":"a\\nb"}}', 5, "a b names no junction"],
    ['{"id":5,"command":"expand","arguments":{"--order":1}}', 5, "no argument is called --order"],
    [
      '{"id":5,"command":"expand","arguments":{"junction":"solid-TLS-solid","order":"1 --out x"}}',
      5,
      "is not an integer",
    ],
    [
      '{"id":5,"command":"expand","arguments":{"junction":"solid-TLS-solid","frob":1}}',
      5,
      "unknown option '--frob",
    ],
    [
      '{"id":5,"command":"evaluate","arguments":{"junction":"solid-TLS-solid","at":[[1]]}}',
      5,
      "arguments.at",
    ],
    [
      '{"id":5,"command":"list","arguments":{"__proto__":{"junction":"x"}}}',
      5,
      "the key __proto__ is not allowed",
    ],
    [`{"id":5,"command":"list","arguments":${"[".repeat(200)}${"]".repeat(200)}}`, 5, "nested"],
    ['{"id":5,"command":"list","seconds":-1}', 5, "seconds: a positive number of seconds is expected here"],
  ])("%s", async (line, id, wrong) => {
    const response = await ask(line);
    expect(response).toMatchObject({ id, status: 2 });
    expect((response as { error: string }).error).toContain(wrong);
    expect((response as { error: string }).error).not.toMatch(/defect|NaN|undefined/);
  });

  it("serve without --stdio says what to write", async () => {
    expect(await heatdiode("serve")).toMatchObject({
      status: 2,
      err: "heatdiode: serve answers by standard input and output alone; write heatdiode serve --stdio\n",
    });
  });
});

describe("lines", () => {
  const linesOf = (...chunks: readonly Uint8Array[]): readonly Line[] => {
    const found: Line[] = [];
    const reader = lineReader((line) => found.push(line));
    chunks.forEach(reader.push);
    reader.end();
    return found;
  };
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it("come whole out of any chunks, the last one without a break too", () => {
    const whole = bytes("ä\r\n\n{}\nlast");
    const expected = [{ text: "ä\r" }, { text: "{}" }, { text: "last" }];
    expect(linesOf(whole)).toEqual(expected);
    expect(linesOf(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it("that are too long, or no UTF-8, are said to be so, once", () => {
    const long = new Uint8Array(LONGEST_LINE).fill(65);
    expect(linesOf(long, long, bytes("A\nnext\n"))).toEqual([
      { wrong: `a line of more than ${LONGEST_LINE} bytes` },
      { text: "next" },
    ]);
    expect(linesOf(Uint8Array.of(255, 254, 10))).toEqual([{ wrong: "a line that is not UTF-8" }]);
    expect(linesOf(long)).toEqual([{ text: "A".repeat(LONGEST_LINE) }]);
  });
});

describe("the process", () => {
  let program = "";
  beforeAll(() => {
    program = builtProgram();
  });

  const start = (): {
    child: ChildProcessWithoutNullStreams;
    answers: () => Promise<readonly string[]>;
    ended: Promise<readonly [number | null, string | null]>;
  } => {
    const child = spawn(process.execPath, [program, "serve", "--stdio"]);
    let out = "";
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    const ended = new Promise<readonly [number | null, string | null]>((resolve) =>
      child.once("exit", (code, signal) => resolve([code, signal])),
    );
    return {
      child,
      ended,
      answers: async () => {
        while (!out.endsWith("\n")) await new Promise((resolve) => child.stdout.once("data", resolve));
        return out.trim().split("\n");
      },
    };
  };
  const LONG =
    '{"id":2,"command":"expand","arguments":{"junction":"metal-TLS-metal","order":80,"force":true}';

  it("answers in order, what took too long too, and ends with its input", async () => {
    const { child, ended } = start();
    let out = "";
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    child.stdin.end(`{"id":1,"command":"hello"}\n${LONG},"seconds":0.5}\n{"id":3,"command":"list"}`);
    expect(await ended).toEqual([0, null]);
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Response);
    expect(answers.map(({ id, status }) => [id, status])).toEqual([
      [1, 0],
      [2, 2],
      [3, 0],
    ]);
    expect(answers[1]).toMatchObject({ error: "not finished within 0.5 s" });
  });

  it("ends at once by a signal, in the midst of a computation", async () => {
    const { child, answers, ended } = start();
    child.stdin.write('{"id":1,"command":"hello"}\n');
    await answers();
    child.stdin.write(`${LONG}}\n`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
  });
});
