/**
 * The current of a ladder as a formula, in three notations.
 *
 * paper:      (14) and (15) in n_B or n_S and the rates k^ν, and the rates (16), (17), (19) in the same occupations;
 *             other ladders by the ladder formula with r and F(r); N levels by (11) and (12) in the rates by name.
 * boltzmann:  one fraction in e^{−ω/T_ν}, brought to lowest terms by the exact field.
 * tanh:       the same in t_ν = tanh(ω/2T_ν), through e^{−ω/T} = (1 − t)/(1 + t). Rates of spins, solids and metals are
 *             Υ(1 + t)/2 and Γ(1 + t)/2t there, which makes this the shortest form of a two-level junction.
 */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { collected } from "../../../symbolic/present/collect.js";
import { type Side } from "../../../symbolic/thermal/variables.js";
import { type Bath, bathRecord } from "../../junction/bath.js";
import { type Form } from "./forms.js";
import { presentInTanh, tanhSize } from "./current-tanh.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { symbolsOf } from "../../expression/tree.js";
import { requireSize, sizeLimit } from "../../input/size-limit.js";
import { coherentForm } from "./current-coherent.js";
import { levelsForm } from "./current-levels.js";
import { type CurrentForm } from "./current-form.js";
import { atTemperature, occupation, occupationsIn, growthAtEnd } from "./rate-at-end.js";
import { exactCurrent } from "../ladder-current.js";
import { withNamedSpectra } from "../named/named-spectra.js";
import { spectrumDefinitions } from "../../junction/spectra.js";
import { symbolLatex } from "../../input/names.js";
import { type Junction, withNamesKept } from "../../junction/junction.js";
import { presentThermal } from "./thermal-fraction.js";
import { type Ladder } from "../../junction/ladder.js";

/**
 * The current in the notation asked for; values are put in exactly.
 * @param kept  values that the junction's file binds: in the paper's notation the names stay, and these stand beneath
 */
export function currentForm(
  given: Junction,
  form: Form,
  values: ReadonlyMap<string, ExactNumber>,
  kept: ReadonlyMap<string, ExactNumber> = given.bound,
): CurrentForm {
  const named = form === "paper" ? formInNames(given, values, kept) : undefined;
  if (named !== undefined) return named;
  const junction = withNamedSpectra(given, values);
  const { where, ...rest } = formOf(junction, form, values);
  return { ...rest, where: [...where, ...spectrumDefinitions(junction)] };
}

/** (14), (15) and the ladder formula, or (11) and (12); undefined where the paper's notation is not for the junction. */
function formInNames(
  given: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  kept: ReadonlyMap<string, ExactNumber>,
): CurrentForm | undefined {
  if (given.subsystem.kind === "coherent") return undefined;
  const put = new Map([...values].filter(([name, x]) => !sameValue(kept.get(name), x)));
  const left = [...kept].filter(([name]) => !put.has(name));
  const junction = withNamedSpectra(withNamesKept({ ...given, bound: new Map(left) }, put), put);
  const { subsystem } = junction;
  const found =
    subsystem.kind === "levels"
      ? levelsForm(junction, put)
      : put.size === 0 && subsystem.kind === "ladder"
        ? paperForm(junction, subsystem)
        : undefined;
  if (found === undefined) return undefined;
  const where = [...found.where, ...spectrumDefinitions(junction)];
  const used = new Set([found.current, ...where.map((w) => w.value)].flatMap(symbolsOf));
  const beneath = [...left, ...put].flatMap(([name, { numerator, denominator }]) =>
    used.has(name) && given.parameters.some((p) => p.name === name)
      ? [{ name, latex: symbolLatex(name), value: numberExpression(numerator, denominator) }]
      : [],
  );
  return { ...found, where: [...where, ...beneath] };
}

const sameValue = (a: ExactNumber | undefined, b: ExactNumber): boolean =>
  a !== undefined && a.numerator === b.numerator && a.denominator === b.denominator;

function formOf(junction: Junction, form: Form, values: ReadonlyMap<string, ExactNumber>): CurrentForm {
  if (form === "paper" && junction.subsystem.kind === "coherent")
    return coherentForm(junction, junction.subsystem, values);
  const { variables, current, noHeat } = exactCurrent(junction, values);
  if (form === "tanh") {
    const instead = "take --form boltzmann, or bind everything for a number with evaluate";
    requireSize(
      "the current in tanh(omega/(2 T))",
      tanhSize(variables, current),
      sizeLimit(junction),
      instead,
    );
  }
  return {
    current: form === "tanh" ? presentInTanh(variables, current) : presentThermal(variables, current),
    where: [],
    ...(noHeat === undefined ? {} : { noHeat }),
  };
}

const minus = (e: Expression): Expression => productExpression([numberExpression(-1n), e]);
const over = (a: Expression, b: Expression): Expression => productExpression([a, powerExpression(b, -1)]);
/** (14), (15) and the ladder formula. */
function paperForm(junction: Junction, ladder: Ladder): CurrentForm {
  const gap = ladder.gap;
  const rates = (["L", "R"] as const).map((side) => ({
    side,
    bath: side === "L" ? junction.left : junction.right,
  }));
  const where = [
    ...rates.map(({ side, bath }) => ({
      name: `k_${side}`,
      latex: `k^${side}`,
      value: paperRate(bath, gap),
    })),
  ];
  const k = (side: Side): Expression => symbolExpression(`k_${side}`);
  if (ladder.weights !== "oscillator" && ladder.levels !== 2) return ladderForm(ladder, gap, k, where);
  const kind = ladder.levels === 2 ? "n_S" : "n_B";
  // n_B(−ω) = −(1 + n_B(ω)) in the paper's notation: hence the minus sign of (14)
  const top = productExpression([
    numberExpression(kind === "n_S" ? 1n : -1n),
    gap,
    sumExpression([occupation(kind, "L", gap), minus(occupation(kind, "R", gap))]),
  ]);
  const bottom = sumExpression(
    (["L", "R"] as const).map((side) => over(occupation(kind, side, minus(gap)), k(side))),
  );
  const current = over(top, bottom);
  return { current, where: [...where, ...occupationsIn([current, ...where.map((w) => w.value)])] };
}

function ladderForm(
  ladder: Ladder,
  gap: Expression,
  k: (side: Side) => Expression,
  rates: CurrentForm["where"],
): CurrentForm {
  const X = (side: Side): Expression => symbolExpression(`X_${side}`);
  const r = symbolExpression("r");
  const weights = ladder.weights === "oscillator" ? [] : ladder.weights;
  const series = sumExpression(
    weights.map((w, i) => productExpression([numberExpression(w), powerExpression(r, i)])),
  );
  const partition = sumExpression(
    Array.from({ length: weights.length + 1 }, (_, n) => powerExpression(r, n)),
  );
  const total = sumExpression([k("L"), k("R")]);
  return {
    current: collected(
      productExpression([
        gap,
        k("L"),
        k("R"),
        sumExpression([X("L"), minus(X("R"))]),
        series,
        powerExpression(total, -1),
        powerExpression(partition, -1),
      ]),
    ),
    where: [
      {
        name: "r",
        latex: "r",
        value: over(
          sumExpression([productExpression([k("L"), X("L")]), productExpression([k("R"), X("R")])]),
          total,
        ),
      },
      ...(["L", "R"] as const).map((side) => ({
        name: `X_${side}`,
        latex: `X_${side}`,
        value: callExpression("exp", minus(over(gap, symbolExpression(`T_${side}`)))),
      })),
      ...rates,
      ...occupationsIn(rates.map((rate) => rate.value)),
    ],
  };
}

/** (16), (17), (19): the rate in the occupation of its bath; other rates as the user wrote them, at T_ν. A coupling of ω is that at the gap. */
function paperRate(bath: Bath, gap: Expression): Expression {
  if (!("coupling" in bath)) return atTemperature(bath.rate, bath.side, gap);
  const fermionic = bathRecord(bath.kind).statistics === 1;
  const rate = productExpression([
    replaceSymbol(bath.coupling, "omega", gap),
    ...growthAtEnd(bath, (e) => e),
    occupation(fermionic ? "n_S" : "n_B", bath.side, minus(gap)),
  ]);
  return fermionic ? rate : minus(rate);
}
