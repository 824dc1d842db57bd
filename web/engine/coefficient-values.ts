/**
 * Values of the coefficients at a point, by Taylor arithmetic in enclosures: as many proved digits as the exact
 * expansion gives, but within milliseconds for any decimal energies, so that they follow a slider.
 */
import { alphaJet } from "../../numeric/alpha-jet.js";
import { ballArithmetic, type Ball, type BallArithmetic } from "../../numeric/ball.js";
import { certifiedDecimal, startingBits } from "../../numeric/certified-decimal.js";
import { jetArithmetic } from "../../numeric/jet.js";
import { alphaOfLevels } from "../../numeric/level-expansion.js";
import { type LevelModel } from "../../numeric/level-model.js";
import { type Bindings } from "../../src/bindings.js";
import { asInputError } from "../../src/evaluate.js";
import { expansion } from "../../src/expand.js";
import { type Junction } from "../../src/junction.js";
import { numericModel } from "../../src/numeric-model.js";
import { type Quantity } from "../state/view-state.js";

/**
 * The coefficients 0 … order, each with `digits` proved digits; "0" for an exact zero, "" where a value was neither
 * told from zero nor proved to be zero.
 * @throws InputError for values out of their domain
 */
export function coefficientValues(
  junction: Junction,
  at: Bindings,
  quantity: Quantity,
  order: number,
  digits: number,
): readonly string[] {
  const numeric = numericModel(junction);
  const found = asInputError(() =>
    numeric.kind === "ladder"
      ? alphaJet(numeric.model, at, order, { digits, quantity }).map(({ value, undecided }) =>
          undecided ? undefined : value,
        )
      : levelValues(numeric.model, at, quantity, order, digits),
  );
  // What no enclosure can tell from zero, the exact field decides; for levels that could take long.
  const exact =
    numeric.kind === "ladder" && found.slice(1).includes(undefined)
      ? expansion(junction, quantity, at)
      : undefined;
  return found.map((value, k) => {
    if (k === 0) return quantity === "R" ? "1" : "0";
    return value ?? exact?.value(k, digits) ?? "";
  });
}

/** Digits beyond those asked for, which the division of two series may lose. */
const SPARE = 25;

function levelValues(
  model: LevelModel,
  at: Bindings,
  quantity: Quantity,
  order: number,
  digits: number,
): readonly (string | undefined)[] {
  const told = (list: ReturnType<typeof alphaOfLevels>) =>
    list.map(({ value, undecided }) => (undecided ? undefined : value));
  if (quantity === "J") return told(alphaOfLevels(model, at, order, digits));
  const alpha = alphaOfLevels(model, at, order + 1, digits + SPARE);
  const A = ballArithmetic(startingBits(digits + SPARE));
  // J(Δ)/Δ and −J(−Δ)/Δ.
  const forward = alpha.slice(1).map((a) => (a.undecided ? A.zero : interval(A, a.value)));
  const reversed = forward.map((c, k) => (k % 2 === 0 ? c : A.neg(c)));
  const jets = jetArithmetic(A, order);
  const series =
    quantity === "R"
      ? jets.div(forward, reversed)
      : jets.div(
          forward.map((c, k) => (k % 2 === 0 ? A.zero : c)),
          forward.map((c, k) => (k % 2 === 0 ? c : A.zero)),
        );
  return series.map((c) => certifiedDecimal(c, digits) ?? undefined);
}

/** The numbers that round to a decimal whose every digit is proved. */
function interval(A: BallArithmetic, text: string): Ball {
  const [mantissa = "0", exponentText = "0"] = text.split("e");
  const exponent = Number(exponentText) - (mantissa.split(".")[1]?.length ?? 0);
  const twice = 2n * BigInt(mantissa.replace(".", ""));
  const at = (n: bigint): Ball =>
    exponent >= 0
      ? A.fromRational(n * 10n ** BigInt(exponent), 2n)
      : A.fromRational(n, 2n * 10n ** BigInt(-exponent));
  return A.hull(at(twice - 1n), at(twice + 1n));
}
