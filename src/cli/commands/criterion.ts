/** `heatdiode criterion`: (9) for two baths given by their modes, beside what is exactly true of such junctions. */
import { type ThermalEnergy } from "../../../numeric/bath/mean-energy.js";
import { parameterBindings } from "../../model/point.js";
import { type RunCommand } from "../command.js";
import {
  type Criterion,
  criterion,
  type CriterionCase,
  type DescribedBath,
  describedBath,
} from "../../conditions/parity/mean-energy-criterion.js";
import { doubleNamed, requireFinite } from "../../input/double.js";
import { InputError } from "../../input/errors.js";

const MOST_MODES = 12;

export const run: RunCommand = async (_, options) => {
  const { files } = options;
  if (files.length !== 2) {
    throw new InputError(
      `the criterion compares two baths, and ${files.length} ${files.length === 1 ? "is" : "are"} given`,
      {
        hint: "write each with the energies of its modes: solid:1,1.3 metal:-1,1",
      },
    );
  }
  const [left, right] = files.map(describedBath) as [DescribedBath, DescribedBath];
  const values = parameterBindings(options.at, SYSTEM, { allowDelta: false });
  const sum = values.get("T_a");
  if (sum === undefined) {
    throw new InputError("no value for T_a", {
      where: "--at",
      hint: "add T_a=1.4, say; both baths have T_a/2",
    });
  }
  const result = requireFinite(criterion(left, right, doubleNamed("T_a", sum) / 2));
  const text = options.format === "json" ? json(left, right, result) : table(left, right, result);
  return Promise.resolve({ text });
};

/** No parameters but the temperatures. */
const SYSTEM = { name: "two baths", parameters: [], bound: new Map() } as const;

function json(left: DescribedBath, right: DescribedBath, { comparison, cases }: Criterion): string {
  const { temperature, difference, energiesDiffer, heatCapacitiesDiffer } = comparison;
  const bath = (b: DescribedBath, energy: ThermalEnergy): object => ({ bath: b.text, ...energy });
  const data = {
    T: temperature,
    left: bath(left, comparison.left),
    right: bath(right, comparison.right),
    difference,
    holds: energiesDiffer,
    heatCapacitiesDiffer,
    junctions: cases,
  };
  return JSON.stringify(data, null, 2);
}

function table(left: DescribedBath, right: DescribedBath, { comparison, cases }: Criterion): string {
  const { temperature, difference, energiesDiffer, heatCapacitiesDiffer } = comparison;
  const cell = (x: number): string => x.toPrecision(7).padStart(15);
  const rows = (name: string, bath: DescribedBath, energy: ThermalEnergy): string[] => [
    `${name}  ${bath.text}`,
    ...energy.perMode
      .slice(0, MOST_MODES)
      .map((mode, i) => `    mode ${i + 1}`.padEnd(16) + cell(mode.energy) + cell(mode.heatCapacity)),
    ...(energy.perMode.length > MOST_MODES
      ? [`    (${energy.perMode.length - MOST_MODES} more: --json lists all)`]
      : []),
    "    total".padEnd(16) + cell(energy.total) + cell(energy.heatCapacity),
  ];
  return [
    `(9) at T_L = T_R = T = ${temperature}: <H> from the ground state, and dH/dT, which no`,
    "shift of energies changes",
    "",
    " ".repeat(16) + "<H>".padStart(15) + "dH/dT".padStart(15),
    ...rows("left ", left, comparison.left),
    ...rows("right", right, comparison.right),
    "",
    `<H_L> - <H_R> = ${difference.toPrecision(7)}: (9) ${energiesDiffer ? "holds" : "fails"}`,
    heatCapacitiesDiffer
      ? "dH/dT differs: no choice of the zeros of energy makes the baths alike"
      : energiesDiffer
        ? "dH/dT is the same: at this temperature a shift of one zero of energy undoes it"
        : "dH/dT is the same",
    "",
    ...(cases.length > 0
      ? ["Junctions of such baths, at all temperatures (conditions):", ...cases.map(caseLine)]
      : ["Classical particles have no rate in (16)-(19): (11)-(13) give no verdict."]),
  ].join("\n");
}

function caseLine({ junction, rectifies, vanishesIff, remark }: CriterionCase): string {
  const lists = vanishesIff.map((list) => list.join(" and ")).join(", or ");
  const verdict = {
    never: "never rectifies",
    always: "always rectifies",
    conditionally: `rectifies unless ${lists}`,
    undecided: "undecided",
  }[rectifies];
  return [`  ${junction.padEnd(22)}${verdict}`, ...(remark === null ? [] : [`      ${remark}`])].join("\n");
}
