/** The answer of `conditions` in five lines: verdict, class, criterion, direction, bound on the contrast. */
import { type Conditions } from "../conditions.js";
import { type DirectionRegion } from "../direction/answer.js";
import { type LowestOrderSign } from "../direction/lowest-order.js";
import { toText } from "../../expression/ascii.js";
import { boundStatements } from "./direction.js";

/** A label of the first column and its lines. */
export interface Labelled {
  readonly label: string;
  readonly lines: readonly string[];
}

const HOLDS = {
  never: ", as it is",
  always: ", which it never is",
  conditionally: "",
  undecided: "",
} as const;

/** More regions than this are left to `--all-regions`. */
const MOST_REGIONS = 4;

/**
 * Class, criterion, direction and contrast; the verdict stands above them.
 * @param here  the case of the general answer in which the values lie, as relations between parameters
 */
export function briefLines(c: Conditions, here?: readonly string[]): readonly Labelled[] {
  const lines: Labelled[] = [{ label: "class", lines: [classText(c)] }];
  if (c.criterion) {
    const { h } = c.criterion;
    lines.push({
      label: "criterion",
      lines: [
        `no rectification iff ${toText(h.left)} is constant${HOLDS[c.verdict.rectifies]}: ${toText(h.left)} = ${toText(h.value)}`,
      ],
    });
  } else if (c.lowestEvenOrder !== null)
    lines.push({ label: "lowest even", lines: [`alpha_${c.lowestEvenOrder} is the first even coefficient`] });
  const { direction, lowestOrder } = c;
  if (direction) {
    lines.push({ label: "direction", lines: directionHere(direction.regions, here) });
    const bounds = boundStatements(direction.bounds);
    if (bounds.length > 0)
      lines.push({
        label: "contrast",
        lines:
          direction.regions.length > MOST_REGIONS
            ? [`|C| < 1; smaller bounds for some parameters: --all-regions`]
            : bounds.map(({ where, text }) => under(where, text.replace(/ \(.*\)$/, ""))),
      });
  } else if (lowestOrder) lines.push({ label: "direction", lines: [lowestOrderText(lowestOrder)] });
  return lines;
}

const under = (where: string, text: string): string => (where === "" ? text : `${text}: where ${where}`);

/** The class with a clause that explains it. */
export function classText({ type, classReason, junction, lowestEvenOrder, criterion }: Conditions): string {
  const lowest = criterion && lowestEvenOrder !== null ? `; alpha_${lowestEvenOrder} leads` : "";
  switch (type) {
    case null:
      return `none (${classReason ?? ""})`;
    case "A":
      return `A: ${
        junction.left.kind !== junction.right.kind
          ? "the contacts differ in kind"
          : "the contacts differ in law"
      }, so k_L/k_R depends on temperature${lowest}`;
    case "B":
      return `B: contacts of one law and different strength, at a subsystem of other statistics${lowest}`;
    case "A and B":
      return `A and B: k_L/k_R may depend on temperature (A); where it does not, different strengths suffice (B)${lowest}`;
  }
}

/** What is known of a region, in a few words. */
function briefRegion(r: DirectionRegion): string {
  const { nearZero, nearMaximum } = r;
  switch (r.h) {
    case "increasing":
      return "more heat flows when the right end is hot";
    case "decreasing":
      return "more heat flows when the left end is hot";
    case "constant":
      return "no rectification";
    default: {
      if (nearZero === undefined && nearMaximum === undefined)
        return r.reason === undefined ? "not decided in general" : `not decided: ${r.reason}`;
      if (nearZero === nearMaximum)
        return `more heat flows when the ${nearZero ?? ""} end is hot at low and at high temperatures; between, it depends`;
      const cold = nearZero === undefined ? "" : `the ${nearZero} end is hot at low temperatures`;
      const hot = nearMaximum === undefined ? "" : `the ${nearMaximum} one at high temperatures`;
      const changes = r.changes ? ` (changes at T = ${r.changes.join(", ")})` : "";
      return `more heat flows when ${[cold, hot].filter((t) => t !== "").join(", ")}${changes}`;
    }
  }
}

/** The direction; where the values lie in one case of the general answer, in that case. */
function directionHere(
  regions: readonly DirectionRegion[],
  here: readonly string[] | undefined,
): readonly string[] {
  const found = briefDirection(regions);
  if (here === undefined || here.length === 0) return found;
  const own = regions.find(({ where }) => where.join() === here.join());
  const text = own ? briefRegion(own) : found.length === 1 ? found[0] : undefined;
  return text === undefined ? found : [`here ${here.join(", ")}, so ${text}`];
}

/** Regions with one answer on one line; many are only counted. */
function briefDirection(regions: readonly DirectionRegion[]): string[] {
  const answers = new Map<string, string[]>();
  for (const r of regions) {
    const text = briefRegion(r);
    answers.set(text, [...(answers.get(text) ?? []), r.where.join(", ")]);
  }
  if (regions.length <= MOST_REGIONS)
    return [...answers].map(([text, where]) => under(where.join("; or "), text));
  const count = (test: (r: DirectionRegion) => boolean): number => regions.filter(test).length;
  const right = count((r) => r.h === "increasing");
  const left = count((r) => r.h === "decreasing");
  const none = count((r) => r.h === "constant");
  return [
    `depends on the parameters, in ${regions.length} regions that --all-regions lists: more heat flows when the right end is hot in ${right}, when the left end is in ${left}, this may change with temperature in ${regions.length - right - left - none}, no rectification in ${none}`,
  ];
}

/** The direction to lowest order in Delta. */
export function lowestOrderText({
  order,
  sign,
  positiveWhere,
  definitions = [],
  reason,
}: LowestOrderSign): string {
  const alpha = `alpha_${order}`;
  const hot = (end: "left" | "right"): string => `more heat flows when the ${end} end is hot`;
  if (sign !== undefined)
    return `${alpha} is ${sign}: for small Delta ${hot(sign === "positive" ? "left" : "right")}`;
  if (positiveWhere !== undefined)
    return `for small Delta ${hot("left")} iff ${positiveWhere}, which is the sign of ${alpha}${definitions.map((d, i) => `${i === 0 ? "; with " : ", "}${d.name} = ${toText(d.value)}`).join("")}`;
  return `not decided: ${reason ?? ""}`;
}
