/** The verdict of a junction in the form in which the page shows it. */
import { type Conditions } from "../../src/conditions/conditions.js";
import { conditionsLatex } from "../../src/conditions/print/latex.js";
import { conditionsJson, conditionsText } from "../../src/conditions/print/text.js";
import { type DirectionRegion } from "../../src/conditions/direction/answer.js";
import { boundariesLeftOut, shownRegions } from "../../src/conditions/print/direction.js";
import { equationLatex } from "./equation-latex.js";
import { type DirectionCard, type ProofCard, type VerdictCard } from "./protocol.js";

export function verdictCard(c: Conditions): VerdictCard {
  return {
    rectifies: c.verdict.rectifies,
    vanishesIff: c.verdict.vanishesIff.map((system) => system.map(equationLatex)),
    remarks: c.solutions.map(({ remark }) => remark ?? null),
    connectedUnless: c.connectedUnless.map((system) => system.map(equationLatex)),
    type: c.type,
    lowestEvenOrder: c.lowestEvenOrder,
    everywhere: c.everywhere,
  };
}

export function proofCard(c: Conditions): ProofCard {
  const { shown, boundaries } = shownRegions(c.direction?.regions ?? []);
  return {
    directions: shown.map(directionCard),
    notShown: boundariesLeftOut(boundaries).map((text) => text.replace(" (--format json)", "")),
    proof: conditionsLatex(c),
    certificate: JSON.stringify(conditionsJson(c), null, 2),
    text: conditionsText(c),
  };
}

function directionCard({ where, h, betterWhenHot }: DirectionRegion): DirectionCard {
  const text =
    betterWhenHot === undefined
      ? h === "not monotone"
        ? "the direction changes with the temperatures"
        : h === "depends"
          ? "the direction changes with the temperatures for some of these parameters"
          : h === "constant"
            ? "no rectification"
            : "the direction is not decided"
      : `more heat flows when the ${betterWhenHot} end is hot`;
  return { where: where.map(equationLatex), text };
}
