import { describe, expect, it } from "vitest";
import { InputError } from "../../../../src/input/errors.js";
import { exactNumber } from "../../../../src/input/exact-number.js";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { loadJunction } from "../../../../src/junction/file/load.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";

const SOLID = { bath: "solid" };
const TLS = { kind: "TLS", gap: "omega" };
const THREE = { kind: "levels", energies: ["0", "omega_1", "omega_1 + omega_2"] };
const file = (parts: object) => JSON.stringify({ left: SOLID, right: SOLID, subsystem: TLS, ...parts });
const S3 = [
  ["0", "1", "s"],
  ["1", "0", "1"],
  ["s", "1", "0"],
];

describe("a junction file", () => {
  it.each([
    ["spin-TLS-metal", { left: { bath: "spin" }, right: { bath: "metal" } }],
    ["solid-HO-solid", { left: { bath: "phonon" }, subsystem: { kind: "HO" } }],
    ["solid-ladder:4-solid", { subsystem: { kind: "ladder", levels: 4, gap: "omega" } }],
    ["solid-spin:3/2-solid", { subsystem: { kind: "spin", S: "3/2" } }],
    ["solid-spin:1/2-solid", { subsystem: { kind: "spin", S: 0.5 } }],
  ])("equal to %s gives the same junction", async (shorthand, parts) => {
    expect(await parseJunctionFile(file(parts))).toEqual(parseShorthand(shorthand));
  });

  it("reads the example of design.md §9", async () => {
    const read = await parseJunctionFile(
      file({
        left: { bath: "solid", coupling: "Gamma_L" },
        right: { bath: "metal", coupling: "Gamma_R", delta: "delta_R", mu: "mu_R" },
        subsystem: { ...THREE, S: S3 },
        parameters: { omega_1: "1.3" },
      }),
    );
    expect(read.name).toBe("solid-levels:3-metal");
    expect(read.parameters.map(({ name, assumption }) => [name, assumption])).toEqual([
      ["Gamma_L", "positive"],
      ["Gamma_R", "positive"],
      ["delta_R", "real"],
      ["mu_R", "positive"],
      ["omega_1", "positive"],
      ["omega_2", "positive"],
      ["s", "real"],
    ]);
    expect(read.bound).toEqual(new Map([["omega_1", exactNumber(13, 10)]]));
  });

  it("reads JSON numbers from their text", async () => {
    const text = file({ parameters: { omega: "VALUE" } }).replace(
      '"VALUE"',
      "0.1000000000000000000000000000000000000001",
    );
    const { bound } = await parseJunctionFile(text);
    expect(bound.get("omega")).toEqual(exactNumber(10n ** 39n + 1n, 10n ** 40n));
  });

  it("tells custom rates from laws", async () => {
    const custom = { bath: "custom", rate: "a*T^2/(1 - exp(-omega/T))" };
    const law = { bath: "law", rate: "c*g(T)/(1 - exp(-omega/T))" };
    const read = await parseJunctionFile(file({ left: custom, right: law }));
    expect([read.left.kind, read.right.kind]).toEqual(["custom", "law"]);
    expect([read.left.formalFunctions, read.right.formalFunctions]).toEqual([[], ["g"]]);
    expect(read.parameters.map(({ name }) => name)).toEqual(["omega", "a", "c"]);
  });

  it("takes couplings that depend on the gap", async () => {
    const read = await parseJunctionFile(file({ left: { bath: "solid", coupling: "Gamma_L*omega^3" } }));
    expect(read.left.parameters.map(({ name }) => name)).toEqual(["Gamma_L"]);
  });

  it("takes S_L and S_R, and symmetric elements written differently", async () => {
    const S_L = [
      ["5", "a*(b + 1)"],
      ["a + b*a", "0"],
    ];
    const S_R = [
      ["0", "1/2"],
      ["0.5", "0"],
    ];
    const read = await parseJunctionFile(
      file({ subsystem: { kind: "levels", energies: ["omega", "0"], S_L, S_R } }),
    );
    expect(read.subsystem).toMatchObject({ kind: "levels", label: "levels:2" });
  });

  const levels = (parts: object) => ({ subsystem: { kind: "levels", energies: ["0", "omega"], ...parts } });
  it.each([
    ["an unknown key", { lefft: 1 }, /unknown key lefft; did you mean left\?/],
    [
      "an unknown key in a bath",
      { left: { bath: "solid", couplng: "1" } },
      /^left: unknown key couplng; did you mean coupling\?/,
    ],
    ["a key of another bath", { left: { bath: "solid", mu: "1" } }, /^left: unknown key mu/],
    [
      "an unknown bath",
      { right: { bath: "solidd" } },
      /^right\.bath: unknown bath solidd; did you mean solid\?/,
    ],
    [
      "an unknown subsystem",
      { subsystem: { kind: "levles" } },
      /^subsystem\.kind: unknown subsystem levles; did you mean levels\?/,
    ],
    ["no bath", { left: {} }, /^left\.bath: the kind of bath is expected here/],
    ["a bath that is text", { left: "solid" }, /^left: .*object/],
    [
      "a rate that is missing",
      { left: { bath: "custom" } },
      /^left\.rate: an expression or a number is expected/,
    ],
    ["a bad expression", { left: { bath: "custom", rate: "T/0" } }, /^left\.rate: division by zero/],
    [
      "an undeclared function",
      { left: { bath: "custom", rate: "g(T)" } },
      /^left\.rate: the function g is not allowed here/,
    ],
    [
      "a name for two things",
      { left: { bath: "law", rate: "g*g(T)" } },
      /^left\.rate: g is used both as a function/,
    ],
    [
      "a reserved name",
      { left: { bath: "solid", coupling: "T_a" } },
      /^left\.coupling: T_a is not allowed here/,
    ],
    [
      "a temperature in a coupling",
      { left: { bath: "solid", coupling: "T" } },
      /^left\.coupling: T is not allowed/,
    ],
    [
      "a negative coupling",
      { left: { bath: "solid", coupling: "-1" } },
      /^left\.coupling: the value is not positive/,
    ],
    [
      "a coupling made negative",
      { left: { bath: "solid", coupling: "a-1" }, parameters: { a: "0.5" } },
      /^left\.coupling: the value is not positive/,
    ],
    ["a zero gap", { subsystem: { kind: "TLS", gap: "0" } }, /^subsystem\.gap: the value is not positive/],
    [
      "a short ladder",
      { subsystem: { kind: "ladder", levels: 1 } },
      /^subsystem: levels: 1 is not a number of levels; an integer of at least 2/,
    ],
    ["a bad spin", { subsystem: { kind: "spin", S: "0.3" } }, /^subsystem: S: a spin cannot be 0\.3/],
    [
      "an unknown parameter",
      { parameters: { omga: "1" } },
      /^parameters\.omga: the junction has no such parameter; did you mean omega\?/,
    ],
    ["a negative gap", { parameters: { omega: "-1" } }, /^parameters\.omega: omega = -1 is not positive/],
    [
      "a parameter that is no number",
      { parameters: { omega: "x" } },
      /^parameters\.omega: x is not a number/,
    ],
    [
      "a parameter that is a list",
      { parameters: { omega: [1] } },
      /^parameters\.omega: an expression or a number/,
    ],
    ["no levels", levels({ energies: [], S: [] }), /^subsystem: energies: 0 levels carry no heat/],
    ["no matrix", levels({}), /give either S, or both S_L and S_R/],
    [
      "one matrix of two",
      levels({
        S_L: [
          ["0", "1"],
          ["1", "0"],
        ],
      }),
      /give either S, or both/,
    ],
    ["three matrices", levels({ S: [], S_L: [], S_R: [] }), /give either S, or both/],
    ["S beside S_L", levels({ S: [], S_L: [] }), /S stands beside S_L or S_R/],
    [
      "a matrix of the wrong size",
      levels({ S: [["0"]] }),
      /^subsystem: S: the matrix has 1 rows; 2 energies need 2 rows of 2/,
    ],
    ["a ragged matrix", levels({ S: [["0", "1"], ["1"]] }), /^subsystem: S\[1\]: the row has 1 elements/],
    [
      "an asymmetric matrix",
      levels({
        S: [
          ["0", "s"],
          ["2*s", "0"],
        ],
      }),
      /^subsystem: S: not symmetric: the element \[1\]\[0\] differs/,
    ],
    [
      "a bad element",
      levels({
        S: [
          ["0", "1"],
          ["]", "0"],
        ],
      }),
      /^subsystem: S\[1\]\[0\]: unexpected \]/,
    ],
    [
      "a temperature for an energy",
      levels({ energies: ["0", "T"], S: [] }),
      /^subsystem: energies\[1\]: T is not allowed/,
    ],
  ])("is refused for %s", async (_what, parts, message) => {
    const read = parseJunctionFile(file(parts));
    await expect(read).rejects.toThrow(InputError);
    await expect(read).rejects.toThrow(message);
  });

  it.each([
    ["a prototype key", '{"__proto__": {}}', /the key __proto__ is not allowed/],
    [
      "a constructor key",
      file({}).replace('"solid"', '"solid","constructor":1'),
      /the key constructor is not allowed/,
    ],
    ["broken JSON", "{", /^not valid JSON/],
    ["nothing", "", /^the file is empty; JSON is expected/],
    ["a list", "[]", /object/],
    ["null", "null", /object/],
    ["a number", "1", /object/],
    ["deep brackets", "[".repeat(100_000) + "]".repeat(100_000), /brackets nested deeper than 50/],
    ["a huge file", " ".repeat(5_000_000), /a file of 5000000 characters/],
  ])("is refused for %s", async (_what, text, message) => {
    const read = parseJunctionFile(text);
    await expect(read).rejects.toThrow(InputError);
    await expect(read).rejects.toThrow(message);
  });
});

describe("loadJunction", () => {
  it("takes a shorthand", async () => {
    expect((await loadJunction("spin-tls-metal")).name).toBe("spin-TLS-metal");
  });

  it.each([
    ["no-such-file.json", /^no-such-file\.json: cannot be read: there is no such file/],
    ["package.json", /^package\.json: /],
  ])("refuses %s in one line", async (path, message) => {
    const read = loadJunction(path);
    await expect(read).rejects.toThrow(InputError);
    await expect(read).rejects.toThrow(message);
  });
});
