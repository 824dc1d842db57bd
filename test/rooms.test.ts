import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/**
 * The rooms of each layer in order: a room imports itself and rooms before it, nothing else (types counted, dynamic imports
 * too). Within a file's own top room the sub-rooms follow the second list.
 */
const ORDER = {
  symbolic: [
    "integer",
    "expression",
    "polynomial",
    "ring",
    "fraction",
    "packed",
    "thermal",
    "series",
    "generators",
    "expansion",
    "network",
    "coherence",
    "traces",
    "solve",
    "present",
  ],
  numeric: [
    "arithmetic",
    "enclosure",
    "linear-algebra",
    "minimise",
    "junction",
    "coherence",
    "levels",
    "statistics",
    "doubles",
    "grid",
    "bath",
    "closed",
  ],
  src: [
    "input",
    "files",
    "expression",
    "expression/latex",
    "print",
    "junction",
    "exact",
    "junction/hamiltonian",
    "exact/named",
    "exact/formula",
    "junction/file",
    "model",
    "expansion",
    "expansion/network",
    "evaluate",
    "certificate",
    "conditions/parity",
    "conditions/direction",
    "conditions/special-points",
    "conditions/proof",
    "conditions",
    "conditions/print",
    "proof-checker/algebra",
    "proof-checker/bounds",
    "proof-checker",
    "claim",
    "statistics",
    "optimum",
    "traces",
    "verify",
    "plot/axis",
    "plot",
    "scan",
    "scan/files",
    "code",
    "code/arrays",
    "fit",
    "paper",
    "report/page",
    "report",
    "library",
    "cli",
    "cli/serve",
    "cli/commands",
    "cli/process",
  ],
} as const;

/** Folders with more than 16 files: one file a command, and the field of a junction. */
const CROWDED: ReadonlyMap<string, number> = new Map([
  ["src/exact", 19],
  ["src/cli/commands", 38],
]);

type Layer = keyof typeof ORDER;
const LAYERS = Object.keys(ORDER) as readonly Layer[];

function filesOf(layer: string): readonly string[] {
  return readdirSync(layer, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(layer, name))
    .sort();
}

/** What a file imports or re-exports, statically or not, types too, as paths of sources from the root. */
function importsOf(path: string): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (from !== undefined && ts.isStringLiteral(from) && from.text.startsWith(".")) {
      found.push(relative(".", join(dirname(path), from.text)).replace(/\.js$/, ".ts"));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const IMPORTS: ReadonlyMap<string, readonly string[]> = new Map(
  LAYERS.flatMap(filesOf).map((path) => [path, importsOf(path)]),
);

/** `src/exact/formula` of src/exact/formula/current.ts; the layer itself for a file at its root. */
const roomOf = (path: string): string => dirname(path);

/** Place of a room in the order of its layer; the public list and the command at the root come last. */
function rank(room: string): number {
  const [layer = "", ...rest] = room.split("/");
  if (rest.length === 0) return Infinity;
  return (ORDER[layer as Layer] as readonly string[]).indexOf(rest.join("/"));
}

/** Groups of files that reach each other, by Tarjan's algorithm. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== index.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) found.push(group);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

describe("rooms", () => {
  it("are all in the list, and the list names none that is not there", () => {
    const rooms = new Set([...IMPORTS.keys()].map(roomOf).filter((room) => room.includes("/")));
    const listed = LAYERS.flatMap((layer) => ORDER[layer].map((room) => `${layer}/${room}`));
    expect([...rooms].sort()).toEqual([...listed].sort());
  });

  it("import only rooms before them", () => {
    const upward = [...IMPORTS].flatMap(([path, targets]) =>
      targets
        .filter((target) => target.split("/")[0] === path.split("/")[0])
        .filter((target) => rank(roomOf(target)) > rank(roomOf(path)))
        .map((target) => `${path} -> ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it("hold no cycle of files", () => {
    expect(cycles(IMPORTS)).toEqual([]);
  });

  it("keep the proof checker apart: it shares the certificate's format, the errors and the limit on sizes, nothing else", () => {
    const shared = [...IMPORTS]
      .filter(([path]) => path.startsWith("src/proof-checker/"))
      .flatMap(([path, targets]) =>
        targets
          .filter(
            (target) =>
              !target.startsWith("src/proof-checker/") &&
              !["src/certificate/format.ts", "src/input/errors.ts", "src/input/size-limit.ts"].includes(
                target,
              ),
          )
          .map((target) => `${path} -> ${target}`),
      );
    expect(shared).toEqual([]);
  });

  it("leave only the doors at a root", () => {
    const atRoot = [...IMPORTS.keys()].filter((path) => path.split("/").length === 2);
    expect(atRoot.sort()).toEqual(["numeric/index.ts", "src/cli.ts", "src/index.ts", "symbolic/index.ts"]);
  });

  it("stay small: at most 16 files", () => {
    const count = new Map<string, number>();
    for (const path of IMPORTS.keys()) count.set(roomOf(path), (count.get(roomOf(path)) ?? 0) + 1);
    const crowded = [...count].filter(([room, files]) => files > (CROWDED.get(room) ?? 16));
    expect(crowded).toEqual([]);
  });
});
