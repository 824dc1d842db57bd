/** Writing the certificate of a parity verdict. */
import { requireWritable } from "../parity/even-part.js";
import { type ThermalCoefficient } from "../../../symbolic/thermal/parity.js";
import { type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { variablesOf } from "../../../symbolic/polynomial/structure.js";
import { type Leaf } from "../../../symbolic/solve/cases.js";
import { witness } from "../../../symbolic/solve/witness.js";
import { type Bath, metalConstants } from "../../junction/bath.js";
import {
  type Certificate,
  type CertificateBath,
  type CertificateCoefficient,
  type CertificateHeader,
  INDEPENDENCE,
  type LadderModel,
} from "../../certificate/format.js";
import { coherencesText } from "./coherences.js";
import { levelsText } from "./levels.js";
import { certificateNames } from "../../certificate/names.js";
import { fractionText, monomialText, polynomialText } from "../../certificate/text.js";
import { treeWriter, usedHypotheses } from "./cases.js";
import { assumptionsOf, type ParityCoefficient, type ParityVerdict } from "../parity/parity.js";
import { type ExactCurrent, thermalField } from "../../exact/ladder-current.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { PI } from "../../input/names.js";
import { type Junction } from "../../junction/junction.js";
import { spectrumDefinitions } from "../../junction/spectra.js";
import { toText } from "../../expression/ascii.js";

/**
 * The certificate of a verdict, or why there is none.
 * @param values  the values `current` was made with
 * @param sufficient  what has to vanish on each system, if that is more than the even part
 */
export function buildCertificate(
  current: ExactCurrent,
  verdict: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
  sufficient?: readonly Polynomial[],
): Certificate {
  const { junction, variables: v } = current;
  const names = certificateNames(v);
  const poly = (p: Polynomial): string => polynomialText(p, names.all);
  const { identity, solution } = verdict;
  // By parts only the coefficients that the case distinction uses are written, unless a case is open.
  const count = verdict.coefficients.length;
  const all = identity.kind === "closed" || !solution.complete;
  const used = usedHypotheses(solution.tree, count);
  const kept = verdict.coefficients.map((_, i) => i).filter((i) => all || used.has(i));
  const frame = {
    ...certificateHeader(current, values),
    ...certificateSystems(current, verdict, {
      mustVanish: sufficient ?? mustVanish(verdict),
      hypothesis: (i) => (i < count ? kept.indexOf(i) : i - count + kept.length),
    }),
  };
  const written = (c: ThermalCoefficient): CertificateCoefficient => ({
    monomial: monomialText([...v.parameters.map(() => 0), ...c.exponents], names.all),
    value: poly(c.value),
  });
  if (identity.kind === "ladder") {
    const { ladder, mirror } = identity;
    return {
      ...frame,
      identity: "parts",
      ...ladderModel(current, values, poly),
      exchange: fractionText(ladder.exchange, poly),
      ratio: fractionText(ladder.ratio, poly),
      mirror: { exchange: mirror.exchange.map(written), ratio: mirror.ratio.map(written) },
      coefficients: kept.map((i) => {
        const c = verdict.coefficients[i] as ParityCoefficient;
        const lead = c.lead === undefined || c.lead === 1n ? {} : { lead: poly(c.lead) };
        return { corner: c.corner ?? "hot", order: c.order ?? 0, ...lead, ...written(c) };
      }),
    };
  }
  requireWritable(current, identity.even.value);
  const closed = {
    current: fractionText(current.current, poly),
    evenPart: { ...fractionText(identity.even.value, poly), cofactor: poly(identity.even.cofactor) },
    coefficients: verdict.coefficients.map(written),
  };
  if (junction.subsystem.kind === "coherent")
    return {
      ...frame,
      identity: "coherences",
      coherences: coherencesText(junction, junction.subsystem, values, poly),
      ...closed,
    };
  return junction.subsystem.kind === "ladder"
    ? { ...frame, identity: "closed form", ...ladderModel(current, values, poly), ...closed }
    : { ...frame, identity: "levels", levels: levelsText(current, values, poly), ...closed };
}

/** The verdict of a certificate with its systems of equations and its case distinction. */
export function certificateSystems(
  current: Pick<ExactCurrent, "parameters" | "variables">,
  { solution, rectifies, vanishesIff }: Pick<ParityVerdict, "solution" | "rectifies" | "vanishesIff">,
  options: { readonly mustVanish: readonly Polynomial[]; readonly hypothesis: (index: number) => number },
): Pick<Certificate, "rectifies" | "vanishesIff" | "leaves" | "tree"> {
  const { variables: v } = current;
  const names = certificateNames(v);
  const writer = treeWriter({
    poly: (p) => polynomialText(p, names.all),
    parameters: v.parameters,
    leaves: solution.leaves,
    values: options.mustVanish,
    hypothesis: options.hypothesis,
  });
  return {
    rectifies,
    vanishesIff,
    leaves: solution.leaves.map((leaf, i) => ({
      ...writer.leaf(leaf),
      ...witnessOf(
        current,
        leaf,
        solution.leaves.filter((_, j) => j !== i),
      ),
    })),
    tree: writer.node(solution.tree),
  };
}

/** The junction as a certificate states it, and the names of its variables. */
export function certificateHeader(
  { junction, parameters, variables: v }: Pick<ExactCurrent, "junction" | "parameters" | "variables">,
  values: ReadonlyMap<string, ExactNumber>,
): CertificateHeader {
  const names = certificateNames(v);
  const poly = (p: Polynomial): string => polynomialText(p, names.all);
  const bound = [...new Map([...junction.bound, ...values])].filter(([name]) =>
    junction.parameters.some((p) => p.name === name),
  );
  return {
    format: "heatdiode certificate 1",
    junction: junction.name,
    left: statedBath(junction.left),
    right: statedBath(junction.right),
    ...statedSpectra(junction),
    values: Object.fromEntries(bound.map(([name, x]) => [name, formatExactNumber(x)])),
    parameters: parameters.map(({ name, assumption }) => ({ name, assumption })),
    variables: {
      root: v.root,
      formalFunctions: v.formalFunctions,
      energies: v.energies.map(({ numerator, denominator }) =>
        denominator === 1n ? poly(numerator) : `(${poly(numerator)})/${denominator}`,
      ),
      L: names.L,
      R: names.R,
      independence: INDEPENDENCE,
    },
  };
}

/** What has to vanish on every leaf: the coefficients of the closed form, or those of the mirror. */
function mustVanish({ identity, coefficients }: ParityVerdict): Polynomial[] {
  const list =
    identity.kind === "closed" ? coefficients : [...identity.mirror.exchange, ...identity.mirror.ratio];
  return list.map((c) => c.value);
}

/** A ladder as a certificate states it. */
export function ladderModel(
  { junction, rates }: Pick<ExactCurrent, "junction" | "rates">,
  values: ReadonlyMap<string, ExactNumber>,
  poly: (p: Polynomial) => string,
): LadderModel {
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder" || !rates) throw new Error("internal: not a ladder");
  const field = thermalField(junction, [subsystem.gap], values);
  const X = (side: "L" | "R"): string => poly(field.boltzmann(side, subsystem.gap).numerator);
  return {
    weights: subsystem.weights === "oscillator" ? "oscillator" : subsystem.weights.map(String),
    gap: toText(subsystem.gap),
    boltzmann: { L: X("L"), R: X("R") },
    rates: { L: fractionText(rates.L, poly), R: fractionText(rates.R, poly) },
  };
}

/** What the symbols of spectra are, for readers of the certificate. */
function statedSpectra(junction: Junction): Pick<Certificate, "spectra"> {
  const list = spectrumDefinitions(junction).map(({ name, value }) => [name, toText(value)] as const);
  return list.length === 0 ? {} : { spectra: Object.fromEntries(list) };
}

function statedBath(bath: Bath): CertificateBath {
  if (bath.kind === "spin" || bath.kind === "solid")
    return { kind: bath.kind, coupling: toText(bath.coupling) };
  const metal = metalConstants(bath);
  if (metal && "coupling" in bath) {
    return {
      kind: "metal",
      coupling: toText(bath.coupling),
      delta: toText(metal.delta),
      mu: toText(metal.mu),
    };
  }
  if ("metal" in bath) return { kind: "metal", F: bath.metal.F.map(toText), rate: toText(bath.rate) };
  return { kind: bath.formalFunctions.length > 0 ? "law" : "custom", rate: toText(bath.rate) };
}

function witnessOf(
  current: Pick<ExactCurrent, "parameters" | "variables">,
  leaf: Leaf,
  others: readonly Leaf[],
): { witness?: Readonly<Record<string, string>> } {
  const names = current.variables.parameters;
  // A point has a value for every symbol, and π is not rational: where it matters there is none to give.
  const pi = names.indexOf(PI);
  const matters = [leaf, ...others].some((l) => l.equations.some((e) => variablesOf(e).includes(pi)));
  const point = matters ? undefined : witness(leaf, assumptionsOf(current), others);
  if (!point) return {};
  return { witness: Object.fromEntries(point.map((x, i) => [names[i] as string, formatExactNumber(x)])) };
}
