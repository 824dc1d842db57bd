import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** Every file of a layer, parsed once. */
const PARSED = new Map<string, readonly ts.SourceFile[]>();

function sources(folder: string): readonly ts.SourceFile[] {
  const known = PARSED.get(folder) ?? parsed(folder);
  PARSED.set(folder, known);
  return known;
}

function parsed(folder: string): readonly ts.SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name))
    .map((path) => ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true));
}

/** What a file imports or re-exports, statically or not: paths from the root, or package names. */
function imports(source: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (from !== undefined && ts.isStringLiteral(from)) found.push(from.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((name) =>
    name.startsWith(".") ? relative(".", join(dirname(source.fileName), name)) : name,
  );
}

function offenders(folder: string, offence: (source: ts.SourceFile) => readonly string[]): readonly string[] {
  return sources(folder).flatMap((source) => offence(source).map((what) => `${source.fileName}: ${what}`));
}

describe("layers", () => {
  it("are read from real files", () => {
    for (const folder of ["symbolic", "numeric", "src"]) expect(sources(folder).length).toBeGreaterThan(3);
    expect(sources("src").flatMap(imports)).toContain("symbolic/expression/expression.js");
  });

  it("symbolic imports only itself: no package, no Node", () => {
    expect(offenders("symbolic", (s) => imports(s).filter((name) => !name.startsWith("symbolic/")))).toEqual(
      [],
    );
  });

  it("numeric imports neither symbolic nor src nor Node", () => {
    const foreign = (name: string) => /^(symbolic|src|test|bench)\//.test(name) || name.startsWith("node:");
    expect(offenders("numeric", (s) => imports(s).filter(foreign))).toEqual([]);
  });

  it("src imports neither tests nor benchmarks", () => {
    expect(
      offenders("src", (s) => imports(s).filter((name) => /^(test|bench|examples)\//.test(name))),
    ).toEqual([]);
  });

  it("mathjs and zod are loaded on demand", () => {
    const eager = (source: ts.SourceFile) =>
      source.statements.flatMap((node) => {
        if (!ts.isImportDeclaration(node) || node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
          return [];
        const name = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : "";
        return /^(mathjs|zod)(\/|$)/.test(name) ? [name] : [];
      });
    expect(offenders("src", eager)).toEqual([]);
  });
});

describe("the exact layer", () => {
  it("has no float literal, no random number, and reads no float from text", () => {
    const inexact = (source: ts.SourceFile) => {
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isNumericLiteral(node) && !Number.isSafeInteger(Number(node.text))) found.push(node.getText());
        if (ts.isNumericLiteral(node) && /[.]/.test(node.getText())) found.push(node.getText());
        if (ts.isPropertyAccessExpression(node) && node.getText() === "Math.random")
          found.push("Math.random");
        if (ts.isIdentifier(node) && node.text === "parseFloat") found.push("parseFloat");
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    };
    expect(offenders("symbolic", inexact)).toEqual([]);
  });
});
