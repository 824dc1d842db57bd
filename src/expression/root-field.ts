/** Rational functions of parameters and of square roots, with (√x)² = x. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { degreeIn, termsOf } from "../../symbolic/polynomial/structure.js";
import {
  add,
  divide,
  isZero,
  multiply,
  ONE,
  power as powerOf,
  type RationalFunction,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { asInteger } from "../../symbolic/polynomial/polynomial.js";
import { negative, power, product } from "./tree.js";
import { type Atom, normalForms } from "./normal-form.js";
import { rationalExpression } from "./rational-expression.js";
import { linearParts } from "./root-elimination.js";

/** The field; elements are in normal form once {@link reduce} has been applied. */
export interface RootField {
  readonly form: (e: Expression) => RationalFunction;
  /** Squares of roots multiplied out. */
  readonly reduce: (f: RationalFunction) => RationalFunction;
  readonly isRootFree: (f: RationalFunction) => boolean;
  /** f/√n as an expression whose square is rational; undefined where f is a sum of unlike roots. */
  readonly overRoot: (f: RationalFunction, n: RationalFunction) => Expression | undefined;
}

/** An empty field: it grows with the expressions read. */
export function rootField(): RootField {
  const atoms: Atom[] = [];
  const form = normalForms(new Map(), atoms);
  const roots = (): { readonly index: number; readonly square: RationalFunction }[] =>
    atoms.flatMap(({ square }, index) => (square ? [{ index, square }] : []));
  const reduce = (f: RationalFunction): RationalFunction =>
    // A radicand holds earlier roots only.
    roots().reduceRight((x, { index, square }) => {
      const { even, odd } = linearParts(x, { eliminated: index, square });
      return isZero(odd) ? even : add(even, multiply(odd, variable(index)));
    }, f);
  const isRootFree = ({ numerator, denominator }: RationalFunction): boolean =>
    roots().every(({ index }) => degreeIn(numerator, index) === 0 && degreeIn(denominator, index) === 0);
  return {
    form,
    reduce,
    isRootFree,
    overRoot(f, n) {
      const common = roots().filter(({ index }) => everyTermHas(f.numerator, index, atoms.length));
      const monomial = common.reduce((m, { index }) => multiply(m, variable(index)), ONE);
      const rest = divide(f, monomial);
      if (!isRootFree(rest) || !isRootFree(n)) return undefined;
      const written = (x: RationalFunction): Expression =>
        rationalExpression(
          x,
          atoms.map((a) => a.expression),
        );
      const outside = asInteger(rest.numerator);
      if (outside !== undefined && common.length === 0) {
        // A number over a root is the root of a number, or a number.
        const root = power(written(divide(powerOf(rest, 2), n)), { numerator: 1n, denominator: 2n });
        const value = form(root);
        const plain = isRootFree(value) ? written(value) : root;
        return outside < 0n ? negative(plain) : plain;
      }
      const parts = [written(rest), ...common.map(({ index }) => (atoms[index] as Atom).expression)];
      const one = n.numerator === 1n && n.denominator === 1n;
      return product(...parts, ...(one ? [] : [power(written(n), { numerator: -1n, denominator: 2n })]));
    },
  };
}

function everyTermHas(p: Polynomial, index: number, count: number): boolean {
  return termsOf(p, count).every(({ exponents }) => (exponents[index] as number) > 0);
}
