/** J over Δ, a quantity over any parameter, and the map: a worker computes them, and they follow the sliders. */
import { useLayoutEffect, useMemo } from "preact/hooks";
import { type JunctionCard } from "../engine/protocol.js";
import { type AxisQuestion, type CurveAnswer, type PlotLane } from "../engine/plot-protocol.js";
import { createCurveStore, createMapStore } from "../engine/plot-store.js";
import { useModels } from "../engine/use-models.js";
import { useStore } from "../engine/use-store.js";
import { type NumericModel } from "../../src/model/model.js";
import { CurvePlot, type Series } from "../plot/curve-plot.js";
import { MapPlot } from "../plot/map-plot.js";
import { pointsFor } from "../plot/curves.js";
import { sliderRange } from "../state/slider-range.js";
import { type Quantity, toDouble, valueOf, type ViewState } from "../state/view-state.js";
import { plainSymbol } from "../math/symbol-text.js";
import { type Actions } from "./actions.js";
import { Choice, Section } from "./controls.js";
import { memo } from "./memo.js";

interface PlotsProps {
  readonly state: ViewState;
  readonly card: JunctionCard;
  readonly lane: PlotLane;
  readonly actions: Actions;
}

export function Plots({ state, card, lane, actions }: PlotsProps) {
  if (card.numeric.kind === "none") {
    return (
      <Section title="Plots" id="plots">
        <p class="note">No curves: {card.numeric.reason}.</p>
      </Section>
    );
  }
  return <Figures state={state} card={card} numeric={card.numeric} lane={lane} actions={actions} />;
}

interface FiguresProps extends PlotsProps {
  readonly numeric: NumericModel;
}

function Figures({ state, card, numeric, lane, actions }: FiguresProps) {
  const names = useMemo(() => ["T_a", "Delta", ...card.parameters.map((p) => p.name)], [card]);
  const sweep = names.includes(state.sweep)
    ? state.sweep
    : ((card.parameters.find((p) => /^omega/.test(p.name)) ?? card.parameters[0])?.name ?? "T_a");
  const mapBy =
    state.mapBy !== sweep && names.includes(state.mapBy)
      ? state.mapBy
      : (names.find((n) => n !== sweep && (n === "Gamma_R" || n === "Upsilon_R")) ??
        names.find((n) => n !== sweep) ??
        "T_a");
  const [model] = useModels(
    lane,
    useMemo(() => [numeric], [numeric]),
  );
  const curveStore = useMemo(() => createCurveStore(lane), [lane]);
  const mapStore = useMemo(() => createMapStore(lane), [lane]);
  const curves = useStore(curveStore);
  const map = useStore(mapStore);
  const { values } = state;
  useLayoutEffect(() => {
    if (model === undefined) return;
    const at = Object.fromEntries(names.map((n) => [n, toDouble(valueOf({ values }, n))]));
    const reach = 0.96 * (at["T_a"] as number);
    const count = pointsFor(numeric);
    const bias: AxisQuestion = { name: "Delta", kind: "linear", from: -reach, to: reach, count };
    const across = axisOf(sweep, card, values);
    curveStore.ask([
      { model, at, axis: bias },
      { model, at, axis: { ...across, count } },
    ]);
    mapStore.ask({ model, at, x: { ...across, count }, y: { ...axisOf(mapBy, card, values), count } });
  }, [model, numeric, names, card, values, sweep, mapBy, curveStore, mapStore]);

  const file = card.name.replace(/[^\w-]/g, "_");
  const [forBias, forSweep] = curves?.answer ?? [];
  const [bias, swept] = curves?.question ?? [];
  const cells = useMemo(
    () =>
      map && {
        ...map.answer,
        xName: map.question.x.name,
        yName: map.question.y.name,
        xKind: map.question.x.kind,
        yKind: map.question.y.kind,
      },
    [map],
  );
  return (
    <Section title="Plots" id="plots">
      <div class="plots">
        <div>
          <div class="plot-head">
            <h3>Current over the temperature difference</h3>
          </div>
          {forBias && bias ? <BiasPlot file={file} answer={forBias} at={bias.at["Delta"]} /> : <Blank />}
        </div>
        <div>
          <div class="plot-head">
            <h3>{QUANTITY_TITLE[state.sweepQuantity]} over</h3>
            <Parameter
              legend="Parameter along the axis"
              names={names}
              value={sweep}
              onChange={(name) => actions.edit("sweep", { sweep: name })}
            />
            <span class="spread" />
            <Choice
              legend="Quantity of the second plot"
              hideLegend
              options={QUANTITIES}
              value={state.sweepQuantity}
              onChange={(sweepQuantity) => actions.edit("show", { sweepQuantity })}
            />
          </div>
          {forSweep && swept ? (
            <SweepPlot
              file={file}
              answer={forSweep}
              name={swept.axis.name}
              kind={swept.axis.kind}
              at={swept.at[swept.axis.name]}
              quantity={state.sweepQuantity}
            />
          ) : (
            <Blank />
          )}
        </div>
        <div class="map-part">
          <div class="plot-head">
            <h3>Contrast over {plainSymbol(sweep)} and</h3>
            <Parameter
              legend="Second parameter of the map"
              names={names.filter((n) => n !== sweep)}
              value={mapBy}
              onChange={(name) => actions.edit("map", { mapBy: name })}
            />
          </div>
          {cells && map ? (
            <MapPlot
              data={cells}
              file={`${file}-map`}
              x={map.question.at[cells.xName]}
              y={map.question.at[cells.yName]}
            />
          ) : (
            <Blank />
          )}
        </div>
      </div>
    </Section>
  );
}

const QUANTITIES = [
  ["R", "R"],
  ["contrast", "contrast"],
  ["J", "J"],
] as const;

/** The room of a figure that is not there yet, so that nothing jumps when it comes. */
function Blank() {
  return <div class="plot blank" aria-hidden="true" />;
}

const ZERO: readonly number[] = [0];
const ONE: readonly number[] = [1];

const BiasPlot = memo(
  ({
    file,
    answer,
    at,
  }: {
    readonly file: string;
    readonly answer: CurveAnswer;
    readonly at: number | undefined;
  }) => (
    <CurvePlot
      title="Heat current J over the temperature difference Delta"
      file={`${file}-J`}
      xName="Delta"
      yName="J"
      kind="linear"
      x={answer.x}
      series={currentSeries(answer)}
      including={ZERO}
      marker={at}
    />
  ),
);

interface SweepPlotProps {
  readonly file: string;
  readonly answer: CurveAnswer;
  readonly name: string;
  readonly kind: "linear" | "log";
  readonly at: number | undefined;
  readonly quantity: Quantity;
}

const SweepPlot = memo(({ file, answer, name, kind, at, quantity }: SweepPlotProps) => (
  <CurvePlot
    title={`${QUANTITY_TITLE[quantity]} over ${name}`}
    file={`${file}-${quantity}-${name}`}
    xName={name}
    yName={quantity === "contrast" ? "C" : quantity}
    kind={kind}
    x={answer.x}
    series={sweepSeries(answer, quantity)}
    including={quantity === "R" ? ONE : ZERO}
    marker={at}
  />
));

const QUANTITY_TITLE: Readonly<Record<Quantity, string>> = {
  J: "Currents",
  R: "Ratio R",
  contrast: "Contrast",
};

function Parameter({
  legend,
  names,
  value,
  onChange,
}: {
  readonly legend: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}) {
  return (
    <select aria-label={legend} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {names.map((n) => (
        <option key={n} value={n}>
          {plainSymbol(n)}
        </option>
      ))}
    </select>
  );
}

function currentSeries({ curves: { J, J_reversed } }: CurveAnswer): readonly Series[] {
  return [
    { id: "J", label: "J(Δ)", values: J, tone: 1 },
    { id: "minus_J_reversed", label: "−J(−Δ)", values: J_reversed.map((v) => -v), tone: 2, dashed: true },
  ];
}

function sweepSeries(answer: CurveAnswer, quantity: Quantity): readonly Series[] {
  if (quantity === "J") return currentSeries(answer);
  return [{ id: quantity, label: quantity === "R" ? "R" : "C", values: answer.curves[quantity], tone: 1 }];
}

/** The range of a parameter's slider, for an axis. */
function axisOf(name: string, card: JunctionCard, values: ViewState["values"]): Omit<AxisQuestion, "count"> {
  const positive = name === "T_a" || card.parameters.some((p) => p.name === name && p.positive);
  const { kind, from, to } = sliderRange(name, positive, valueOf({ values }, "T_a"));
  // T_a may not come below |Δ|.
  const least =
    name === "T_a" ? Math.max(from, 1.05 * Math.abs(toDouble(valueOf({ values }, "Delta")))) : from;
  return { name, kind, from: least, to };
}
