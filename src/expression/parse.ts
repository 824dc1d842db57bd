/**
 * Expressions of the user's as exact trees. mathjs parses (it never evaluates); what it returns is converted node by
 * node, and only sums, products, powers with a rational exponent, names and a few functions pass.
 *
 * mathjs is loaded on demand: shorthand junctions never need it.
 */
import type { MathNode } from "mathjs";
import type { ExactNumber, Expression } from "../../symbolic/expression/expression.js";
import { isOccupation, knownFunction } from "../../symbolic/expression/functions.js";
import { call, number, power, product, sum, symbol } from "./tree.js";
import { isOwnArgument, twoReadings } from "./call-or-product.js";
import { foldConstant } from "./exact-value.js";
import { InputError, excerpt } from "../input/errors.js";
import { exactNumber, formatExactNumber, negateExact } from "../input/exact-number.js";
import { type ScannedExpression, scanExpression } from "./lex.js";
import { checkFunction, checkName, energyOfOccupation, type ExpressionRules } from "./rules.js";

export { CONSTANT_RULES, COUPLING_RULES, type ExpressionRules, LAW_RULES, RATE_RULES } from "./rules.js";

/** Reads one expression. @throws InputError with one line on what is wrong. */
export type ExpressionParser = (text: string, rules: ExpressionRules) => Expression;

/** Powers beyond this make polynomials that fill the memory; nested powers count together. */
const LARGEST_POWER = 1000n;
const LARGEST_ROOT = 1000n;

/** Loads mathjs and returns the parser. */
export async function loadExpressionParser(): Promise<ExpressionParser> {
  const { create, parseDependencies } = await import("mathjs/number");
  // The types of the package declare every dependency list as optional.
  const mathjs = create(parseDependencies === undefined ? {} : { parseDependencies });
  return (text, rules) => {
    const scanned = scanExpression(text);
    const convert = converter(scanned, rules);
    return convert(
      syntaxTree((source) => mathjs.parse(source), scanned.text, scanned.originalPosition),
      1n,
    );
  };
}

function syntaxTree(
  parse: (text: string) => MathNode,
  text: string,
  originalPosition: (position: number) => number,
): MathNode {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = positionOf(error);
    if (at === undefined) throw new InputError(`cannot be read: ${excerpt(error.message)}`);
    const what = error.message.replace(` (char ${at})`, "").toLowerCase();
    throw new InputError(excerpt(what), { at: originalPosition(at) });
  }
}

/** Where mathjs stopped, from 1: its syntax errors carry the number. */
function positionOf(error: SyntaxError): number | undefined {
  return "char" in error && typeof error.char === "number" ? error.char : undefined;
}

/** Converts trees of mathjs; `outer` is the product of the powers around a node. */
type Converter = (node: MathNode, outer: bigint) => Expression;

function converter(
  { numbers, derivatives }: Pick<ScannedExpression, "numbers" | "derivatives">,
  rules: ExpressionRules,
): Converter {
  const convert: Converter = (node, outer) => {
    if (isKind(node, "ParenthesisNode")) return convert(node.content, outer);
    if (isKind(node, "SymbolNode")) return named(node.name);
    if (isKind(node, "FunctionNode")) return called(node, outer);
    if (isKind(node, "OperatorNode")) return operation(node, outer);
    throw notAllowed(node);
  };

  const named = (name: string): Expression => {
    const value = numbers.get(name);
    if (value !== undefined) return { type: "number", ...value };
    const written = derivatives.get(name) ?? name;
    checkName(written, rules);
    return symbol(written);
  };

  const called = (node: Parsed<"FunctionNode">, outer: bigint): Expression => {
    if (numbers.has(node.fn.name) || !isKind(node.fn, "SymbolNode")) throw missingProductSign();
    const written = derivatives.get(node.fn.name) ?? node.fn.name;
    const args = node.args.map((argument) => convert(argument, outer));
    const own = rules.withArguments?.get(written);
    if (isOwnArgument(own, args)) return symbol(written);
    const name = knownFunction(written)?.name ?? written;
    const isFunction = rules.functions.includes(name);
    if (!isFunction && (own ?? rules.names?.includes(written) ?? false))
      throw twoReadings(written, own, args, { times: "*" });
    if (!isFunction && rules.symbols.includes(written)) throw missingProductSign();
    if (isOccupation(name) && isFunction) return call(name, energyOfOccupation(name, args));
    checkFunction(written, args.length, rules);
    const [argument] = args;
    const variable = rules.formalArgument ?? "T";
    if (!isFunction && !(argument?.type === "symbol" && argument.name === variable)) {
      throw new InputError(`${name} must be a function of ${variable}`, {
        hint: `write ${name}(${variable})`,
      });
    }
    return call(name, ...args);
  };

  const operation = (node: Parsed<"OperatorNode">, outer: bigint): Expression => {
    if (node.implicit) throw missingProductSign();
    switch (node.fn) {
      case "add":
      case "subtract":
        return sum(
          ...chain(node, "add", "subtract").map(([part, flip]) => opposite(convert(part, outer), flip)),
        );
      case "multiply":
      case "divide":
        return product(
          ...chain(node, "multiply", "divide").map(([part, flip]) =>
            flip ? raised(convert(part, outer), exactNumber(-1)) : convert(part, outer),
          ),
        );
      case "unaryMinus":
        return opposite(convert(operand(node, 0), outer), true);
      case "unaryPlus":
        return convert(operand(node, 0), outer);
      case "pow": {
        const exponent = rationalExponent(convert(operand(node, 1), 1n), outer);
        const size = absolute(exponent.numerator);
        return raised(convert(operand(node, 0), size > 1n ? outer * size : outer), exponent);
      }
      default:
        throw notAllowed(node);
    }
  };
  return convert;
}

/** The exponent as a rational number of sensible size; `outer` is the product of the powers around it. */
function rationalExponent(tree: Expression, outer: bigint): ExactNumber {
  const exponent = foldConstant(tree);
  if (exponent === undefined) {
    throw new InputError("an exponent is not a rational number", {
      hint: "write T^2 or T^(1/2); exponentials are written exp(…)",
    });
  }
  if (absolute(exponent.numerator) * outer > LARGEST_POWER || exponent.denominator > LARGEST_ROOT) {
    throw new InputError(`the exponent ${excerpt(formatExactNumber(exponent))} is too large`, {
      hint: `powers up to ${LARGEST_POWER}, nested ones taken together, are read`,
    });
  }
  return exponent;
}

function raised(base: Expression, exponent: ExactNumber): Expression {
  if (exponent.numerator <= 0n && foldConstant(base)?.numerator === 0n) {
    throw new InputError(exponent.numerator === 0n ? "0^0 is not defined" : "division by zero");
  }
  return power(base, exponent);
}

/** The parts of a left-deep chain a ∘ b ∘ c in order, with whether each was inverted; long chains do not recurse. */
function chain(
  node: Parsed<"OperatorNode">,
  keep: string,
  invert: string,
): readonly (readonly [MathNode, boolean])[] {
  const parts: [MathNode, boolean][] = [];
  let rest: MathNode = node;
  while (isKind(rest, "OperatorNode") && (rest.fn === keep || rest.fn === invert) && !rest.implicit) {
    parts.push([operand(rest, 1), rest.fn === invert]);
    rest = operand(rest, 0);
  }
  parts.push([rest, false]);
  return parts.reverse();
}

function opposite(e: Expression, flip: boolean): Expression {
  if (!flip) return e;
  return e.type === "number" ? { type: "number", ...negateExact(e) } : product(number(-1), e);
}

function missingProductSign(): InputError {
  return new InputError("a product without a sign", { hint: "write * for products, as in 2*omega" });
}

function notAllowed(node: MathNode): InputError {
  const what = isKind(node, "OperatorNode")
    ? `the operator ${node.op}`
    : (FORBIDDEN.get(node.type) ?? "this construct");
  return new InputError(`${what} is not allowed in an expression`, {
    hint: "use + - * / ^, names and functions",
  });
}

const FORBIDDEN = new Map([
  ["AssignmentNode", "an assignment"],
  ["FunctionAssignmentNode", "a function definition"],
  ["AccessorNode", "member access"],
  ["ArrayNode", "a matrix"],
  ["BlockNode", "a block"],
  ["ConditionalNode", "a condition"],
  ["RelationalNode", "a comparison"],
  ["ConstantNode", "a constant such as true, NaN or Infinity"],
]);

interface ParsedNodes {
  readonly ParenthesisNode: { readonly content: MathNode };
  readonly SymbolNode: { readonly name: string };
  readonly FunctionNode: {
    readonly fn: MathNode & { readonly name: string };
    readonly args: readonly MathNode[];
  };
  readonly OperatorNode: {
    readonly op: string;
    readonly fn: string;
    readonly implicit: boolean;
    readonly args: readonly MathNode[];
  };
}
type Parsed<K extends keyof ParsedNodes> = MathNode & ParsedNodes[K];

function isKind<K extends keyof ParsedNodes>(node: MathNode, kind: K): node is Parsed<K> {
  return node.type === kind;
}

function operand(node: Parsed<"OperatorNode">, index: number): MathNode {
  const found = node.args[index];
  if (found === undefined) throw notAllowed(node);
  return found;
}

function absolute(n: bigint): bigint {
  return n < 0n ? -n : n;
}
