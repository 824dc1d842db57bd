/** J over Δ, a quantity over any parameter, and the map: all follow the sliders, none waits for the worker. */
import { useMemo, useRef } from "preact/hooks";
import { type JunctionCard } from "../engine/protocol.js";
import { type NumericModel } from "../../src/numeric-model.js";
import { CurvePlot, type Series } from "../plot/curve-plot.js";
import { columnOf, type Curves, linear, logarithmic, pointsFor, samplerOf } from "../plot/curves.js";
import { MapPlot } from "../plot/map-plot.js";
import { useThrottled } from "../plot/use-throttled.js";
import { sliderRange } from "../state/slider-range.js";
import { type Quantity, toDouble, valueOf, type ViewState } from "../state/view-state.js";
import { plainSymbol } from "../math/symbol-text.js";
import { type Actions } from "./actions.js";
import { Choice, Section } from "./controls.js";

interface PlotsProps {
  readonly state: ViewState;
  readonly card: JunctionCard;
  readonly actions: Actions;
}

export function Plots({ state, card, actions }: PlotsProps) {
  if (card.numeric.kind === "none") {
    return (
      <Section title="Plots" id="plots">
        <p class="note">No curves: {card.numeric.reason}.</p>
      </Section>
    );
  }
  return <Figures state={state} card={card} numeric={card.numeric} actions={actions} />;
}

interface FiguresProps extends PlotsProps {
  readonly numeric: NumericModel;
}

/** Cells of the map along each side. */
const CELLS = 56;
/** Milliseconds of a frame that the map may take. */
const FRAME_SHARE = 5;

function Figures({ state, card, numeric, actions }: FiguresProps) {
  const names = ["T_a", "Delta", ...card.parameters.map((p) => p.name)];
  const sweep = names.includes(state.sweep)
    ? state.sweep
    : ((card.parameters.find((p) => /^omega/.test(p.name)) ?? card.parameters[0])?.name ?? "T_a");
  const others = names.filter((n) => n !== sweep);
  const mapBy = others.includes(state.mapBy)
    ? state.mapBy
    : (others.find((n) => n === "Gamma_R" || n === "Upsilon_R") ?? others[0] ?? "T_a");
  const fixed = Object.fromEntries(names.map((n) => [n, toDouble(valueOf(state, n))]));
  const overBias = useMemo(() => samplerOf(numeric, ["Delta"]), [numeric]);
  const overSweep = useMemo(() => samplerOf(numeric, [sweep]), [numeric, sweep]);
  const overMap = useMemo(() => samplerOf(numeric, [sweep, mapBy]), [numeric, sweep, mapBy]);
  const count = pointsFor(numeric);
  const axis = (name: string, n: number) => axisOf(name, n, card, state);

  const bias = linear(-0.96 * (fixed["T_a"] as number), 0.96 * (fixed["T_a"] as number), count);
  const currents = overBias({ fixed, varying: { Delta: bias } });
  const across = axis(sweep, count);
  const swept = overSweep({ fixed, varying: { [sweep]: across.values } });
  const cost = useRef(0);
  // On a slow machine the map follows a few times a second, so that the curves keep their frames.
  const point = useThrottled(JSON.stringify(fixed), cost.current > FRAME_SHARE ? 120 : 0);
  const map = useMemo(() => {
    if (numeric.kind === "levels") return undefined;
    const start = performance.now();
    const [x, y] = [axis(sweep, CELLS), axis(mapBy, CELLS)];
    const columns = Float64Array.from({ length: CELLS * CELLS }, (_, i) => x.values[i % CELLS] as number);
    const rows = Float64Array.from(
      { length: CELLS * CELLS },
      (_, i) => y.values[Math.floor(i / CELLS)] as number,
    );
    const { contrast } = overMap({ fixed, varying: { [sweep]: columns, [mapBy]: rows } });
    cost.current = performance.now() - start;
    return { xName: sweep, yName: mapBy, x: x.values, y: y.values, xKind: x.kind, yKind: y.kind, contrast };
  }, [numeric, sweep, mapBy, point]);

  const file = card.name.replace(/[^\w-]/g, "_");
  return (
    <Section title="Plots" id="plots">
      <div class="plots">
        <div>
          <h3>Current over the temperature difference</h3>
          <CurvePlot
            title="Heat current J over the temperature difference Delta"
            file={`${file}-J`}
            xName="Delta"
            yName="J"
            kind="linear"
            x={bias}
            series={biasSeries(currents)}
            including={[0]}
            marker={fixed["Delta"]}
          />
        </div>
        <div>
          <h3>
            <span>{QUANTITY_TITLE[state.sweepQuantity]} over </span>
            <Parameter
              legend="Parameter along the axis"
              names={names}
              value={sweep}
              onChange={(name) => actions.edit("sweep", { sweep: name })}
            />
          </h3>
          <CurvePlot
            title={`${QUANTITY_TITLE[state.sweepQuantity]} over ${sweep}`}
            file={`${file}-${state.sweepQuantity}-${sweep}`}
            xName={sweep}
            yName={state.sweepQuantity === "contrast" ? "C" : state.sweepQuantity}
            kind={across.kind}
            x={across.values}
            series={sweepSeries(swept, state.sweepQuantity)}
            including={state.sweepQuantity === "R" ? [1] : [0]}
            marker={fixed[sweep]}
          />
          <Choice
            legend="Quantity of the second plot"
            hideLegend
            options={[
              ["R", "R"],
              ["contrast", "contrast"],
              ["J", "J"],
            ]}
            value={state.sweepQuantity}
            onChange={(sweepQuantity) => actions.edit("show", { sweepQuantity })}
          />
        </div>
        {map === undefined ? null : (
          <div>
            <h3>
              <span>Contrast over the same parameter and </span>
              <Parameter
                legend="Second parameter of the map"
                names={others}
                value={mapBy}
                onChange={(name) => actions.edit("map", { mapBy: name })}
              />
            </h3>
            <MapPlot data={map} file={`${file}-map`} at={[fixed[sweep] as number, fixed[mapBy] as number]} />
          </div>
        )}
      </div>
    </Section>
  );
}

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

function biasSeries({ J, J_reversed }: Curves): readonly Series[] {
  return [
    { id: "J", label: "J(Δ)", values: J, tone: 1 },
    { id: "minus_J_reversed", label: "−J(−Δ)", values: J_reversed.map((v) => -v), tone: 2, dashed: true },
  ];
}

function sweepSeries(curves: Curves, quantity: Quantity): readonly Series[] {
  if (quantity !== "J")
    return [
      { id: quantity, label: quantity === "R" ? "R" : "C", values: columnOf(curves, quantity), tone: 1 },
    ];
  return biasSeries(curves);
}

function axisOf(
  name: string,
  count: number,
  card: JunctionCard,
  state: ViewState,
): { readonly kind: "linear" | "log"; readonly values: Float64Array } {
  const positive = name === "T_a" || card.parameters.some((p) => p.name === name && p.positive);
  const { kind, from, to } = sliderRange(name, positive, valueOf(state, "T_a"));
  // T_a may not come below |Δ|.
  const least = name === "T_a" ? Math.max(from, 1.05 * Math.abs(toDouble(valueOf(state, "Delta")))) : from;
  return { kind, values: kind === "log" ? logarithmic(least, to, count) : linear(least, to, count) };
}
