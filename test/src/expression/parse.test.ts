import { beforeAll, describe, expect, it } from "vitest";
import {
  CONSTANT_RULES,
  COUPLING_RULES,
  LAW_RULES,
  loadExpressionParser,
  RATE_RULES,
  type ExpressionParser,
} from "../../../src/expression/parse.js";
import { InputError } from "../../../src/input/errors.js";
import { foldConstant } from "../../../src/expression/exact-value.js";
import { number, symbol } from "../../../src/expression/tree.js";

let parse: ExpressionParser;
beforeAll(async () => {
  parse = await loadExpressionParser();
});

function complaint(text: string, rules = RATE_RULES): string {
  try {
    parse(text, rules);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    const message = (error as InputError).message;
    expect(message).not.toContain("\n");
    expect(message.length).toBeLessThan(250);
    return message;
  }
  throw new Error(`accepted: ${text.slice(0, 80)}`);
}

describe("what an expression means", () => {
  it("reads the rate of design.md §9", () => {
    expect(parse("Gamma_L*T^2/(1 - exp(-omega/T))", RATE_RULES)).toEqual({
      type: "product",
      factors: [
        symbol("Gamma_L"),
        { type: "power", base: symbol("T"), exponent: { numerator: 2n, denominator: 1n } },
        {
          type: "power",
          exponent: { numerator: -1n, denominator: 1n },
          base: {
            type: "sum",
            terms: [
              number(1),
              {
                type: "product",
                factors: [
                  number(-1),
                  {
                    type: "call",
                    name: "exp",
                    arguments: [
                      {
                        type: "product",
                        factors: [
                          { type: "product", factors: [number(-1), symbol("omega")] },
                          { type: "power", base: symbol("T"), exponent: { numerator: -1n, denominator: 1n } },
                        ],
                      },
                    ],
                  },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ["0.1", 1n, 10n],
    ["1e-3", 1n, 1000n],
    ["1.5E2", 150n, 1n],
    [".5", 1n, 2n],
    ["3.", 3n, 1n],
    ["1/3", 1n, 3n],
    ["-2^2", -4n, 1n],
    ["2^-1", 1n, 2n],
    ["2^3^2", 512n, 1n],
    ["8-3-2", 3n, 1n],
    ["8/4/2", 1n, 1n],
    ["1-2*(3-5)", 5n, 1n],
    ["--3", 3n, 1n],
    ["0.1234567890123456789012345678901234567891", 1234567890123456789012345678901234567891n, 10n ** 40n],
    ["12345678901234567890123456789012345678901", 12345678901234567890123456789012345678901n, 1n],
  ])("reads %s exactly", (text, numerator, denominator) => {
    expect(foldConstant(parse(text, CONSTANT_RULES))).toEqual({ numerator, denominator });
  });

  it.each(["T^(1/2)", "T^0.5", "T^.5"])("reads %s as a root", (text) => {
    expect(parse(text, RATE_RULES)).toEqual({
      type: "power",
      base: symbol("T"),
      exponent: { numerator: 1n, denominator: 2n },
    });
  });

  it.each(["2·ω²", "2*ω**2", "2×omega^2", "2∗ω²"])("reads %s as a program or a paper writes it", (text) => {
    expect(parse(text, RATE_RULES)).toEqual(parse("2*omega^2", RATE_RULES));
  });

  it("reads Greek letters with their indices, and the minus of Unicode", () => {
    expect(parse("Γ_L − µ_ω⁻²", LAW_RULES)).toEqual(parse("Gamma_L - mu_omega^(-2)", LAW_RULES));
  });

  it("keeps formal functions of a law", () => {
    expect(parse("g(T)", LAW_RULES)).toEqual({ type: "call", name: "g", arguments: [symbol("T")] });
  });

  it("takes omega for the gap in a rate and for a parameter in an energy", () => {
    expect(parse("omega", COUPLING_RULES)).toEqual(symbol("omega"));
    expect(parse("omega", CONSTANT_RULES)).toEqual(symbol("omega"));
  });
});

describe("what is refused", () => {
  it.each([
    ["an assignment", "k = 3", /unexpected = at character 3; assignments/],
    ["a function definition", "f(x) = x", /unexpected =/],
    ["member access", "omega.constructor", /unexpected \. at character 6; names have no members/],
    ["a string", '"a"', /strings are not allowed/],
    ["a matrix", "[1, 2]", /lists and matrices/],
    ["an object", "{a: 1}", /objects/],
    ["a comparison", "T < 1", /comparisons/],
    ["a block", "T; T", /one expression only/],
    ["a condition", "T ? 1 : 2", /unexpected \?/],
    ["a unit", "5 cm", /write \* for products/],
    ["a unit conversion", "T to omega", /operator to is not allowed/],
    ["a product without a sign", "2omega", /write \* for products/],
    ["a product of parentheses", "2(T+1)", /write \* for products/],
    ["a call of the temperature", "T(1+omega)", /write \* for products/],
    ["a factorial", "T!", /unexpected !/],
    ["a modulus", "T mod 2", /operator mod is not allowed/],
    ["true", "true", /a constant such as true/],
    ["NaN", "NaN", /a constant such as true/],
    ["Infinity", "Infinity", /a constant such as true/],
    ["e", "2*e", /write exp\(…\)/],
    ["a power of e", "e^(-omega/T)", /exponentials are written exp\(…\)/],
    ["i", "2*i", /imaginary unit/],
    ["pi", "pi*T", /pi is not allowed here: it is irrational/],
    ["T_a", "T_a", /sum of the bath temperatures/],
    [
      "an unknown function",
      "cos(T)",
      /function cos is not allowed here; known: exp, .*; bath law is for unspecified functions/,
    ],
    ["a dangerous function", "import(T)", /function import is not allowed/],
    ["evaluate", "evaluate(T)", /function evaluate is not allowed/],
    ["two arguments", "exp(T, T)", /takes one argument, not 2/],
    ["no argument", "exp()", /takes one argument, not 0/],
    ["a bare function", "exp + 1", /lacks its argument/],
    ["a prototype key", "__proto__", /is not a name/],
    ["a trailing underscore", "a_", /is not a name/],
    ["a symbolic exponent", "T^omega", /exponent is not a rational number/],
    ["a huge exponent", "T^1000000", /exponent 1000000 is too large/],
    ["nested large powers", "((T^100)^100)^100", /too large/],
    ["a tower", "2^2^2^2^2^2", /too large|not a rational/],
    ["a huge decimal exponent", "1e999999999", /out of range/],
    ["division by zero", "T/0", /division by zero/],
    ["division by a hidden zero", "T/(1/2 - 0.5)", /division by zero/],
    ["a negative power of zero", "0^-1", /division by zero/],
    ["0^0", "0^0", /0\^0 is not defined/],
    ["an empty text", "  ", /is empty/],
    ["a missing operand", "T +", /unexpected end of expression at character/],
    ["a missing first operand", "* T", /value expected at character 1/],
    ["two decimal points", "1..2", /write \* for products/],
    ["an open parenthesis", "(T + (1", /a parenthesis that is never closed at character 6/],
    ["a lone closing parenthesis", "T)", /unexpected \) at character 2/],
    ["a Greek letter of no use", "2*ωT", /write \* for products/],
    ["a terminal escape", "T\u001b[31m", /unexpected U\+001b at character 2/],
  ])("%s", (_what, text, message) => {
    expect(complaint(text)).toMatch(message);
  });

  it("a temperature in a coupling or an energy", () => {
    expect(complaint("Gamma*T", COUPLING_RULES)).toMatch(/T is not allowed here: it is the temperature/);
    expect(complaint("omega*T", CONSTANT_RULES)).toMatch(/T is not allowed here/);
  });

  it("a formal function of anything but T", () => {
    expect(complaint("g(omega)", LAW_RULES)).toMatch(/write g\(T\)/);
    expect(complaint("g(T)", RATE_RULES)).toMatch(/function g is not allowed here/);
  });

  it("text that would exhaust a recursive parser, at once", () => {
    const texts = [
      "x".repeat(10_000_000),
      "(".repeat(100_000) + "x" + ")".repeat(100_000),
      "(".repeat(30_000) + "x" + ")".repeat(30_000),
      "-".repeat(60_000) + "x",
      "x" + "^x".repeat(30_000),
      "2" + "^-2".repeat(20_000),
      "exp(".repeat(15_000) + "T" + ")".repeat(15_000),
    ];
    const start = performance.now();
    for (const text of texts) expect(complaint(text)).toMatch(/characters; at most|nesting deeper/);
    // The slowest of them takes a few milliseconds; a second tells linear time from anything worse.
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("nothing about long flat sums and products", () => {
    const long = parse("T" + "+T".repeat(30_000), RATE_RULES);
    expect(long.type === "sum" && long.terms.length).toBe(30_001);
    const quotients = parse("T" + "/T".repeat(30_000), RATE_RULES);
    expect(quotients.type === "product" && quotients.factors.length).toBe(30_001);
  });
});
