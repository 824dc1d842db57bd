/** The engine, in a worker: exact formulas, verdicts and certified numbers, while the page stays free to draw. */
import { expose } from "comlink";
import { parseBindings } from "../../src/model/point.js";
import { claimAbout, decideClaim } from "../../src/claim/decide.js";
import { parseRelations, underRelations } from "../../src/exact/named/inequalities.js";
import { currentForm } from "../../src/exact/formula/current.js";
import { InputError } from "../../src/input/errors.js";
import { doubt, etaAt } from "../../src/evaluate/eta.js";
import { evaluateAt } from "../../src/evaluate/point.js";
import { formatExactNumber, parseExactNumber } from "../../src/input/exact-number.js";
import { loadExpressionParser } from "../../src/expression/parse.js";
import { UNDEFINED } from "../../src/exact/heat-flow.js";
import { type JunctionExpansion } from "../../src/expansion/expansion.js";
import { LARGEST_ORDER, type Quantity } from "../state/view-state.js";
import { type Junction } from "../../src/junction/junction.js";
import { quantityRecord } from "../../src/junction/quantity.js";
import { takenNames } from "../../src/expansion/print.js";
import { latexWidth } from "../../src/print/latex-width.js";
import { nameParts } from "../../src/print/common-parts.js";
import { toLatex } from "../../src/print/latex.js";
import { numericModel } from "../../src/model/model.js";
import { replaceSymbol } from "../../src/expression/substitute.js";
import { paperResults } from "../../src/paper/results.js";
import { toText } from "../../src/expression/ascii.js";
import { unitLabels, unitSystem } from "../../src/junction/units.js";
import { placed } from "../../src/input/validate.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { specOfFile } from "../state/junction-spec.js";
import { coefficientValues } from "./coefficient-values.js";
import { fileData, inSymbols, junctionCache } from "./junction-cache.js";
import { exportExpansion, latexReport } from "./export.js";
import { type CoefficientCard, type Engine, type Formula, type JunctionCard } from "./protocol.js";
import { proofCard, verdictCard } from "./verdict-card.js";

const cache = junctionCache();

const DIGITS = 16;

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

/** What everything that the page shows of a junction is measured in. */
function unitsOf(junction: Junction): Pick<JunctionCard, "units" | "unitSystem"> {
  if (junction.units === undefined) return { units: {} };
  const label = unitLabels(junction);
  const orders = Array.from({ length: LARGEST_ORDER + 1 }, (_, k) => `alpha_${k}`);
  const names = [
    "T_a",
    "T_L",
    "T_R",
    "Delta",
    "J",
    "J_reversed",
    ...orders,
    ...junction.parameters.map((p) => p.name),
  ];
  return {
    units: Object.fromEntries(names.map((name) => [name, label(name)])),
    unitSystem: unitSystem(junction.units),
  };
}

/** Temperatures to begin with where there are units: thermal energies about as large as a typical gap, 5 units of it. */
function temperaturesFor({ units }: Junction): Readonly<Record<string, string>> {
  if (units === undefined) return {};
  const { numerator, denominator } = units.gapFactor;
  const sum = Number((10 * (Number(numerator) / Number(denominator))).toPrecision(1));
  const decimal = (x: number): string => formatExactNumber(parseExactNumber(String(x)));
  return { T_a: decimal(sum), Delta: decimal(sum / 5) };
}

/** The expansion in symbols, with the junction it belongs to free of its file's values. */
async function symbolic(source: string, quantity: Quantity): Promise<JunctionExpansion> {
  const series = await cache.expansion(source, quantity);
  return { ...series, junction: inSymbols(series.junction) };
}

/** Width in em from which a formula is shown with named parts; a line of the page. */
const WIDE = 44;

/** A wide formula as a paper would print it: its common parts named. */
function shortForm(value: Expression, taken: ReadonlySet<string>): CoefficientCard["short"] {
  if (latexWidth(value) <= WIDE) return undefined;
  const { parts, values } = nameParts([value], { taken, measure: latexWidth, limit: WIDE });
  const [main] = values;
  if (parts.length === 0 || main === undefined) return undefined;
  const named = parts.map((p) => `${toLatex({ type: "symbol", name: p.name })} = ${toLatex(p.value)}`);
  return { latex: toLatex(main), parts: named };
}

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
      ...unitsOf(junction),
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
    return verdictCard(await cache.conditions(source));
  },
  async proof(source) {
    return proofCard(await cache.conditions(source));
  },
  async coefficient(source, quantity, k) {
    const zero = (await cache.expansion(source, quantity)).isZero(k);
    const { text: name, latex } = quantityRecord(quantity).coefficient;
    const value = await cache.expression(source, quantity, k);
    const whole = formula(`${name}_${k}`, `${latex}_{${k}}`, value);
    const short = shortForm(value, takenNames(await cache.expansion(source, quantity)));
    return { k, zero, formula: whole, ...(short ? { short } : {}) };
  },
  async point(source, at, digits) {
    const junction = await cache.junction(source);
    const values = parseBindings(at, junction, { allowDelta: true });
    const eta = etaAt(junction, values);
    const warning = doubt(eta);
    return { ...evaluateAt(junction, values, digits), eta, ...(warning === undefined ? {} : { warning }) };
  },
  async values(source, at, quantity, order, digits) {
    const junction = await cache.junction(source);
    const values = parseBindings(at, junction, { allowDelta: false });
    return coefficientValues(junction, values, quantity, order, digits);
  },
  async exportAs(source, quantity, order, format) {
    const junction = inSymbols(await cache.junction(source));
    return exportExpansion(await symbolic(source, quantity), junction, order, format);
  },
  async report(source, order, at, link) {
    const junction = inSymbols(await cache.junction(source));
    const values = parseBindings(at, junction, { allowDelta: true });
    (await import("zod")).config({ jitless: true });
    const { makeReport } = await import("../report/make-report.js");
    const again = source.startsWith("{") ? link : `heatdiode report ${source} --order ${order} --out .`;
    return makeReport(junction, values, order, again);
  },
  async latexReport(source, quantity, order, at, link) {
    const junction = await cache.junction(source);
    const series = await symbolic(source, quantity);
    const values = parseBindings(at, junction, { allowDelta: true });
    const point = evaluateAt(junction, values, DIGITS);
    const mean = new Map([...values].filter(([name]) => name !== "Delta"));
    const letter = quantityRecord(quantity).coefficient.text;
    const coefficients = coefficientValues(junction, mean, quantity, order, DIGITS);
    return latexReport({
      series,
      verdict: await cache.conditions(source),
      order,
      at: at.split(",").map((pair) => pair.replace("=", " = ")),
      numbers: [
        ...(["J", "J_reversed", "R", "contrast"] as const).map(
          (key) => `${key} = ${point.undecided.includes(key) ? "undecided" : (point[key] ?? UNDEFINED)}`,
        ),
        ...coefficients.slice(1).map((value, i) => `${letter}_${i + 1} = ${value}`),
      ],
      link,
    });
  },
  async check(source, text, assume, classical) {
    const subject = inSymbols(await cache.junction(source));
    const parse = await loadExpressionParser();
    try {
      const { claim, junction } = claimAbout(text, subject, parse);
      const assumed = parseRelations(assume, junction, parse);
      const formula = assumed.equations.reduce(
        (e, { name, value }) => replaceSymbol(e, name, value),
        claim.formula,
      );
      return decideClaim(underRelations(junction, assumed), { ...claim, formula }, { classical });
    } catch (error) {
      // The page has a field where the command line has an option.
      if (!(error instanceof InputError) || error.where !== "--claim") throw error;
      throw new InputError(error.what, { hint: error.hint, at: error.at });
    }
  },
  async readFile(text) {
    const data = await fileData(text);
    const spec = specOfFile(data);
    const junction = await cache.junction(JSON.stringify(data));
    const values = [...junction.bound].map(([name, v]) => [name, formatExactNumber(v)] as const);
    return { spec, values: { ...temperaturesFor(junction), ...Object.fromEntries(values) } };
  },
  async readLink(text) {
    const data = await fileData(text);
    const values = Object.entries(data.parameters ?? {}).map(
      ([name, value]) =>
        [name, placed(`parameters.${name}`, () => formatExactNumber(parseExactNumber(value)))] as const,
    );
    return { spec: specOfFile(data), values: Object.fromEntries(values) };
  },
  async paper() {
    return Promise.resolve(paperResults());
  },
};

expose(engine);
