/**
 * The current of a ladder as a formula, in three notations.
 *
 * paper:      (14) and (15) in n_B or n_S and the rates k^ν, and the rates (16), (17), (19) in the same occupations;
 *             other ladders by the ladder formula with r and F(r).
 * boltzmann:  one fraction in e^{−ω/T_ν}, brought to lowest terms by the exact field.
 * tanh:       the same in t_ν = tanh(ω/2T_ν), through e^{−ω/T} = (1 − t)/(1 + t). Rates of spins, solids and metals are
 *             Υ(1 + t)/2 and Γ(1 + t)/2t there, which makes this the shortest form of a two-level junction.
 */
import {
  callExpression,
  childrenOf,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { collected } from "../../../symbolic/present/collect.js";
import { type Side } from "../../../symbolic/thermal/variables.js";
import { type Bath } from "../../junction/bath.js";
import { type Form } from "./forms.js";
import { presentInTanh, tanhSize } from "./current-tanh.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { requireSize, sizeLimit } from "../../input/size-limit.js";
import { coherentForm } from "./current-coherent.js";
import { type CurrentForm } from "./current-form.js";
import { atTemperature, occupation } from "./rate-at-end.js";
import { exactCurrent } from "../ladder-current.js";
import { withNamedSpectra } from "../named/named-spectra.js";
import { spectrumDefinitions } from "../../junction/spectra.js";
import { type Junction } from "../../junction/junction.js";
import { presentThermal } from "./thermal-fraction.js";
import { type Ladder } from "../../junction/ladder.js";

/** The current in the notation asked for; values bind parameters exactly. */
export function currentForm(
  given: Junction,
  form: Form,
  values: ReadonlyMap<string, ExactNumber>,
): CurrentForm {
  const junction = withNamedSpectra(given, values);
  const { where, ...rest } = formOf(junction, form, values);
  return { ...rest, where: [...where, ...spectrumDefinitions(junction)] };
}

function formOf(junction: Junction, form: Form, values: ReadonlyMap<string, ExactNumber>): CurrentForm {
  if (form === "paper" && junction.subsystem.kind === "ladder" && values.size === 0) {
    return paperForm(junction, junction.subsystem);
  }
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

/** Definitions of the occupations n_B^ν, n_S^ν that the formulas use. */
function occupationsIn(formulas: readonly Expression[]): CurrentForm["where"] {
  const used = new Set<string>();
  const visit = (e: Expression): void => {
    if (e.type === "call") used.add(e.name);
    childrenOf(e).forEach(visit);
  };
  formulas.forEach(visit);
  return (["n_S", "n_B"] as const).flatMap((kind) =>
    (["L", "R"] as const)
      .filter((side) => used.has(`${kind}_${side}`))
      .map((side) => ({
        name: `${kind}_${side}(x)`,
        latex: `${kind}^${side}(x)`,
        value: powerExpression(
          sumExpression([
            callExpression("exp", over(symbolExpression("x"), symbolExpression(`T_${side}`))),
            numberExpression(kind === "n_S" ? 1n : -1n),
          ]),
          -1,
        ),
      })),
  );
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
  switch (bath.kind) {
    case "spin":
      return productExpression([
        replaceSymbol(bath.coupling, "omega", gap),
        occupation("n_S", bath.side, minus(gap)),
      ]);
    case "solid":
      return minus(
        productExpression([
          replaceSymbol(bath.coupling, "omega", gap),
          occupation("n_B", bath.side, minus(gap)),
        ]),
      );
    case "metal": {
      const slope = over(productExpression([bath.delta, symbolExpression(`T_${bath.side}`)]), bath.mu);
      return minus(
        productExpression([
          replaceSymbol(bath.coupling, "omega", gap),
          sumExpression([numberExpression(1n), slope]),
          occupation("n_B", bath.side, minus(gap)),
        ]),
      );
    }
    case "custom":
    case "law":
      return atTemperature(bath.rate, bath.side, gap);
  }
}
