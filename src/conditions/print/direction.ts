/** The direction of rectification in sentences that claim what is proved, and no more. */
import { type ContrastBound } from "../direction/contrast-bound.js";
import { type BetterEnd, type Direction, type DirectionRegion } from "../direction/answer.js";

/** A condition on the parameters, and what holds under it. */
export interface Statement {
  readonly where: readonly string[];
  readonly text: string;
}

/** What is known of the direction in one region; examples name parameters in ASCII. */
export function directionStatement(r: DirectionRegion, { examples = true } = {}): Statement {
  return { where: r.where, text: sentence(r, examples) };
}

function sentence(r: DirectionRegion, examples: boolean): string {
  const { nearZero, nearMaximum } = r;
  const example = (text: string | undefined): string => (examples && text !== undefined ? ` (${text})` : "");
  const heat = (end: BetterEnd): string => `more heat flows when the ${end} end is hot`;
  const hot = (end: BetterEnd): string => `the ${end} end is hot`;
  const ends =
    nearZero !== undefined && nearZero === nearMaximum
      ? `more heat flows when ${hot(nearZero)} at low and at high temperatures`
      : [
          ...(nearZero ? [`at low temperatures more heat flows when ${hot(nearZero)}`] : []),
          ...(nearMaximum ? [`at high ones when ${hot(nearMaximum)}`] : []),
        ].join(", ");
  const rises = r.risesWhere === undefined ? [] : [`h rises at a temperature T_L iff ${r.risesWhere}`];
  switch (r.h) {
    case "increasing":
    case "decreasing":
      return `h is ${r.h}: ${heat(r.h === "increasing" ? "right" : "left")}`;
    case "constant":
      return "h is constant: no rectification";
    case "not monotone":
      if (r.changes)
        return `h is not monotone: ${ends}; dh/dT changes sign at T = ${r.changes.join(", ")} and nowhere else`;
      return `h is not monotone for any such parameters: ${ends}`;
    case "depends":
      return [
        ...(ends === "" ? [] : [ends]),
        `h is monotone for some such parameters${example(r.monotoneExample)}, for others not${example(r.example)}`,
        ...rises,
      ].join("; ");
    case "undecided":
      return [
        r.reason === undefined ? "undecided in general" : `undecided: ${r.reason}`,
        ...(ends === "" ? [] : [ends]),
        ...(r.monotoneExample ? [`h is monotone for some such parameters${example(r.monotoneExample)}`] : []),
        ...(r.example ? [`for some such parameters it is not${example(r.example)}`] : []),
        ...rises,
      ].join("; ");
  }
}

/** The bound on the contrast in one region. */
function boundStatement(b: ContrastBound): Statement {
  if (b.text === "1") {
    return {
      where: b.where,
      text: "|C| < 1, and no smaller bound holds: |C| tends to 1 in a limit of the temperatures",
    };
  }
  const close = b.sharp ? ", and no smaller bound holds" : "";
  return { where: b.where, text: `|C| < ${b.text}${close} (${b.reason})` };
}

/** Longer lists leave out the boundaries between regions. */
const LONGEST_LIST = 8;

/** Lines for a terminal. */
export function directionLines({ regions, bounds }: Direction, all = false): string[] {
  const block = (label: string, list: readonly (Statement | string)[]): string[] =>
    list.map((x, i) => {
      const line =
        typeof x === "string" ? x : `${x.where.length === 0 ? "" : `${x.where.join(", ")}: `}${x.text}`;
      return `${(i === 0 ? label : "").padEnd(16)}${line}`;
    });
  const { shown, boundaries } = shownRegions(regions, all);
  return [
    ...block("direction", [
      ...shown.map((r) => directionStatement(r)),
      ...boundariesLeftOut(boundaries).map((text) => `(${text})`),
    ]),
    ...block("contrast", boundLines(bounds)),
  ];
}

/** Says how many regions are not shown, and where they stand; nothing where all are. */
export function boundariesLeftOut(count: number): string[] {
  if (count === 0) return [];
  const what = count === 1 ? "1 region on a boundary, with" : `${count} regions on boundaries, with`;
  return [`and ${what} an equality between parameters: --all-regions lists ${count === 1 ? "it" : "them"}`];
}

/** All regions, or of a long list those without an equality unless `all` are wanted, and how many were left out. */
export function shownRegions(
  regions: readonly DirectionRegion[],
  all = false,
): {
  readonly shown: readonly DirectionRegion[];
  readonly boundaries: number;
} {
  const inside = regions.filter((r) => r.where.every((e) => !e.includes(" = ")));
  const short = !all && regions.length > LONGEST_LIST && inside.length > 0;
  return short
    ? { shown: inside, boundaries: regions.length - inside.length }
    : { shown: regions, boundaries: 0 };
}

/** Bounds with one text on one line. */
function boundLines(bounds: readonly ContrastBound[]): string[] {
  return boundStatements(bounds).map(({ where, text }) => (where === "" ? text : `${text}: where ${where}`));
}

/** Bounds, regions with one text put together; `where` is empty for all parameters. */
export function boundStatements(
  bounds: readonly ContrastBound[],
): readonly { readonly where: string; readonly text: string }[] {
  const grouped = new Map<string, string[]>();
  for (const { where, text } of bounds.map(boundStatement)) {
    grouped.set(text, [...(grouped.get(text) ?? []), where.join(", ")]);
  }
  return [...grouped].map(([text, where]) => ({
    where: where.every((w) => w === "") ? "" : where.join("; or "),
    text,
  }));
}
