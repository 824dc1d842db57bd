/** Fig. 2 of the paper: R over the gap for spin-HO-metal and spin-TLS-metal, main plot and inset, under the sliders. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { type NumericModel } from "../../src/model/model.js";
import { type CurveAnswer, type CurveQuestion, type PlotLane } from "../engine/plot-protocol.js";
import { createCurveStore } from "../engine/plot-store.js";
import { type EngineLane, type ParameterCard } from "../engine/protocol.js";
import { useModels } from "../engine/use-models.js";
import { useStore } from "../engine/use-store.js";
import { CurvePlot, type Series } from "../plot/curve-plot.js";
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
  readonly lane: EngineLane;
  readonly plots: PlotLane;
  readonly actions: Actions;
}

export function FigureTwo({ state, lane, plots, actions }: FigureTwoProps) {
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
  const numbers = useModels(plots, models);
  const store = useMemo(() => createCurveStore(plots), [plots]);
  const curves = useStore(store);
  const { values } = state;
  useLayoutEffect(() => {
    if (numbers.length > 0) store.ask(questions(numbers, (name) => valueIn(values, name)));
  }, [numbers, store, values]);
  const setValue = useCallback(
    (name: string, text: string) => actions.setValue(`fig2_${name}`, text),
    [actions],
  );
  const series = useMemo(() => (curves?.answer ? seriesOf(curves.question, curves.answer) : []), [curves]);
  const x = curves?.answer?.[0]?.x;
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
        {x === undefined ? (
          <div class="plot blank" aria-hidden="true" />
        ) : (
          <CurvePlot
            title="Fig. 2: ratio R over the gap omega"
            file="fig2"
            xName="omega"
            yName="R"
            kind="linear"
            x={x}
            series={series}
            including={ONE}
          />
        )}
        <div>
          {FIELDS.map((p) => (
            <ValueField
              key={p.name}
              {...p}
              value={valueIn(values, p.name)}
              temperatureSum={p.name === "Delta" ? valueIn(values, "T_a") : ""}
              onChange={setValue}
            />
          ))}
        </div>
      </div>
    </Section>
  );
}

const ONE: readonly number[] = [1];
const GAP = { name: "omega", kind: "linear", from: 0.02, to: 3, count: 241 } as const;

function valueIn(values: ViewState["values"], name: string): string {
  const own = `fig2_${name}`;
  return Object.hasOwn(values, own) ? (values[own] as string) : (CAPTION[name] ?? INSET);
}

/** For each model (oscillator, two levels) the main curve, then that of the inset. */
function questions(models: readonly number[], value: (name: string) => string): readonly CurveQuestion[] {
  const main = Object.fromEntries(Object.keys(CAPTION).map((name) => [name, toDouble(value(name))]));
  const inset = { ...main, Gamma_R: toDouble(value("inset")) };
  return models.flatMap((model) => [main, inset].map((at) => ({ model, at, axis: GAP })));
}

function seriesOf(asked: readonly CurveQuestion[], answers: readonly CurveAnswer[]): readonly Series[] {
  return answers.map(({ curves }, i) => {
    const [kind, dashed] = i < 2 ? (["HO", false] as const) : (["TLS", true] as const);
    const inset = i % 2 === 1;
    return {
      id: `R_${kind}${inset ? "_inset" : ""}`,
      label: `spin-${kind}-metal, Γ_R = ${String(asked[i]?.at["Gamma_R"])}`,
      values: curves.R,
      tone: inset ? 3 : 1,
      dashed,
    };
  });
}
