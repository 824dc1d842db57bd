/** The languages of the code export: dialect of expressions, shape of functions, helpers. */
import { type ScalarLanguage } from "../print/format.js";
import { codeOf, type Dialect } from "./printer.js";
import { type CodeFunction, type Program } from "./program.js";

/** A language of the export. */
export interface LanguageSpec {
  /** Doubles: formulas are then written so that nothing overflows, and exponents are corrected for rounding. */
  readonly doubles: boolean;
  /** What a function returns outside the domain. */
  readonly undefined: string;
  readonly print: (program: Program) => string;
}

const integer = (n: bigint): string => String(n);
const quotient = (n: bigint, d: bigint): string => `(${n}/${d})`;
const calls =
  (map: Readonly<Record<string, string>>, open = "(", close = ")") =>
  (name: string, args: readonly string[]): string =>
    `${map[name] ?? name}${open}${args.join(", ")}${close}`;
const reservedIn =
  (words: string) =>
  (name: string): string =>
    words.split(" ").includes(name) ? `${name}__` : name;
const infix = { times: "*", over: "/" };

const c: Dialect = {
  pi: "3.141592653589793",
  ...infix,
  identifier: reservedIn(
    "auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while exp expm1 sinh cosh tanh sqrt pow fabs fmax fma j0 j1 jn y0 y1 yn gamma",
  ),
  integer: (n) => `${n}.0`,
  rational: (n, d) => `(${n}.0/${d}.0)`,
  power: (base, n) => (n === 2n && /^\w+$/.test(base) ? `(${base}*${base})` : `pow(${base}, ${n}.0)`),
  root: (base, e) => `pow(${base}, ${e.numerator}.0/${e.denominator}.0)`,
  call: calls({ abs: "fabs", max: "fmax", sign: "sign_of" }),
};

const js: Dialect = {
  pi: "Math.PI",
  ...infix,
  identifier: reservedIn(
    "await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null return static super switch this throw true try typeof var void while with yield Math",
  ),
  integer,
  rational: quotient,
  power: (base, n) => `(${base} ** ${n})`,
  root: (base, e) => `(${base} ** (${e.numerator}/${e.denominator}))`,
  call: (name, args) =>
    name === "exponent_error" ? `exponentError(${args.join(", ")})` : `Math.${name}(${args.join(", ")})`,
};

const julia: Dialect = {
  pi: "pi",
  ...infix,
  identifier: reservedIn(
    "baremodule begin break catch const continue do else elseif end export false finally for function global if import let local macro module quote return struct true try using while",
  ),
  integer,
  rational: (n, d) => `(${n}//${d})`,
  power: (base, n) => `${base}^${n}`,
  root: (base, e) => `${base}^(${e.numerator}//${e.denominator})`,
  call: calls({}),
};

const octave: Dialect = {
  pi: "pi",
  times: ".*",
  over: "./",
  identifier: reservedIn(
    "break case catch continue do else elseif end endif endwhile endfor endfunction for function global if otherwise persistent return switch try until unwind_protect while gamma beta",
  ),
  integer,
  rational: quotient,
  power: (base, n) => `${base}.^${n}`,
  root: (base, e) => `${base}.^(${e.numerator}/${e.denominator})`,
  call: calls({}),
};

const python: Dialect = {
  pi: "lib.pi",
  ...infix,
  identifier: reservedIn(
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda lib nonlocal not or pass raise return try while with yield mpmath",
  ),
  integer,
  rational: (n, d) => `_ratio(lib, ${n}, ${d})`,
  power: (base, n) => `${base}**${n}`,
  root: (base, e) => `${base}**_ratio(lib, ${e.numerator}, ${e.denominator})`,
  call: (name, args) =>
    name === "expm1" || name === "coth"
      ? `_${name}(lib, ${args.join(", ")})`
      : `lib.${name}(${args.join(", ")})`,
};

const maxima: Dialect = {
  pi: "%pi",
  ...infix,
  identifier: reservedIn(
    "and do else for if in next not or product step sum then thru unless while gamma beta lambda",
  ),
  integer,
  rational: quotient,
  power: (base, n) => `${base}^${n}`,
  root: (base, e) => `${base}^(${e.numerator}/${e.denominator})`,
  call: (name, args) => (name === "expm1" ? `(exp(${args.join()}) - 1)` : `${name}(${args.join(", ")})`),
};

const mathematica: Dialect = {
  pi: "Pi",
  ...infix,
  // underscores are patterns there; capitals of one letter are taken
  identifier: (name) => {
    const bare = name.replace(/_/g, "");
    if (name.endsWith("_")) return `loc${bare}`;
    return /^[A-Z]$/.test(bare) || bare === "Gamma" || bare === "Delta" ? `${bare.toLowerCase()}Par` : bare;
  },
  integer,
  rational: quotient,
  power: (base, n) => `${base}^${n}`,
  root: (base, e) => `${base}^(${e.numerator}/${e.denominator})`,
  call: (name, args) =>
    name === "expm1"
      ? `(Exp[${args.join()}] - 1)`
      : `${name.charAt(0).toUpperCase()}${name.slice(1)}[${args.join(", ")}]`,
};

const list = (f: CodeFunction, d: Dialect): string => f.parameters.map(d.identifier).join(", ");
const comment = (mark: string, lines: readonly string[]): string =>
  lines.map((l) => `${mark} ${l}`.trimEnd()).join("\n");

/** Functions in a language with a line for each assignment. */
function blocks(
  program: Program,
  d: Dialect,
  mark: string,
  helpers: string,
  shape: (f: CodeFunction, body: readonly string[], result: string, positive: readonly string[]) => string,
  assign: (name: string, value: string) => string,
): string {
  const functions = program.functions.map((f) => {
    const body = f.body.map((a) => assign(d.identifier(a.name), codeOf(a.value, d)));
    return `${comment(mark, f.comment.split("\n"))}\n${shape(f, body, codeOf(f.result, d), conditions(f, d))}`;
  });
  return (
    [comment(mark, program.header), helpers, ...functions].filter((part) => part !== "").join("\n\n") + "\n"
  );
}

/** What must be positive, in the language. */
const conditions = ({ positive }: CodeFunction, d: Dialect): string[] => positive.map((e) => codeOf(e, d));

/** "a > 0 && b > 0" within something; nothing where nothing has to be positive. */
const unless = (positive: readonly string[], within: (all: string) => string, zero = "0"): string =>
  positive.length === 0 ? "" : within(positive.map((x) => `${x} > ${zero}`).join(" && "));

const indented = (lines: readonly string[]): string => lines.map((l) => `  ${l}\n`).join("");

const C_HELPERS = `#include <math.h>

static inline double sign_of(double x) { return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0; }

/* What rounding made 2w/(a + b) too large, to first order; x is the rounded quotient. */
static inline double exponent_error(double w, double a, double b, double x) {
  double s = a + b, t = s - a, lost = (a - (s - t)) + (b - t);
  return (fma(x, s, -2.0*w) + x*lost)/s;
}`;

const JS_HELPERS = `// The rounding error of the product a*b.
function productError(a, b) {
  const split = (v) => {
    const c = 134217729 * v;
    const high = c - (c - v);
    return [high, v - high];
  };
  const p = a * b;
  const [ah, al] = split(a);
  const [bh, bl] = split(b);
  return al * bl - (p - ah * bh - al * bh - ah * bl);
}

// What rounding made 2w/(a + b) too large, to first order; x is the rounded quotient.
function exponentError(w, a, b, x) {
  const s = a + b;
  const t = s - a;
  const lost = a - (s - t) + (b - t);
  return (x * s - 2 * w + productError(x, s) + x * lost) / s;
}`;

const JULIA_HELPERS = `# What rounding made 2w/(a + b) too large, to first order; x is the rounded quotient.
function exponent_error(w, a, b, x)
  s = a + b
  t = s - a
  lost = (a - (s - t)) + (b - t)
  return (fma(x, s, -2*w) + x*lost)/s
end`;

const OCTAVE_HELPERS = `1;

% What rounding made 2w/(a + b) too large, to first order; x is the rounded quotient.
function e = exponent_error(w, a, b, x)
  s = a + b;
  t = s - a;
  lost = (a - (s - t)) + (b - t);
  p = x.*s;
  c = 134217729*x; xh = c - (c - x); xl = x - xh;
  c = 134217729*s; sh = c - (c - s); sl = s - sh;
  product_error = xl.*sl - (((p - xh.*sh) - xl.*sh) - xh.*sl);
  e = ((p - 2*w) + product_error + x.*lost)./s;
end`;

const PYTHON_HELPERS = `import mpmath


def _ratio(lib, n, d):
    return lib.Rational(n, d) if hasattr(lib, "Rational") else lib.mpf(n)/d


def _expm1(lib, x):
    return lib.expm1(x) if hasattr(lib, "expm1") else lib.exp(x) - 1


def _coth(lib, x):
    return lib.coth(x)


def _outside(*positive):
    # for symbols x <= 0 is a relation, which is not True
    return any((x <= 0) == True for x in positive)`;

/** Every language of the export. */
export const LANGUAGES: Readonly<Record<ScalarLanguage, LanguageSpec>> = {
  c: {
    doubles: true,
    undefined: "NAN",
    print: (p) =>
      blocks(
        p,
        c,
        "//",
        C_HELPERS,
        (f, body, result, positive) =>
          `double ${f.name}(${f.parameters.map((x) => `double ${c.identifier(x)}`).join(", ")}) {\n${unless(positive, (all) => `  if (!(${all})) return NAN;\n`, "0.0")}${indented(body)}  return ${result};\n}`,
        (name, value) => `const double ${name} = ${value};`,
      ),
  },
  js: {
    doubles: true,
    undefined: "NaN",
    print: (p) =>
      blocks(
        p,
        js,
        "//",
        JS_HELPERS,
        (f, body, result, positive) =>
          `export function ${f.name}(${list(f, js)}) {\n${unless(positive, (all) => `  if (!(${all})) return NaN;\n`)}${indented(body)}  return ${result};\n}`,
        (name, value) => `const ${name} = ${value};`,
      ),
  },
  julia: {
    doubles: true,
    undefined: "NaN",
    print: (p) =>
      blocks(
        p,
        julia,
        "#",
        JULIA_HELPERS,
        (f, body, result, positive) =>
          `function ${f.name}(${list(f, julia)})\n${unless(positive, (all) => `  ${all} || return NaN\n`)}${indented(body)}  return ${result}\nend`,
        (name, value) => `${name} = ${value}`,
      ),
  },
  octave: {
    doubles: true,
    undefined: "NaN",
    print: (p) =>
      blocks(
        p,
        octave,
        "%",
        OCTAVE_HELPERS,
        (f, body, result, positive) =>
          // element by element: 0/true is 0 and 0/false is NaN
          `function result = ${f.name}(${list(f, octave)})\n${indented(body)}  result = ${positive.length === 0 ? result : `(${result}) + 0./(${positive.map((x) => `(${x} > 0)`).join(" & ")})`};\nend`,
        (name, value) => `${name} = ${value};`,
      ),
  },
  sympy: {
    doubles: false,
    undefined: "nan",
    print: (p) =>
      blocks(
        p,
        python,
        "#",
        PYTHON_HELPERS,
        (f, body, result, positive) =>
          `def ${f.name}(${list(f, python)}, lib=mpmath):\n${positive.length === 0 ? "" : `    if _outside(${positive.join(", ")}):\n        return lib.nan\n`}${body.map((l) => `    ${l}\n`).join("")}    return ${result}\n`,
        (name, value) => `${name} = ${value}`,
      ),
  },
  maxima: {
    doubles: false,
    undefined: "und",
    print: (p) => {
      const functions = p.functions.map((f) => {
        const names = f.body.map((a) => maxima.identifier(a.name)).join(", ");
        const lines = f.body
          .map((a) => `  ${maxima.identifier(a.name)}: ${codeOf(a.value, maxima)},\n`)
          .join("");
        const note = f.comment.split("\n").join("\n   ");
        const outside = conditions(f, maxima)
          .map((x) => `is(${x} <= 0) = true`)
          .join(" or ");
        return `/* ${note} */\n${f.name}(${list(f, maxima)}) := ${outside === "" ? "" : `if ${outside} then und else `}block([${names}],\n${lines}  ${codeOf(f.result, maxima)})$`;
      });
      return `/* ${p.header.join("\n   ")} */\n\n${functions.join("\n\n")}\n`;
    },
  },
  mathematica: {
    doubles: false,
    undefined: "Indeterminate",
    print: (p) => {
      const functions = p.functions.map((f) => {
        const names = f.body.map((a) => mathematica.identifier(a.name)).join(", ");
        const lines = f.body
          .map((a) => `  ${mathematica.identifier(a.name)} = ${codeOf(a.value, mathematica)};\n`)
          .join("");
        const parameters = f.parameters.map((x) => `${mathematica.identifier(x)}_`).join(", ");
        const name = f.name.replace(/_/g, "");
        const outside = conditions(f, mathematica)
          .map((x) => `TrueQ[${x} <= 0]`)
          .join(" || ");
        return `(* ${f.comment.split("\n").join("\n   ")} *)\n${name}[${parameters}] := ${outside === "" ? "" : `If[${outside}, Indeterminate, `}Module[{${names}},\n${lines}  ${codeOf(f.result, mathematica)}]${outside === "" ? "" : "]"}`;
      });
      return `(* ${p.header.join("\n   ")} *)\n\n${functions.join("\n\n")}\n`;
    },
  },
};
