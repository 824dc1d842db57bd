/** Fig. 2 of the paper: R over the gap for spin-HO-metal and spin-TLS-metal, main plot and inset, under the sliders. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { type NumericModel } from "../../src/numeric-model.js";
import { type Lane } from "../engine/lane.js";
import { type ParameterCard } from "../engine/protocol.js";
import { CurvePlot, type Series } from "../plot/curve-plot.js";
import { linear, samplerOf, type Sampler } from "../plot/curves.js";
import { toDouble, type ViewState } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { Section } from "./controls.js";
import { ValueField } from "./value-field.js";

/** The values of the caption; `inset` is Gamma_R of the inset. */
const CAPTION: Readonly<Record<string, string>> = {
  T_a: "0.5",
  Delta: "0.1",
  delta_R: "0.2",
  mu_R: "1",
  Upsilon_L: "1",
  Gamma_R: "1",
};
const INSET = "0.05";

const FIELDS: readonly ParameterCard[] = [
  { name: "T_a", latex: "T_a", positive: true, meaning: "sum of the two bath temperatures" },
  { name: "Delta", latex: "\\Delta", positive: false, meaning: "temperature difference, left minus right" },
  {
    name: "delta_R",
    latex: "\\delta_R",
    positive: false,
    meaning: "slope of the density of states of the metal",
  },
  { name: "mu_R", latex: "\\mu_R", positive: true, meaning: "chemical potential of the metal" },
  { name: "Upsilon_L", latex: "\\Upsilon_L", positive: true, meaning: "coupling to the spin bath" },
  {
    name: "Gamma_R",
    latex: "\\Gamma_R",
    positive: true,
    meaning: "coupling to the metal, full and dashed lines",
  },
  { name: "inset", latex: "\\Gamma_R'", positive: true, meaning: "coupling to the metal in the inset" },
];

interface FigureTwoProps {
  readonly state: ViewState;
  readonly lane: Lane;
  readonly actions: Actions;
}

export function FigureTwo({ state, lane, actions }: FigureTwoProps) {
  const [models, setModels] = useState<readonly NumericModel[]>([]);
  useEffect(() => {
    const both = ["spin-HO-metal", "spin-TLS-metal"].map((source) =>
      lane.run((engine) => engine.describe(source)),
    );
    void Promise.all(both).then(
      (cards) => setModels(cards.flatMap(({ numeric }) => (numeric.kind === "none" ? [] : [numeric]))),
      () => undefined,
    );
  }, [lane]);
  const samplers = useMemo(() => models.map((m) => samplerOf(m, ["omega"])), [models]);
  const value = (name: string): string =>
    Object.hasOwn(state.values, `fig2_${name}`)
      ? (state.values[`fig2_${name}`] as string)
      : (CAPTION[name] ?? INSET);
  const omega = linear(0.02, 3, 241);
  return (
    <Section
      title="Figure 2"
      id="figure-two"
      tools={
        <button
          type="button"
          class="quiet"
          onClick={() =>
            actions.edit("caption", {
              values: Object.fromEntries(
                Object.entries(state.values).filter(([name]) => !name.startsWith("fig2_")),
              ),
            })
          }
        >
          Back to the caption
        </button>
      }
    >
      <div class="figure-two">
        <CurvePlot
          title="Fig. 2: ratio R over the gap omega"
          file="fig2"
          xName="omega"
          yName="R"
          kind="linear"
          x={omega}
          series={seriesOf(samplers, omega, value)}
          including={[1]}
        />
        <div>
          {FIELDS.map((p) => (
            <ValueField
              key={p.name}
              {...p}
              value={value(p.name)}
              temperatureSum={value("T_a")}
              onChange={(text) => actions.setValue(`fig2_${p.name}`, text)}
            />
          ))}
        </div>
      </div>
    </Section>
  );
}

function seriesOf(
  samplers: readonly Sampler[],
  omega: Float64Array,
  value: (name: string) => string,
): readonly Series[] {
  const names = Object.keys(CAPTION);
  const main = Object.fromEntries(names.map((name) => [name, toDouble(value(name))]));
  const inset = { ...main, Gamma_R: toDouble(value("inset")) };
  const label = (kind: string, coupling: string): string => `spin-${kind}-metal, Γ_R = ${coupling}`;
  return samplers.flatMap((sample, i): Series[] => {
    const [kind, dashed] = i === 0 ? (["HO", false] as const) : (["TLS", true] as const);
    return [
      {
        id: `R_${kind}`,
        label: label(kind, value("Gamma_R")),
        values: sample({ fixed: main, varying: { omega } }).R,
        tone: 1,
        dashed,
      },
      {
        id: `R_${kind}_inset`,
        label: label(kind, value("inset")),
        values: sample({ fixed: inset, varying: { omega } }).R,
        tone: 3,
        dashed,
      },
    ];
  });
}
