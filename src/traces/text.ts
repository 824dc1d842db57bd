/** The trace expansion in print. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { toLatex } from "../print/latex.js";
import { toText } from "../expression/ascii.js";
import { type TraceCoefficient, type TraceExpansion } from "./expansion.js";
import { wrap } from "../input/fold-lines.js";

const WIDTH = 80;
/** Beyond this many terms the moment form is left to JSON. */
const MOST_TERMS = 20;

/** The derivation as text. */
export function tracesText(x: TraceExpansion): string {
  const block = (text: string): string[] => wrap(text, WIDTH, "  ", "    ");
  const formula = (name: string, value: Expression): string[] =>
    wrap(`${name} = ${toText(value)}`, WIDTH, "  ", "      ");
  const readable = x.coefficients.filter(({ terms }) => (terms.moments ?? Infinity) <= MOST_TERMS);
  const shown = x.cumulants.filter(({ j, k }) => j + 2 * k <= Math.min(3, x.order));
  return [
    ...wrap(
      "J(T_a, Delta) = Tr[Jhat(t) rho(T_a, Delta)] = sum over k of alpha_k*Delta^k, exact for any closed junction at any " +
        "time. Jhat = (i/2)[V_L, H_S] + (i/2)[H_S, V_R]; X = H_L - H_R, Y = H_L + H_R commute; rho_T is the state at " +
        "T_L = T_R = T_a/2; u = Delta/T_a.",
      WIDTH,
      "",
      "",
    ),
    "",
    "  a = (2/T_a)*u/(1 - u^2), b = -u*a: rho = rho_T exp(a*X + b*Y), normalised",
    "  m_jk = Tr[Jhat X^j Y^k rho_T], s_jk = Tr[X^j Y^k rho_T], s_00 = 1",
    "  J = sum m_jk a^j b^k/(j! k!) / sum s_jk a^j b^k/(j! k!)",
    "    = sum kappa_jk a^j b^k/(j! k!)",
    "  kappa_jk: joint cumulants of one Jhat, j factors X, k factors Y",
    ...(x.stationary
      ? ["", "Assumed: m_0k = 0 for all k (no current between baths of one temperature),", "so kappa_0k = 0."]
      : []),
    "",
    "In cumulants",
    ...x.coefficients.flatMap(({ k, inCumulants }) => formula(`alpha_${k}`, inCumulants)),
    "",
    "The same in moments",
    ...readable.flatMap(({ k, inMoments }) => (inMoments ? formula(`alpha_${k}`, inMoments) : [])),
    ...(readable.length < x.coefficients.length ? block(lengthNote(x.coefficients)) : []),
    "",
    "Cumulants in moments",
    ...shown.flatMap(({ name, value }) => formula(name, value)),
    "",
    "Where (5)-(7) follow (the paper's alpha_0, alpha_1 are A_0, A_1 here)",
    ...x.printed.flatMap(({ equation, k, printed, dropped }) => [
      ...wrap(
        `${equation} alpha_${k} = ${toText(printed)}, A_${k - 1} = ${k === 1 ? "m_10" : "m_20/2 - m_10*s_10"}`,
        WIDTH,
        "  ",
        "      ",
      ),
      ...wrap(`drops ${dropped ? toText(dropped) : "nothing"}`, WIDTH, "      ", "      "),
    ]),
    ...block(
      `${x.droppedVanish ? "proved" : "NOT CONFIRMED"}: with alpha_0 = m_00 these are all that is missing to order 2, ` +
        "and each carries a factor m_0k; they vanish if m_0k = 0 for all k, and not otherwise.",
    ),
    ...block(
      "(8) drops one term more: A_0 = m_10 = Tr[(J_L H_L + J_R H_R) rho_T] - (1/2)*Tr[(dH_S/dt) Y rho_T] with " +
        "J_nu = i[V_nu, H_S], and (8) is the first.",
    ),
    "",
    `Identities of polynomials in formal moments, checked at every order to ${x.identitiesTo}`,
    ...identityLines(x).flatMap(block),
  ].join("\n");
}

/** What each identity says, why it holds at every order, and what follows. */
function identityLines({ identities }: TraceExpansion): string[] {
  const word = (holds: boolean): string => (holds ? "proved" : "NOT CONFIRMED");
  return [
    `cumulants: ${word(identities.cumulantForm)}. The quotient of the two series is the sum over kappa_jk.`,
    `remark [20]: ${word(identities.remark20)} for the uncentred moments, at every k >= 1, odd or even: with c_k = ` +
      "T_a^k alpha_k and n_k, z_k the u-coefficients of numerator and denominator, c_k = n_k - z_1 c_(k-1) - sum over " +
      "j >= 2 of z_j c_(k-j), z_1 = (2/T_a)*Tr[X rho_T]. At all orders: numerator = J times denominator, and b starts " +
      "at u^2. Corrected: lower orders enter too, and the inherited term is no property of the system, for",
    `zero of energy: ${word(identities.zeroOfEnergy)}. No alpha_k and no kappa_jk changes under H_nu -> H_nu + c_nu. ` +
      "At all orders: X -> X + x, Y -> Y + y multiply numerator and denominator by exp(a*x + b*y). Choosing x = -s_10 " +
      "removes every inherited term with z_1 and changes no coefficient: (9) alone is not sufficient.",
    `mirror symmetry: ${word(identities.mirror)}. kappa_jk = 0 for even j makes every even alpha_k vanish.`,
  ];
}

function lengthNote(coefficients: readonly TraceCoefficient[]): string {
  const long = coefficients.filter(({ terms }) => (terms.moments ?? Infinity) > MOST_TERMS);
  const counted = long
    .filter(({ terms }) => terms.moments !== undefined)
    .map(({ k, terms }) => `alpha_${k} ${terms.moments}`);
  const rest = long.length > counted.length ? ", beyond that only cumulants" : "";
  return `(number of terms: ${counted.join(", ")}${rest}; --format json has them)`;
}

/** The coefficients as LaTeX, one formula a line: cumulant form, moment form where it is short, cumulants. */
export function tracesLatex(x: TraceExpansion): string {
  const lines = [
    ...x.coefficients.map(({ k, inCumulants }) => `\\alpha_{${k}} = ${toLatex(inCumulants)}`),
    ...x.coefficients.flatMap(({ k, inMoments, terms }) =>
      inMoments && (terms.moments ?? Infinity) <= MOST_TERMS
        ? [`\\alpha_{${k}} = ${toLatex(inMoments)}`]
        : [],
    ),
    ...x.cumulants.map(
      ({ j, k, value }) => `\\kappa_{${j > 9 || k > 9 ? `${j},${k}` : `${j}${k}`}} = ${toLatex(value)}`,
    ),
  ];
  return lines.join("\n");
}

/** The derivation as data: `expression` is the shorter form, the cumulants'. */
export function tracesJson(x: TraceExpansion): string {
  const both = (e: Expression): { expression: string; latex: string } => ({
    expression: toText(e),
    latex: toLatex(e),
  });
  const { order, stationary, identities, identitiesTo, droppedVanish } = x;
  const data = {
    order,
    stationary,
    coefficients: x.coefficients.map(({ k, inCumulants, inMoments, terms }) => ({
      k,
      ...both(inCumulants),
      ...(inMoments ? { moments: both(inMoments) } : {}),
      terms,
    })),
    cumulants: x.cumulants.map(({ j, k, name, value }) => ({ j, k, name, ...both(value) })),
    paper: x.printed.map(({ equation, k, printed, dropped }) => ({
      equation,
      k,
      printed: both(printed),
      dropped: dropped ? both(dropped) : null,
    })),
    proved: { ...identities, droppedVanishIfStationary: droppedVanish, toOrder: identitiesTo },
  };
  return JSON.stringify(data, null, 2);
}
