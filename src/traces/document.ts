/** The trace expansion (4)–(9) as a document, in formal moments or with the numbers of a closed junction. */
import { type ClosedJunctionTraces } from "../../numeric/closed/trace-expansion.js";
import { type DocumentPart, type Equation } from "../print/document.js";
import { toLatex } from "../print/latex.js";
import { printDocument } from "../print/documents.js";
import { type DocumentFormat } from "../print/format.js";
import { escapeTex } from "../print/tex-document.js";
import { type ComparedCoefficient } from "./closed-junction.js";
import { type TraceExpansion } from "./expansion.js";

/** Beyond this many terms the moment form is left to JSON. */
const MOST_TERMS = 60;
const TITLE = "The heat current of a closed junction in trace moments";

/** The derivation as a complete LaTeX document or Markdown. */
export function tracesDocument(x: TraceExpansion, format: DocumentFormat): string {
  return written(TITLE, derivation(x), format);
}

/** The numbers of a closed junction likewise. */
export function closedDocument(
  name: string,
  traces: ClosedJunctionTraces,
  compared: readonly ComparedCoefficient[],
  format: DocumentFormat,
): string {
  return written(escapeTex(`${TITLE}: ${name}`), numbers(traces, compared), format);
}

function written(title: string, parts: readonly DocumentPart[], format: DocumentFormat): string {
  const taken = new Set(["J", "T_a", "T_L", "T_R", "Delta", "X", "Y", "D", "a", "b", "u"]);
  return printDocument(format, title, parts, taken);
}

const paragraph = (text: string): DocumentPart => ({ kind: "paragraph", text });
const section = (title: string): DocumentPart => ({ kind: "section", title });

function derivation(x: TraceExpansion): DocumentPart[] {
  const alpha = (k: number): string => `\\alpha_{${k}}`;
  const readable = x.coefficients.filter(({ terms }) => (terms.moments ?? Infinity) <= MOST_TERMS);
  const inMoments = readable.flatMap(({ k, inMoments: value }): Equation[] =>
    value ? [{ left: alpha(k), value }] : [],
  );
  const shown = x.cumulants.filter(({ j, k }) => j + 2 * k <= Math.min(4, x.order));
  const kappa = (j: number, k: number): string => `\\kappa_{${j > 9 || k > 9 ? `${j},${k}` : `${j}${k}`}}`;
  return [
    paragraph(
      "Equation numbers are those of L.-A. Wu and D. Segal, Phys. Rev. Lett. 102, 095503 (2009). $\\hbar = k_B = 1$; " +
        "$T_a = T_L + T_R$, $\\Delta = T_L - T_R$, $u = \\Delta/T_a$; $J > 0$ flows from left to right. " +
        "$\\hat{J} = \\tfrac{i}{2}[V_L, H_S] + \\tfrac{i}{2}[H_S, V_R]$; $X = H_L - H_R$ and $Y = H_L + H_R$ commute; " +
        "$\\rho_T$ is the state at $T_L = T_R = T_a/2$. With",
    ),
    paragraph(
      "\\[ a = \\frac{2}{T_a} \\, \\frac{u}{1 - u^2}, \\qquad b = -u a, \\]\n" +
        "$\\rho$ is $\\rho_T e^{aX + bY}$, normalised, so for any closed junction at any time",
    ),
    paragraph(
      "\\[ J = \\mathrm{Tr}[\\hat{J}(t) \\rho] = \\frac{\\sum m_{jk} \\, a^j b^k/(j! \\, k!)}{\\sum s_{jk} \\, a^j b^k/(j! \\, k!)} " +
        "= \\sum \\kappa_{jk} \\, \\frac{a^j b^k}{j! \\, k!} = \\sum_k \\alpha_k \\Delta^k \\]\n" +
        "with $m_{jk} = \\mathrm{Tr}[\\hat{J} X^j Y^k \\rho_T]$, $s_{jk} = \\mathrm{Tr}[X^j Y^k \\rho_T]$, $s_{00} = 1$, and " +
        "$\\kappa_{jk}$ the joint cumulants of one $\\hat{J}$, $j$ factors $X$ and $k$ factors $Y$.",
    ),
    ...(x.stationary
      ? [
          paragraph(
            "Assumed: $m_{0k} = 0$ for all $k$ (no current between baths of one temperature), so $\\kappa_{0k} = 0$.",
          ),
        ]
      : []),
    section("In cumulants"),
    {
      kind: "equations",
      equations: x.coefficients.map(({ k, inCumulants }) => ({ left: alpha(k), value: inCumulants })),
    },
    section("In moments"),
    { kind: "equations", equations: inMoments },
    ...(readable.length < x.coefficients.length
      ? [paragraph(`Beyond $\\alpha_{${readable.at(-1)?.k ?? 0}}$ the forms in moments fill pages.`)]
      : []),
    section("Cumulants in moments"),
    { kind: "equations", equations: shown.map(({ j, k, value }) => ({ left: kappa(j, k), value })) },
    section("Where (5)--(7) follow"),
    paragraph("The paper's $\\alpha_0$, $\\alpha_1$ of (5) are $A_0$, $A_1$ here."),
    ...x.printed.flatMap(({ equation, k, printed, dropped }): DocumentPart[] => [
      paragraph(
        `${equation}: $A_{${k - 1}} = ${k === 1 ? "m_{10}" : "\\tfrac{1}{2} m_{20} - m_{10} s_{10}"}$ makes`,
      ),
      { kind: "equations", equations: [{ left: alpha(k), value: printed }] },
      paragraph(`and drops ${dropped ? `$${toLatex(dropped)}$` : "nothing"}.`),
    ]),
    paragraph(
      `${x.droppedVanish ? "Proved" : "Not confirmed"}: with $\\alpha_0 = m_{00}$ these are all that is missing to order 2, and each ` +
        "carries a factor $m_{0k}$; they vanish if $m_{0k} = 0$ for all $k$, and not otherwise. (8) drops one term more: " +
        "$A_0 = m_{10} = \\mathrm{Tr}[(J_L H_L + J_R H_R) \\rho_T] - \\tfrac{1}{2} \\mathrm{Tr}[(dH_S/dt) Y \\rho_T]$ with " +
        "$J_\\nu = i[V_\\nu, H_S]$, and (8) is the first.",
    ),
    section(`Identities in formal moments, checked at every order to ${x.identitiesTo}`),
    { kind: "list", items: identities(x) },
  ];
}

function identities({ identities: found }: TraceExpansion): string[] {
  const word = (holds: boolean): string => (holds ? "proved" : "not confirmed");
  return [
    `Cumulants: ${word(found.cumulantForm)}. The quotient of the two series is the sum over $\\kappa_{jk}$.`,
    `Remark [20]: ${word(found.remark20)} for the uncentred moments, at every $k \\ge 1$, odd or even. With $c_k = T_a^k \\alpha_k$ and ` +
      "$n_k$, $z_k$ the $u$-coefficients of numerator and denominator, $c_k = n_k - z_1 c_{k-1} - \\sum_{j \\ge 2} z_j c_{k-j}$, " +
      "$z_1 = (2/T_a) \\mathrm{Tr}[X \\rho_T]$. Lower orders enter too.",
    `Zero of energy: ${word(found.zeroOfEnergy)}. No $\\alpha_k$ and no $\\kappa_{jk}$ changes under $H_\\nu \\to H_\\nu + c_\\nu$. Choosing the ` +
      "shift $x = -s_{10}$ of $X$ removes every inherited term with $z_1$ and changes no coefficient: (9) alone is not sufficient.",
    `Mirror symmetry: ${word(found.mirror)}. $\\kappa_{jk} = 0$ for even $j$ makes every even $\\alpha_k$ vanish.`,
  ];
}

function numbers(
  { time, at, moments, stateMoments }: ClosedJunctionTraces,
  compared: readonly ComparedCoefficient[],
): DocumentPart[] {
  const decimal = (x: number): string => {
    const [mantissa = "", exponent] = String(x).split("e");
    return exponent === undefined ? `$${mantissa}$` : `$${mantissa} \\cdot 10^{${Number(exponent)}}$`;
  };
  const bound = (x: number): string => decimal(Number(x.toExponential(1)));
  const keys = Object.keys(moments).filter((key) => key.split(",").every((n) => Number(n) <= 2));
  return [
    paragraph(
      `$t = ${time}$, $T_a = ${at.T_a}$; $J = \\mathrm{Tr}[\\hat{J}(t) \\rho] = \\sum_k \\alpha_k \\Delta^k$, $\\hbar = k_B = 1$. ` +
        "The coefficients from the exact state, and from the moments by the formula, with bounds of their errors:",
    ),
    {
      kind: "table",
      head: ["$k$", "$\\alpha_k$, exact state", "$\\pm$", "from the moments", "$\\pm$"],
      rows: compared.map(({ k, value, error, formula }) => [
        `$${k}$`,
        decimal(value),
        bound(error),
        ...(formula ? [decimal(formula.value), bound(formula.error)] : ["", ""]),
      ]),
    },
    ...(compared.some((c) => c.printed !== undefined)
      ? [
          paragraph(
            `As (5)--(7) print it: ${compared
              .flatMap(({ k, printed }) =>
                printed === undefined ? [] : [`$\\alpha_{${k}}$ = ${decimal(printed)}`],
              )
              .join(", ")}.`,
          ),
        ]
      : []),
    paragraph(
      "$m_{jk} = \\mathrm{Tr}[\\hat{J}(t) X^j Y^k \\rho_T]$ and $s_{jk} = \\mathrm{Tr}[X^j Y^k \\rho_T]$:",
    ),
    {
      kind: "table",
      head: ["$jk$", "$m_{jk}$", "$s_{jk}$"],
      rows: keys.map((key) => [
        `$${key.replace(",", "")}$`,
        decimal(moments[key] ?? NaN),
        decimal(stateMoments[key] ?? NaN),
      ]),
    },
  ];
}
