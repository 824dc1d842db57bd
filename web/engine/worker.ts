/** The engine, in a worker: exact formulas, verdicts and certified numbers, while the page stays free to draw. */
import { expose } from "comlink";
import { parseBindings } from "../../src/bindings.js";
import { decideClaim, parseClaim } from "../../src/claim.js";
import { assuming, parseAssumptions, replaceName } from "../../src/conditions-assume.js";
import { conditions } from "../../src/conditions.js";
import { currentForm } from "../../src/current-form.js";
import { InputError } from "../../src/errors.js";
import { evaluateAt } from "../../src/evaluate.js";
import { parseExactJson } from "../../src/exact-json.js";
import { formatExactNumber } from "../../src/exact-number.js";
import { loadExpressionParser } from "../../src/expression-parser.js";
import { type Junction } from "../../src/junction.js";
import { toLatex } from "../../src/latex.js";
import { numericModel } from "../../src/numeric-model.js";
import { paperResults } from "../../src/paper/results.js";
import { toText } from "../../src/text.js";
import { type Expression } from "../../symbolic/expression.js";
import { specOfFile } from "../state/junction-spec.js";
import { type Quantity } from "../state/view-state.js";
import { coefficientValues } from "./coefficient-values.js";
import { junctionCache } from "./junction-cache.js";
import { type Engine, type Formula, type JunctionCard } from "./protocol.js";
import { verdictCard } from "./verdict-card.js";

const cache = junctionCache();

const LETTER: Readonly<Record<Quantity, readonly [name: string, latex: string]>> = {
  J: ["alpha", "\\alpha"],
  R: ["r", "r"],
  contrast: ["c", "c"],
};

function formula(name: string, symbol: string, e: Expression): Formula {
  return { name, symbol, latex: toLatex(e), text: toText(e) };
}

function numericOf(junction: Junction): JunctionCard["numeric"] {
  try {
    return numericModel(junction);
  } catch (error) {
    if (error instanceof InputError) return { kind: "none", reason: error.what };
    throw error;
  }
}

/** The junction without the values of its file: those are on the sliders. */
const inSymbols = (junction: Junction): Junction => ({ ...junction, bound: new Map() });

const engine: Engine = {
  async describe(source) {
    const junction = await cache.junction(source);
    return {
      source,
      name: junction.name,
      parameters: junction.parameters.map(({ name, latex, assumption, meaning }) => ({
        name,
        latex,
        positive: assumption === "positive",
        meaning,
      })),
      bound: Object.fromEntries([...junction.bound].map(([name, v]) => [name, formatExactNumber(v)])),
      numeric: numericOf(junction),
    };
  },
  async current(source, form) {
    const { current, where } = currentForm(inSymbols(await cache.junction(source)), form, new Map());
    return [
      formula("J", "J", current),
      ...where.map(({ name, latex, value }) => formula(name, latex, value)),
    ];
  },
  async verdict(source) {
    return verdictCard(conditions(inSymbols(await cache.junction(source))));
  },
  async coefficient(source, quantity, k) {
    const zero = (await cache.expansion(source, quantity)).isZero(k);
    const [name, latex] = LETTER[quantity];
    const value = await cache.expression(source, quantity, k);
    return { k, zero, formula: formula(`${name}_${k}`, `${latex}_{${k}}`, value) };
  },
  async point(source, at, digits) {
    const junction = await cache.junction(source);
    return evaluateAt(junction, parseBindings(at, junction, { allowDelta: true }), digits);
  },
  async values(source, at, quantity, order, digits) {
    const junction = await cache.junction(source);
    const values = parseBindings(at, junction, { allowDelta: false });
    return coefficientValues(junction, values, quantity, order, digits);
  },
  async check(source, text, assume, classical) {
    const junction = inSymbols(await cache.junction(source));
    const parse = await loadExpressionParser();
    const claim = parseClaim(text, junction, parse);
    const assumed = assume.trim() === "" ? [] : parseAssumptions(assume, junction, parse);
    const formula = assumed.reduce((e, { name, value }) => replaceName(e, name, value), claim.formula);
    return decideClaim(assuming(junction, assumed), { ...claim, formula }, { classical });
  },
  async readFile(text) {
    const junction = await cache.junction(text.trim());
    const values = [...junction.bound].map(([name, v]) => [name, formatExactNumber(v)] as const);
    return { spec: specOfFile(parseExactJson(text)), values: Object.fromEntries(values) };
  },
  async paper() {
    return Promise.resolve(paperResults());
  },
};

expose(engine);
