/** The view in the address: what is written reads back, and what comes from elsewhere is checked. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { historyOf, reduce } from "../../web/state/history.js";
import { type JunctionSpec, sourceOf } from "../../web/state/junction-spec.js";
import { fromHash, toHash } from "../../web/state/url-hash.js";
import { sliderRange, STEPS, stepOf, textOf } from "../../web/state/slider-range.js";
import { INITIAL, isValue, LARGEST_ORDER, type ViewState } from "../../web/state/view-state.js";

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

test("a view reads back from its address", () => {
  fc.assert(
    fc.property(view, (state) => {
      expect(fromHash(`#${toHash(state)}`)).toEqual(state);
    }),
  );
});

test("any address gives a view, with nothing unchecked in it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "file=", "at=", "j=", "order="),
      (text, key) => {
        const state = fromHash(`#${key}${text}`);
        expect(Object.values(state.values).every(isValue)).toBe(true);
        expect(state.order).toBeLessThanOrEqual(LARGEST_ORDER);
        expect(sourceOf(state.spec).length).toBeGreaterThan(0);
      },
    ),
  );
});

test("no part of a file's text beyond the keys that a junction has gets into the view", () => {
  const file =
    '{"__proto__":{"x":1},"left":{"bath":"solid","onload":"x"},"right":{"bath":"spin"},"subsystem":{"kind":"HO","x":[1]}}';
  const expected: JunctionSpec = {
    left: { bath: "solid" },
    subsystem: { kind: "HO" },
    right: { bath: "spin" },
  };
  expect(fromHash(`#file=${encodeURIComponent(file)}`).spec).toEqual(expected);
});

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
