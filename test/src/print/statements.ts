/**
 * What a command prints, taken by its word: every line `left = right` of a text is read by mathjs and evaluated in 60
 * digits with nothing but the values of the parameters and the text's own definitions.
 */
import { all, type BigNumber, create, type MathNode } from "mathjs";

/** mathjs in 60 digits. */
export const math = create(all ?? {}, { number: "BigNumber", precision: 60 });

/** A printed equation. */
export interface Statement {
  readonly left: string;
  readonly right: string;
}

const NAME = String.raw`[A-Za-z]\w*(?:\([\w, ]*\))?`;
/** A name, a function of names, a sum or difference of two names, or the even part of the current. */
const LEFT = String.raw`(?:${NAME}(?: [+-] ${NAME})?|\[J\(Delta\) \+ J\(-Delta\)\]/2)`;
const START = new RegExp(String.raw`^(?:\S[^=]*\s{2,}|\s*|where )(${LEFT}) = (\S.*)$`);

/** The equations of a text, folded lines joined, remarks behind formulas left out. */
export function statementsOf(text: string): readonly Statement[] {
  const found: { left: string; right: string }[] = [];
  let open: { left: string; right: string } | undefined;
  let indent = 0;
  const lead = (line: string): number => line.length - line.trimStart().length;
  for (const line of text.split("\n")) {
    const [, left, right] = START.exec(line) ?? [];
    if (left !== undefined && right !== undefined) {
      found.push((open = { left, right }));
      indent = lead(line);
    } else if (open && line.trim() !== "" && lead(line) > indent && !line.includes(" = "))
      open.right += ` ${line.trim()}`;
    else open = undefined;
  }
  return found.map(({ left, right }) => ({
    left,
    right: right.replace(/\s{2,}\(.*\)$/, "").replace(/,( where.*)?$/, ""),
  }));
}

/** The values of all left-hand sides by their own definitions; a name defined more than once has several. */
export function valuesOf(
  statements: readonly Statement[],
  given: ReadonlyMap<string, string>,
): { readonly left: string; readonly value: BigNumber }[] {
  const forward = definitions(statements, given);
  const swapped = new Map(given).set("T_L", given.get("T_R") ?? "1").set("T_R", given.get("T_L") ?? "1");
  const reverse = definitions(statements, swapped);
  // Names that end in _rev and are not defined stand for T_L and T_R exchanged.
  const scope = new Map(forward);
  for (const [name, value] of reverse) if (!scope.has(`${name}_rev`)) scope.set(`${name}_rev`, value);
  const values: { left: string; value: BigNumber }[] = [];
  for (const { left, right } of statements) {
    if (/\(\w+(, \w+)*\)$/.test(left)) continue;
    values.push({ left, value: evaluated(right, scope) });
    if (/^\w+ [+-] \w+$/.test(left)) values.push({ left, value: evaluated(left, scope) });
  }
  return values;
}

function definitions(
  statements: readonly Statement[],
  given: ReadonlyMap<string, string>,
): Map<string, unknown> {
  const scope = new Map<string, unknown>([...given].map(([name, value]) => [name, math.bignumber(value)]));
  let waiting = statements.filter(({ left }) => new RegExp(`^${NAME}$`).test(left));
  for (let before = Infinity; waiting.length > 0 && waiting.length < before;) {
    before = waiting.length;
    waiting = waiting.filter(({ left, right }) => {
      const [, name = left, parameters] = /^(\w+)\((.*)\)$/.exec(left) ?? [];
      const node = read(right);
      const own = parameters?.split(", ") ?? [];
      const names = new Set<string>();
      node.traverse((n: MathNode) => {
        if (n.type === "SymbolNode") names.add((n as MathNode & { name: string }).name);
      });
      if ([...names].some((n) => !own.includes(n) && !scope.has(n) && !KNOWN.has(n))) return true;
      if (parameters === undefined) scope.set(name, scope.get(name) ?? evaluated(right, scope));
      else
        scope.set(functionName(name), (...args: BigNumber[]) =>
          evaluated(right, new Map<string, unknown>([...scope, ...own.map((p, i) => [p, args[i]] as const)])),
        );
      return false;
    });
  }
  return scope;
}

const KNOWN = new Set(["exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "sqrt"]);

/** The number Gamma_L and the function Gamma_L(omega) are two things; mathjs has one name for both. */
const functionName = (name: string): string => `${name}_of`;

/** A formula with its calls of functions that the text defines by the names that they have in the scope. */
function read(text: string): MathNode {
  return math.parse(
    text.replace(/([A-Za-z]\w*)\(/g, (all, name: string) =>
      KNOWN.has(name) ? all : `${functionName(name)}(`,
    ),
  );
}

/** @throws Error for a name that the text does not define */
function evaluated(text: string, scope: Map<string, unknown>): BigNumber {
  return math.bignumber(read(text).evaluate(new Map(scope)) as BigNumber);
}

/** |a − b| ≤ 10^−40 max(|b|, 10^−30). */
export function agree(a: BigNumber, b: BigNumber | string): boolean {
  const other = math.bignumber(b);
  return a
    .sub(other)
    .abs()
    .lte(math.bignumber(other.abs().gt("1e-30") ? other.abs() : "1e-30").mul("1e-40"));
}
