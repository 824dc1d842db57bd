/** What the printed forms of the coefficients of one expansion in generators share. */
import { type MonomialImage, type NamedRing, renamed } from "../generators/names.js";
import { boltzmannFactorIndex, energyIndex, type GeneratorRing } from "../generators/series.js";
import { variablesOf } from "../polynomial/structure.js";
import { meanTemperatureIndex } from "../thermal/variables.js";
import { type Polynomial } from "../polynomial/polynomial.js";
import { multiplyVariable, type PresentationRing, type Product, scaleBy } from "./product.js";

/** The ring they are printed in, and the order in which numerators are nested. */
export interface FormContext {
  readonly ring: PresentationRing;
  readonly named: NamedRing;
  /** Whether all named sums are sums of couplings, as Γ_L + Γ_R: a polynomial may then be shorter with them put in. */
  readonly sumsOfCouplings: boolean;
  readonly images: readonly MonomialImage[];
  /** Indices of z and q among the generators' variables. */
  readonly z: number;
  readonly q: number;
  /** Index of the mean temperature among the printed variables. */
  readonly mean: number;
  /** The symbols of z in printing order. */
  readonly zSymbols: readonly { readonly variable: number; readonly exponent: number }[];
  /** For each level of nesting, how much the exponent of every generator's variable counts there. */
  readonly levels: readonly (readonly number[])[];
  /** Forms of the factors of denominators, which all coefficients share. */
  readonly denominators: Map<Polynomial, Product>;
}

/** The context of an expansion. */
export function formContext(
  ring: GeneratorRing,
  named: NamedRing,
  images: readonly MonomialImage[],
  printed: PresentationRing,
): FormContext {
  const mean = meanTemperatureIndex(ring.source);
  const sumsOfCouplings =
    named.sums.length > 0 &&
    named.sums.every((sum) => variablesOf(sum).every((v) => !printed.kinematic.has(v)));
  const z = energyIndex(ring, 0);
  const q = boltzmannFactorIndex(ring, 0);
  const outer = images.map((image, i) => (i === z || i === q ? undefined : image));
  const symbols = printed.order.filter((v) => !printed.kinematic.has(v));
  const levels = independent([
    ...symbols.map((v) => outer.map((image) => image?.exponents.find(([u]) => u === v)?.[1] ?? 0)),
    // what the symbols leave undecided, where generators differ in energies and temperature only
    ...outer.flatMap((image, i) => (image ? [outer.map((_, j) => (i === j ? 1 : 0))] : [])),
  ]);
  const zExponents = new Map((images[z] as MonomialImage).exponents);
  const zSymbols = printed.order.flatMap((variable) => {
    const exponent = zExponents.get(variable);
    return exponent === undefined ? [] : [{ variable, exponent }];
  });
  return {
    ring: printed,
    named,
    sumsOfCouplings,
    images,
    z,
    q,
    mean,
    zSymbols,
    levels,
    denominators: new Map(),
  };
}

/** The rows that are no linear combination of those before them: the others would never branch. */
function independent(rows: readonly (readonly number[])[]): (readonly number[])[] {
  const reduced: number[][] = [];
  return rows.filter((row) => {
    let rest = [...row];
    for (const known of reduced) {
      const pivot = known.findIndex((x) => x !== 0);
      const [a, b] = [known[pivot] as number, rest[pivot] as number];
      if (b !== 0) rest = rest.map((x, i) => a * x - b * (known[i] as number));
    }
    if (rest.every((x) => x === 0)) return false;
    reduced.push(rest);
    return true;
  });
}

/** Multiplies by a power of a generator's variable as it is printed. */
export function multiplyImage(product: Product, context: FormContext, i: number, exponent: number): void {
  if (exponent === 0) return;
  const image = context.images[i] as MonomialImage;
  scaleBy(product, image.numerator, image.denominator, exponent);
  for (const [v, e] of image.exponents) multiplyVariable(product, context.ring, v, e * exponent);
}

/** A polynomial in the generators' variables in the symbols it is printed in, times a factor. */
export function imageOf(p: Polynomial, context: FormContext): ReturnType<typeof renamed> {
  return renamed(p, context.images, context.ring.count, context.mean);
}
