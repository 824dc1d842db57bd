/** The view in the address: what is written reads back, and what comes from elsewhere is checked. */
import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { historyOf, reduce } from "../../web/state/history.js";
import { parseJunctionData } from "../../src/junction/file/data.js";
import { parseJunctionFile } from "../../src/junction/file/parse.js";
import { sourceOf, specOfFile } from "../../web/state/junction-spec.js";
import { fromHash, toHash } from "../../web/state/url-hash.js";
import { sliderRange, STEPS, stepOf, textOf } from "../../web/state/slider-range.js";
import { INITIAL, isValue, LARGEST_ORDER, toDouble, type ViewState } from "../../web/state/view-state.js";

const bath = fc.oneof(
  fc.constantFrom({ bath: "spin" }, { bath: "solid" }, { bath: "metal" }),
  fc.record({ bath: fc.constant("solid"), coupling: fc.string() }),
  fc.record({ bath: fc.constantFrom("custom", "law"), rate: fc.string({ unit: "grapheme" }) }),
);
const subsystem = fc.oneof(
  fc.constantFrom({ kind: "TLS" }, { kind: "HO" }, { kind: "spin", S: "3/2" }),
  fc.record({ kind: fc.constant("ladder"), levels: fc.integer({ min: 2, max: 40 }).map(String) }),
  fc.record({
    kind: fc.constant("levels"),
    energies: fc.array(fc.string(), { maxLength: 4 }),
    S: fc.array(fc.array(fc.string(), { maxLength: 4 }), { maxLength: 4 }),
  }),
);
const value = fc.oneof(
  fc.tuple(fc.nat(), fc.stringMatching(/^\d{1,40}$/)).map(([n, digits]) => `${n}.${digits}`),
  fc.tuple(fc.integer(), fc.integer({ min: 1 })).map(([n, d]) => `${n}/${d}`),
);
const quantity = fc.constantFrom("J", "R", "contrast");
const view = fc.record({
  page: fc.constantFrom("junction", "paper"),
  spec: fc.record({ left: bath, subsystem, right: bath }),
  values: fc.dictionary(fc.stringMatching(/^[A-Za-z][a-z]{0,6}(_[LR0-9])?$/), value, {
    noNullPrototype: true,
  }),
  order: fc.integer({ min: 1, max: LARGEST_ORDER }),
  quantity,
  form: fc.constantFrom("paper", "boltzmann"),
  sweep: fc.constantFrom("omega", "Gamma_R"),
  sweepQuantity: quantity,
  mapBy: fc.constantFrom("", "T_a"),
  claim: fc.string({ unit: "grapheme", maxLength: 200 }),
}) as fc.Arbitrary<unknown> as fc.Arbitrary<ViewState>;

/** What a link asks for, its file read as the engine reads it. */
async function viewOf(hash: string): Promise<ViewState> {
  const link = fromHash(hash);
  if (link.kind === "problem") throw new Error(link.message);
  if (link.file === undefined) return link.view;
  return { ...link.view, spec: specOfFile(await parseJunctionData(link.file)) };
}

test("a view reads back from its address", async () => {
  await fc.assert(
    fc.asyncProperty(view, async (state) => {
      expect(await viewOf(`#${toHash(state)}`)).toEqual(state);
    }),
  );
});

test("any address gives a view with nothing unchecked in it, or a line that says what is not understood", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "file=", "at=", "j=", "order="),
      (text, key) => {
        const link = fromHash(`#${key}${text}`);
        if (link.kind === "problem") {
          expect(link.message).toMatch(/^This link is not understood: .{1,300}$/u);
          return;
        }
        expect(Object.values(link.view.values).every(isValue)).toBe(true);
        expect(link.view.order).toBeLessThanOrEqual(LARGEST_ORDER);
        expect(sourceOf(link.view.spec).length).toBeGreaterThan(0);
      },
    ),
  );
});

test.each([
  ["j=solidd-TLS-solid", /j: solidd-TLS-solid is not a junction such as/],
  ["j=spin-levles-metal", /j: spin-levles-metal is not a junction/],
  ["at=T_a=x", /at: T_a = x is not a decimal or a fraction/],
  ["at=T_a=1,T_a=2", /at: T_a is given twice/],
  ["order=99", /order: 99 is not an integer from 1 to 12/],
  ["q=entropy", /q: entropy is not one of J, R, contrast/],
  ["junction=spin-TLS-metal", /junction=spin-TLS-metal is no part of a link/],
  ["j=spin-TLS-metal&j=solid-TLS-solid", /j is given twice/],
  ["j=%E0%A4%A", /is no part of a link/],
])("the link #%s says what is not understood", (hash, message) => {
  expect(fromHash(`#${hash}`)).toEqual({
    kind: "problem",
    message: expect.stringMatching(message) as string,
  });
});

test.each([
  [
    "an unknown bath",
    '{"left":{"bath":"sollid"},"right":{"bath":"spin"},"subsystem":{"kind":"HO"}}',
    /unknown bath sollid/,
  ],
  [
    "an unknown key",
    '{"left":{"bath":"solid","onload":"x"},"right":{"bath":"spin"},"subsystem":{"kind":"HO"}}',
    /unknown key onload/,
  ],
  [
    "a dangerous key",
    '{"__proto__":{"x":1},"left":{"bath":"solid"},"right":{"bath":"spin"},"subsystem":{"kind":"HO"}}',
    /key __proto__ is not allowed/,
  ],
  [
    "a finite bath",
    '{"left":{"bath":"finite-spins","energies":["1"],"couplings":["1"]},"right":{"bath":"spin"},"subsystem":{"kind":"TLS"}}',
    /left\.bath: finite-spins cannot be shown here/,
  ],
])("a file in a link with %s is refused", async (_what, file, message) => {
  await expect(viewOf(`#file=${encodeURIComponent(file)}`)).rejects.toThrow(message);
});

test.each(readdirSync("examples").filter((name) => name.endsWith(".json")))(
  "examples/%s is the same junction on the page as on the command line",
  async (name) => {
    const text = readFileSync(`examples/${name}`, "utf8");
    const { bound, ...onPage } = await parseJunctionFile(sourceOf(specOfFile(await parseJunctionData(text))));
    const { bound: values, ...inFile } = await parseJunctionFile(text);
    expect(onPage).toEqual(inFile);
    expect([...bound].every(([key, value]) => isDeepStrictEqual(values.get(key), value))).toBe(true);
  },
);

test("a slider's step and its text belong to each other", () => {
  for (const [name, positive] of [
    ["omega", true],
    ["T_a", true],
    ["delta_R", false],
    ["Delta", false],
  ] as const) {
    const range = sliderRange(name, positive, "0.5");
    for (let step = 0; step <= STEPS; step++) {
      const text = textOf(range, step);
      expect(isValue(text)).toBe(true);
      // Three digits cannot tell two neighbours apart everywhere, but never miss by more than one step.
      expect(Math.abs(stepOf(range, text) - step)).toBeLessThanOrEqual(1);
    }
  }
});

test("edits of one value close together are one step of the history", () => {
  const drag = [10, 500, 1200].reduce(
    (h, time, i) => reduce(h, { type: "value", name: "omega", text: String(i + 2), time }),
    historyOf(INITIAL),
  );
  const other = reduce(drag, { type: "value", name: "T_a", text: "1", time: 1300 });
  expect(reduce(other, { type: "undo" }).present.values).toEqual({ omega: "4" });
  expect(reduce(drag, { type: "undo" }).present).toEqual(INITIAL);
  expect(reduce(reduce(drag, { type: "undo" }), { type: "redo" }).present).toEqual(drag.present);
});

test("no text of the slider of Delta reaches a temperature of zero", () => {
  for (const meanSum of ["0.5", "1", "3/2", "0.02", "20", "0.037", "1e-6"]) {
    const range = sliderRange("Delta", false, meanSum);
    for (let step = 0; step <= STEPS; step++)
      expect(Math.abs(toDouble(textOf(range, step)))).toBeLessThan(toDouble(meanSum));
    // and most of the way there it goes
    expect(toDouble(textOf(range, STEPS))).toBeGreaterThan(0.9 * toDouble(meanSum));
  }
});
