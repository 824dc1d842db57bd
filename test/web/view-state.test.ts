/** The edges of what the page takes from a link, of its sliders and of its history. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/input/errors.js";
import { historyOf, reduce } from "../../web/state/history.js";
import {
  fixedKeys,
  junctionFile,
  shorthandOf,
  sourceOf,
  specOfFile,
  specOfShorthand,
} from "../../web/state/junction-spec.js";
import { sliderRange, STEPS, stepOf, textOf } from "../../web/state/slider-range.js";
import { fromHash, toHash } from "../../web/state/url-hash.js";
import {
  defaultValue,
  INITIAL,
  isValue,
  LONGEST_CLAIM,
  toDouble,
  valueOf,
} from "../../web/state/view-state.js";

const problem = (hash: string): string => {
  const link = fromHash(hash);
  return link.kind === "problem" ? link.message : "understood";
};

describe("a link", () => {
  it.each([
    ["j=spin-TLS-metal-", "spin-TLS-metal- is not a junction"],
    ["j=spin-TLS", "not a junction"],
    ["j=x-TLS-metal", "not a junction"],
    ["j=spin-TLS-x", "not a junction"],
    ["j=spin-TLS:2-metal", "not a junction"],
    ["j=spin-HO:2-metal", "not a junction"],
    ["j=spin-ladder-metal", "not a junction"],
    ["j=spin-foo-metal", "not a junction"],
    ["j=spin-foo:4-metal", "not a junction"],
    ["j=spin-foo:3/2-metal", "not a junction"],
    ["j=spin-TLS-metal-spin", "not a junction"],
    ["j=spin-ladder:x4-metal", "not a junction"],
    ["j=spin-ladder:4x-metal", "not a junction"],
    ["j=spin-ladder:12345-metal", "not a junction"],
    ["j=spin-spin:x3/2-metal", "not a junction"],
    ["j=spin-spin:3/4-metal", "not a junction"],
    ["j=spin-spin:3/2x-metal", "not a junction"],
    ["j=spin-TLS-metal&file={}", "j and file exclude each other"],
    ["k=1", "k=1 is no part of a link"],
    ["order", "order is no part of a link"],
    ["at=%", "no part of a link"],
    ["order=2&order=2", "order is given twice"],
    ["order=0", "order: 0 is not an integer from 1 to 12"],
    ["order=13", "an integer from 1 to 12"],
    ["order=x2", "an integer from 1 to 12"],
    ["order=2x", "an integer from 1 to 12"],
    ["order=2.5", "an integer from 1 to 12"],
    ["order=2#", "an integer from 1 to 12"],
    ["q=S", "q: S is not one of J, R, contrast"],
    ["form=tanh", "form: tanh is not one of paper, boltzmann"],
    ["show=x", "show: x is not one of"],
    ["page=other", "page: other is not one of junction, paper"],
    ["x=1a", "x: 1a is not the name of a parameter"],
    ["x=a-b", "not the name of a parameter"],
    [`y=a${"b".repeat(61)}`, "not the name of a parameter"],
    ["at=omega", "at: omega is not name=value"],
    ["at==1", "at: =1 is not name=value"],
    ["at=omega=1,", "is not name=value"],
    ["at=omega=one", "at: omega = one is not a decimal or a fraction"],
    ["at=omega=1,omega=2", "at: omega is given twice"],
    [`claim=${"x".repeat(LONGEST_CLAIM + 1)}`, `a claim of ${LONGEST_CLAIM + 1} characters`],
    [`claim=${"x".repeat(200_000)}`, "the link has 200006 characters"],
  ])("is refused as a whole: %s", (hash, message) => {
    expect(problem(hash)).toMatch(/^This link is not understood: .*\.$/);
    expect(problem(hash)).toContain(message);
    expect(problem(`#${hash}`)).toBe(problem(hash));
  });

  it("may leave everything out, and says all there is to say", () => {
    expect(fromHash("")).toEqual({ kind: "view", view: INITIAL });
    expect(toHash(INITIAL)).toBe("j=spin-TLS-metal");
    const hash =
      "j=solid-ladder:4-solid&at=omega=1/2,T_a=0.5&order=12&q=R&form=boltzmann&x=T_a&show=J&y=omega&claim=R=1&page=paper";
    expect(fromHash(hash)).toMatchObject({
      view: {
        spec: {
          left: { bath: "solid" },
          subsystem: { kind: "ladder", levels: "4" },
          right: { bath: "solid" },
        },
        values: { omega: "1/2", T_a: "0.5" },
        order: 12,
        quantity: "R",
        form: "boltzmann",
        sweep: "T_a",
        sweepQuantity: "J",
        mapBy: "omega",
        claim: "R=1",
        page: "paper",
      },
    });
    const link = fromHash(hash);
    expect(link.kind === "view" && toHash(link.view)).toBe(hash);
    expect(problem(`claim=${"x".repeat(LONGEST_CLAIM)}`)).toBe("understood");
    expect(problem(`y=a${"b".repeat(60)}`)).toBe("understood");
    expect(problem(`file=${"x".repeat(199_995)}`)).toBe("understood");
    for (const name of ["solid-spin:3/2-metal", "spin-ladder:1000-solid", "metal-HO-spin"])
      expect(problem(`j=${name}`)).toBe("understood");
    expect(fromHash("file=%7B%7D&order=2")).toMatchObject({ kind: "view", file: "{}", view: { order: 2 } });
  });
});

describe("a junction of the page", () => {
  it("has a shorthand where one can say it, and is a file where not", () => {
    const TLS = { left: { bath: "spin" }, subsystem: { kind: "TLS" }, right: { bath: "metal" } } as const;
    for (const name of ["spin-TLS-metal", "solid-HO-spin", "solid-ladder:3-solid", "spin-spin:3/2-solid"]) {
      const spec = specOfShorthand(name);
      expect(spec === undefined ? undefined : shorthandOf(spec)).toBe(name);
    }
    for (const spec of [
      { ...TLS, left: { bath: "spin", coupling: "g" } },
      { ...TLS, right: { bath: "metal", delta: "g" } },
      { ...TLS, subsystem: { kind: "TLS", gap: "g" } },
      { ...TLS, subsystem: { kind: "HO", gap: "g" } },
      { ...TLS, subsystem: { kind: "ladder", levels: "3", gap: "g" } },
      { ...TLS, subsystem: { kind: "spin", S: "1", gap: "g" } },
      { ...TLS, subsystem: { kind: "levels", energies: ["0", "1"], S: [] } },
      { ...TLS, units: {} },
    ] as never[]) {
      expect(shorthandOf(spec)).toBe(undefined);
      expect(sourceOf(spec)).toBe(JSON.stringify(spec));
    }
    expect(shorthandOf({ ...TLS, units: undefined })).toBe("spin-TLS-metal");
    expect(JSON.parse(junctionFile({ ...TLS, parameters: { a: "1", b: "2" } }, { b: "3" }))).toEqual({
      ...TLS,
      parameters: { a: "1", b: "3" },
    });
  });

  it("keeps the values of a Hamiltonian's parameters, refuses finite baths, and shows what has no field", () => {
    const H = { kind: "hamiltonian", parts: ["spin"], H: "sz(1)", S: "sx(1)" };
    const file = (subsystem: object, left: object = { bath: "solid" }): never =>
      ({ left, right: { bath: "solid" }, subsystem, parameters: { g: "1" } }) as never;
    expect(specOfFile(file(H))).toHaveProperty("parameters", { g: "1" });
    expect(specOfFile(file({ kind: "TLS" }))).not.toHaveProperty("parameters");
    for (const bath of ["finite-spins", "finite-oscillators"])
      expect(() => specOfFile(file({ kind: "TLS" }, { bath }))).toThrow(
        new InputError(`${bath} cannot be shown here: a finite bath has no rates`, {
          where: "left.bath",
          hint: "heatdiode traces FILE --time t expands its current",
        }),
      );
    expect(fixedKeys(H as never)).toEqual([
      ["parts", "spin"],
      ["H", "sz(1)"],
      ["S", "sx(1)"],
    ]);
    expect(fixedKeys({ bath: "metal", coupling: "g", F: ["1", "2"], mu: undefined } as never)).toEqual([
      ["F", "1, 2"],
    ]);
    expect(fixedKeys({ kind: "ladder", levels: "3", gap: "w" } as never)).toEqual([["gap", "w"]]);
  });
});

describe("a value", () => {
  it("is a decimal or a fraction without a zero beneath", () => {
    for (const text of ["1", "-1.", "+.5", "1e3", "1E-300", "3/2", "-1/10", "9".repeat(400)])
      expect([text, isValue(text)]).toEqual([text, true]);
    for (const text of [
      "",
      ".",
      "1e",
      "1e1000",
      "1/0",
      "1/",
      "/2",
      "1/2/3",
      "x1",
      "1x",
      "1/2x",
      " 1",
      "9".repeat(401),
    ])
      expect([text, isValue(text)]).toEqual([text, false]);
    expect(["3/2", "-1/4", "1e-3"].map(toDouble)).toEqual([1.5, -0.25, 0.001]);
  });

  it("is what was typed, or one that shows something", () => {
    const names = [
      "T_a",
      "Delta",
      "delta_R",
      "Gamma_R",
      "Upsilon_R",
      "Gamma_L",
      "omega_1",
      "E_3",
      "omega",
      "omega_12",
    ];
    expect(names.map(defaultValue)).toEqual(["0.5", "0.1", "0.2", "0.2", "0.2", "1", "1", "1.8", "1", "1"]);
    expect(valueOf({ values: { omega: "7" } }, "omega")).toBe("7");
    expect(valueOf({ values: {} }, "T_a")).toBe("0.5");
    expect(valueOf({ values: {} }, "constructor")).toBe("1");
  });
});

describe("a slider", () => {
  it("has the range of its parameter, moved in decades to where the value is", () => {
    expect(sliderRange("Delta", false, "0.5")).toEqual({ kind: "linear", from: -0.48, to: 0.48 });
    expect(sliderRange("Delta", false, "-0.5", "7")).toEqual({ kind: "linear", from: -0.48, to: 0.48 });
    expect(sliderRange("T_a", true, "1")).toEqual({ kind: "log", from: 0.02, to: 20 });
    expect(sliderRange("omega", true, "1")).toEqual({ kind: "log", from: 0.01, to: 10 });
    expect(sliderRange("delta_R", false, "1")).toEqual({ kind: "linear", from: -1, to: 1 });
    expect(sliderRange("delta_R", false, "1", "500")).toEqual({ kind: "linear", from: -1, to: 1 });
    expect(sliderRange("omega", true, "1", "0")).toEqual({ kind: "log", from: 0.01, to: 10 });
    for (const [value, scale] of [
      ["1", 1],
      ["9", 1],
      ["300", 1e3],
      ["2e6", 1e6],
      ["1e-4", 1e-3],
      ["3e-13", 1e-12],
    ] as const) {
      const { from, to } = sliderRange("omega", true, "1", value);
      expect(from / (0.01 * scale)).toBeCloseTo(1, 12);
      expect(to / (10 * scale)).toBeCloseTo(1, 12);
      expect(toDouble(value)).toBeGreaterThanOrEqual(from);
      expect(toDouble(value)).toBeLessThanOrEqual(to);
    }
  });

  it("writes three digits, never an exponent, and ends at its ends", () => {
    const log = sliderRange("omega", true, "1");
    expect([0, STEPS / 2, STEPS].map((step) => textOf(log, step))).toEqual(["0.01", "0.316", "10"]);
    const linear = sliderRange("delta_R", false, "1");
    expect([0, 100, 200, 202, STEPS].map((step) => textOf(linear, step))).toEqual([
      "-1",
      "-0.5",
      "0",
      "0.01",
      "1",
    ]);
    const tiny = sliderRange("omega", true, "1", "1e-12");
    expect(textOf(tiny, 200)).toBe("0.000000000000316");
    // In units of any size a positive parameter stays positive, and is the number that it was.
    for (const value of ["1e-9", "1e-20", "1e-60", "1e30"]) {
      const range = sliderRange("omega", true, "1", value);
      for (let step = 0; step <= STEPS; step += 20) {
        const x = range.from * (range.to / range.from) ** (step / STEPS);
        expect(isValue(textOf(range, step))).toBe(true);
        expect(Math.abs(toDouble(textOf(range, step)) / x - 1)).toBeLessThan(0.005);
      }
    }
    expect(textOf(sliderRange("Delta", false, "1e-6"), STEPS)).toBe("0.00000096");
    expect(textOf(sliderRange("Delta", false, "2000"), STEPS)).toBe("1920");
    expect(["-5", "-1", "0", "1", "99"].map((text) => stepOf(linear, text))).toEqual([0, 0, 200, 400, 400]);
    expect(["0", "-1", "0.01", "10", "1e9"].map((text) => stepOf(log, text))).toEqual([0, 0, 0, 400, 400]);
  });
});

describe("the history", () => {
  const value = (name: string, text: string, time: number) => ({ type: "value", name, text, time }) as const;

  it("takes edits of one label within a second for one step, and those that change nothing for none", () => {
    let history = historyOf(INITIAL);
    expect(reduce(history, { type: "undo" })).toBe(history);
    expect(reduce(history, { type: "redo" })).toBe(history);
    history = reduce(history, value("omega", "2", 5000));
    expect(history.past).toEqual([INITIAL]);
    expect(reduce(history, value("omega", "2", 9000))).toBe(history);
    expect(reduce(history, value("omega", "3", 5999)).past).toHaveLength(1);
    expect(reduce(history, value("omega", "3", 6000)).past).toHaveLength(2);
    expect(reduce(history, value("T_a", "3", 5001)).past).toHaveLength(2);
    expect(reduce(history, value("T_a", "3", 5001)).present.values).toEqual({ omega: "2", T_a: "3" });
    const edited = reduce(history, { type: "edit", label: "order", time: 5001, change: { order: 5 } });
    expect([edited.past.length, edited.present.order, edited.present.values]).toEqual([2, 5, { omega: "2" }]);
  });

  it("goes back and forth over all its steps, forgets what an edit leaves behind, and ends at 200", () => {
    let history = historyOf(INITIAL);
    for (let i = 1; i <= 250; i++) history = reduce(history, value("omega", String(i), 10_000 * i));
    expect(history.past).toHaveLength(201);
    expect(history.past[0]?.values).toEqual({ omega: "49" });
    let back = history;
    for (let i = 0; i < 3; i++) back = reduce(back, { type: "undo" });
    expect([back.present.values, back.future.length, back.past.length]).toEqual([{ omega: "247" }, 3, 198]);
    const forth = reduce(reduce(back, { type: "redo" }), { type: "redo" });
    expect([forth.present.values, forth.future.length, forth.past.length]).toEqual([
      { omega: "249" },
      1,
      200,
    ]);
    expect(reduce(forth, { type: "undo" }).present.values).toEqual({ omega: "248" });
    const other = reduce(back, { type: "replace", state: { ...INITIAL, order: 7 } });
    expect([other.future, other.present.order, other.past.length]).toEqual([[], 7, 199]);
    // After an undo nothing is joined to what was before it.
    expect(reduce(back, value("omega", "x", 2_500_001)).past).toHaveLength(199);
  });
});
