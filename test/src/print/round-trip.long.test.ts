/**
 * What is printed is what was computed: the text form, read by mathjs and evaluated at rational points in 80 digits,
 * against the certified value of the same coefficient, which is expanded with the numbers put in before anything
 * is presented. Tolerance: 40 digits, the requirement; 80 digits of working precision leave 40 for cancellation.
 */
import { all, type BigNumber, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { type Form } from "../../../src/exact/formula/forms.js";
import { type Quantity } from "../../../src/junction/quantity.js";
import { currentForm } from "../../../src/exact/formula/current.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { type Junction } from "../../../src/junction/junction.js";
import { numericModel } from "../../../src/model/model.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { toText } from "../../../src/expression/ascii.js";
import { evaluateCertified } from "../../../numeric/junction/evaluate-certified.js";
import { type LadderModel } from "../../../numeric/junction/model.js";
import { BUILT_IN, LADDERS, rationalFor } from "./junctions.js";
import { heatdiode } from "../../heatdiode.js";

const math = create(all ?? {}, { number: "BigNumber", precision: 80 });

function big({ numerator, denominator }: ExactNumber): BigNumber {
  return math.bignumber(String(numerator)).div(math.bignumber(String(denominator)));
}

function pointOf(junction: Junction, seed: number): Map<string, ExactNumber> {
  return new Map(["T_a", ...junction.parameters.map((p) => p.name)].map((n) => [n, rationalFor(n, seed)]));
}

function read(text: string, scope: Map<string, unknown>): BigNumber {
  return math.bignumber(math.evaluate(text, scope) as BigNumber);
}

/** |a − b| ≤ 10^−40 |b|. */
function agrees(printed: BigNumber, exact: string): boolean {
  const b = math.bignumber(exact);
  return printed.sub(b).abs().lte(b.abs().mul("1e-40"));
}

function ladderOf(junction: Junction): LadderModel {
  const { kind, model } = numericModel(junction);
  if (kind !== "ladder") throw new Error("a ladder was expected");
  return model;
}

const scopeOf = (values: Map<string, ExactNumber>): Map<string, unknown> =>
  new Map([...values].map(([name, value]) => [name, big(value)]));

describe("printed coefficients", () => {
  const cases: [string, Quantity, number][] = [
    ...BUILT_IN.map((name): [string, Quantity, number] => [name, "J", 4]),
    ...LADDERS.map((name): [string, Quantity, number] => [name, "J", 3]),
    ["solid-TLS-solid", "J", 6],
    ["spin-HO-solid", "J", 6],
    ["spin-TLS-metal", "J", 6],
    ...BUILT_IN.filter((name) => name !== "metal-TLS-metal" && name !== "metal-HO-metal").flatMap(
      (name): [string, Quantity, number][] => [
        [name, "R", 3],
        [name, "contrast", 3],
      ],
    ),
  ];
  it.each(cases)("%s: %s to order %i", (name, quantity, order) => {
    const junction = parseShorthand(name);
    const symbolic = expansion(junction, quantity);
    for (const seed of [1, 2]) {
      const values = pointOf(junction, seed);
      const bound = expansion(junction, quantity, values);
      for (let k = 0; k <= order; k++) {
        const printed = read(toText(symbolic.expression(k)), scopeOf(values));
        const exact = bound.value(k, 45);
        expect({ k, text: printed.toString(), ok: agrees(printed, exact) }).toMatchObject({ ok: true });
      }
    }
  });
});

describe("printed currents", () => {
  const forms: Form[] = ["paper", "boltzmann", "tanh"];
  it.each([...BUILT_IN, ...LADDERS].flatMap((name) => forms.map((form) => [name, form] as const)))(
    "%s in the form %s",
    (name, form) => {
      const junction = parseShorthand(name);
      const { current, where } = currentForm(junction, form, new Map());
      for (const seed of [3, 4]) {
        const values = pointOf(junction, seed);
        const T = values.get("T_a") as ExactNumber;
        values.set("Delta", { numerator: T.numerator, denominator: 3n * T.denominator });
        const scope = scopeOf(values);
        scope.set("T_L", big(T).mul(2).div(3));
        scope.set("T_R", big(T).div(3));
        // definitions come after what uses them
        for (const { name: left, value } of [...where].reverse())
          math.evaluate(`${left} = ${toText(value)}`, scope);
        const printed = read(toText(current), scope);
        const exact = evaluateCertified(ladderOf(junction), values, 45).J;
        expect({ printed: printed.toString(), ok: agrees(printed, exact) }).toMatchObject({ ok: true });
      }
    },
  );
});

describe("named parts", () => {
  it.each([
    ["spin-TLS-metal", 5],
    ["metal-HO-metal", 4],
    ["solid-TLS-solid", 4],
  ] as const)("%s to order %i: the parts, put back, give the same values", async (name, order) => {
    const junction = parseShorthand(name);
    const text = await printed("expand", name, "--order", String(order));
    const values = pointOf(junction, 7);
    const bound = expansion(junction, "J", values);
    // an equation begins a line, or an indented line after "with"; the rest are continuations
    const [formulas = "", definitions = ""] = text.split("\nwith\n");
    const joined = (block: string): string[] =>
      block
        .replace(/\n {4,}/g, " ")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => / = /.test(line) && !line.includes("sum over k"));
    const scope = scopeOf(values);
    for (const line of joined(definitions)) math.evaluate(line.replace(/\s+/g, " "), scope);
    expect(definitions === "").toBe(name === "solid-TLS-solid");
    const coefficients = joined(formulas).filter(
      (line) => line.startsWith("alpha_") && !line.includes("identically"),
    );
    expect(coefficients.length).toBeGreaterThan(3);
    for (const line of coefficients) {
      const [left = "", right = ""] = line.split(" = ");
      const k = Number(left.slice("alpha_".length));
      const exact = bound.value(k, 45);
      expect({ k, ok: agrees(read(right, scope), exact) }).toEqual({ k, ok: true });
    }
  });
});

async function printed(...words: string[]): Promise<string> {
  const { status, out, err } = await heatdiode(...words);
  expect([status, err]).toEqual([0, ""]);
  return out;
}
