/**
 * The expansions as other systems make them: FriCAS and Maxima by their `taylor` of the printed current, PARI/GP by the
 * recursion of `symbolic/series/quotient-series.ts` on the reduced problem. Each returns { time, values } or { note }: time in
 * ms of processor time by the system's own clock, start-up excluded; values: Map from k to α_k at a rational
 * point as decimal text.
 */
import { spawnSync } from "node:child_process";

/** The current (15)–(19) of each case as these systems read it, and the case's reduced problem. */
const CASES = {
  "spin-TLS-metal": {
    current: "w*(XL-XR)/((1+XR)*(1+XL)/U + (1+XL)*(1-XR)/(G*(1+d*(Ta-D)/(2*m))))",
    // With λ = δT_a/2μ, κ = Υ/Γ, q = e^{2ω/T_a}, X = E/q, u = Δ/T_a: J/(ωΥ) = N/D.
    density: "vector(n+1, k, if (k == 1, 1 + lambda, if (k == 2, -lambda, 0)))",
    denominator: "conv(q*one + EL, conv(q*one + ER, g) + kappa*(q*one - ER))",
  },
  "solid-TLS-solid": {
    current: "w*(XL-XR)/((1+XR)*(1-XL)/U + (1+XL)*(1-XR)/G)",
    density: "one",
    denominator: "conv(q*one + ER, q*one - EL) + kappa*conv(q*one + EL, q*one - ER)",
  },
};

/** Whether a command is there to be started. */
export function installed(command) {
  return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}

/** Runs a system on a script; the limit is in seconds of processor time, so that other work does not count. */
function run(command, args, input, limit) {
  if (!installed(command)) return { note: "not installed" };
  const line = `ulimit -t ${limit}; exec ${command} ${args}`;
  const result = spawnSync("sh", ["-c", line], { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (result.signal || result.status === null || result.status >= 128) return { note: `> ${limit} s` };
  return { output: result.stdout };
}

/** Reads TIME(t)END and VALUE(k,x)END; a system may fail on single values, so they are kept by their order k. */
function read({ note, output }, limit, scale) {
  if (note) return { note };
  const text = output.replace(/[\s_\\]/g, "");
  const values = new Map(
    [...text.matchAll(/VALUE\(([0-9]+),(-?[0-9][-+0-9.eEbB]*)\)END/g)].map(([, k, x]) => [
      Number(k),
      x.replace(/[bBE]/, "e"),
    ]),
  );
  const time = /TIME\(([0-9.]+(?:e-?[0-9]+)?)\)END/i.exec(text);
  return time ? { time: scale * Number(time[1]), values } : { note: `> ${limit} s`, values };
}

/** Statements of the FriCAS script up to the expansion. */
const EXPANSION_STATEMENTS = 4;

/** FriCAS: its own clock around `taylor` and reading the coefficients. */
export function fricas(name, order, point, limit) {
  const bindings = Object.entries(point).map(([x, v]) => `${x} = ${v}`);
  const script = `)set messages autoload off
)set messages time on
digits(80)
XL := exp(-2*w/(Ta+D)); XR := exp(-2*w/(Ta-D));
J := ${CASES[name].current};
l : List Expression Integer := (s := taylor(J, D=0)::UTS(EXPR INT, D, 0); [coefficient(s,i) for i in 1..${order}]);
f(k, c) == (output(concat(["VALUE(", k::String, ",", (numeric(eval(c, [${bindings.join(", ")}])))::String, ")END"])); 0)
${Array.from({ length: order }, (_, i) => `f(${i + 1}, l.${i + 1})`).join("\n")}
`;
  const result = run("fricas", "-nosman", script, limit);
  if (result.note) return result;
  // Statements are timed one by one; the expansion is the last before the values.
  const before = result.output.split("VALUE(")[0];
  const seconds = [...before.matchAll(/(?:=|Time:) ([0-9.]+) sec/g)].map((m) => Number(m[1]));
  const time = 1000 * Math.max(...seconds.slice(0, EXPANSION_STATEMENTS));
  if (seconds.length < EXPANSION_STATEMENTS) return { note: `> ${limit} s` };
  return { time, values: read(result, limit, 1).values };
}

/** Maxima: its own clock around `taylor`, ratdisrep excluded. */
export function maxima(name, order, point, limit) {
  const bindings = Object.entries(point).map(([x, v]) => `${x} = ${v}`);
  const script = `display2d: false$ fpprec: 80$ linel: 1000$
XL: exp(-2*w/(Ta+D))$ XR: exp(-2*w/(Ta-D))$
J: ${CASES[name].current}$
start: elapsed_run_time()$
s: taylor(J, D, 0, ${order})$
stop: elapsed_run_time()$
print("TIME(", stop - start, ")END")$
t: ratdisrep(s)$
for i: 1 thru ${order} do print(sconcat("VALUE(", i, ",", string(bfloat(subst([${bindings.join(", ")}], coeff(t, D, i)))), ")END"))$
`;
  return read(run("maxima", "--very-quiet", script, limit), limit, 1000);
}

/**
 * PARI/GP: P_k = N_k D_0^(k−1) − Σ C(k,j) D_j P_{k−j} D_0^(j−1) by Horner's rule, and nothing else: neither lowest terms
 * nor contents, which heatdiode's time includes. The order of variables is the fastest of those tried.
 */
export function pari(name, order, point, limit) {
  const { density, denominator } = CASES[name];
  const script = `default(realprecision, 80);
kappa; lambda; z; q;
e(k, z) = if (k == 0, 1, sum(i = 1, k, k!/i! * binomial(k-1, i-1) * z^i));
conv(a, b) = vector(#a, k, sum(i = 0, k-1, binomial(k-1, i) * a[i+1] * b[k-i]));
{series(n) =
  my(EL = vector(n+1, k, (-1)^(k-1) * e(k-1, -z)), ER = vector(n+1, k, e(k-1, -z)), one, g, N, D, P, h);
  one = vector(n+1, k, k == 1);
  g = ${density};
  N = q * conv(EL - ER, g);
  D = ${denominator};
  P = vector(n+1);
  for (k = 1, n, h = N[k+1]; forstep (j = k-1, 1, -1, h = h*D[1] - binomial(k,j)*D[j+1]*P[k-j+1]); P[k+1] = h);
  [P, D[1]];}
runs = 0; start = getabstime();
until (getabstime() - start >= 300, R = series(${order}); runs++);
print("TIME(", (getabstime() - start)/runs*1., ")END");
${Object.entries(point)
  .map(([x, v]) => `v${x} = ${v};`)
  .join(" ")}
at(p) = substvec(p, [kappa, lambda, z, q], [vU/vG, ${point.d === undefined ? "0" : "vd*vTa/(2*vm)"}, 2*vw/vTa, exp(2*vw/vTa)]);
for (k = 1, ${order}, print("VALUE(", k, ",", vw*vU*at(R[1][k+1])/(k!*at(R[2])^k*vTa^k), ")END"));
`;
  return read(run("gp", "-q -f -s 400M", script, limit), limit, 1);
}
