/** Curves over one parameter. In a frame in which a slider moves, the paths change and the axes mostly stand. */
import { useMemo, useRef, useState } from "preact/hooks";
import { memo } from "../parts/memo.js";
import { useUnit } from "../parts/units.js";
import { Axes, type Frame, SvgSymbol } from "./axes.js";
import { csv, saveFile, saveSvg } from "./save.js";
import { rangeAround, tickText, useScale } from "./scale.js";
import { useWidth } from "./use-width.js";

export interface Series {
  readonly id: string;
  /** What the legend says. */
  readonly label: string;
  readonly values: Float64Array;
  readonly tone: 1 | 2 | 3 | 4;
  readonly dashed?: boolean;
}

interface CurvePlotProps {
  readonly title: string;
  readonly file: string;
  readonly xName: string;
  readonly yName: string;
  readonly kind: "linear" | "log";
  readonly x: Float64Array;
  readonly series: readonly Series[];
  /** Values of the vertical axis that stay in view. */
  readonly including: readonly number[];
  /** The slider's value, marked on the curve. */
  readonly marker?: number | undefined;
}

/** Four digits with their unit; a dash where the curve has a gap. */
function readingText(value: number, unit: string): string {
  return Number.isFinite(value) ? `${tickText(Number(value.toPrecision(4)))}${unit}` : "–";
}

const HEIGHT = 300;
const MARGINS = { left: 62, top: 26 };

export const CurvePlot = memo((props: CurvePlotProps) => {
  const { title, file, xName, yName, kind, x, series, including, marker } = props;
  const place = useRef<HTMLDivElement>(null);
  const figure = useRef<SVGSVGElement>(null);
  const width = useWidth(place, 520);
  const [cursor, setCursor] = useState<number | undefined>(undefined);
  const frame = useMemo(
    (): Frame => ({ ...MARGINS, width: width - 62 - 14, height: HEIGHT - 26 - 44 }),
    [width],
  );
  const unit = useUnit();
  const count = x.length;
  const xs = useScale(kind, [x[0] as number, x[count - 1] as number], "across", frame.width);
  const ys = useScale(
    "linear",
    rangeAround(
      series.map((s) => s.values),
      including,
    ),
    "upwards",
    frame.height,
  );
  const px = (value: number): number => frame.left + frame.width * xs.at(value);
  const across = useMemo(() => Float64Array.from(x, px), [x, xs, frame]);
  const py = (value: number): number => frame.top + frame.height * (1 - ys.at(value));
  const at = marker === undefined ? undefined : nearest(x, marker);
  const shown = cursor ?? at;
  const move = (clientX: number): void => {
    const box = figure.current?.getBoundingClientRect();
    if (box === undefined) return;
    const position = (clientX - box.left - frame.left) / frame.width;
    setCursor(nearest(x, xs.invert(Math.min(1, Math.max(0, position)))));
  };
  return (
    <figure class="plot">
      <div ref={place}>
        <svg
          ref={figure}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          width={width}
          height={HEIGHT}
          role="application"
          aria-roledescription="plot"
          aria-label={`${title}. Arrow keys read the values.`}
          tabIndex={0}
          onPointerMove={(event) => move(event.clientX)}
          onPointerLeave={() => setCursor(undefined)}
          onBlur={() => setCursor(undefined)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            setCursor(Math.min(count - 1, Math.max(0, (shown ?? Math.floor(count / 2)) + step)));
          }}
        >
          <Axes frame={frame} x={xs} y={ys} xName={xName} yName={yName} />
          {including.map((v) => (
            <line
              key={v}
              class="reference"
              x1={frame.left}
              x2={frame.left + frame.width}
              y1={py(v)}
              y2={py(v)}
            />
          ))}
          {series.map((s) => (
            <path
              key={s.id}
              class={`curve tone-${s.tone}${s.dashed ? " dashed" : ""}`}
              d={pathOf(across, s.values, py)}
            />
          ))}
          {shown === undefined ? null : (
            <g data-screen="">
              <line
                class="cursor"
                x1={px(x[shown] as number)}
                x2={px(x[shown] as number)}
                y1={frame.top}
                y2={frame.top + frame.height}
              />
              {series.map((s) =>
                Number.isFinite(s.values[shown]) ? (
                  <circle
                    key={s.id}
                    class={`dot tone-${s.tone}`}
                    cx={px(x[shown] as number)}
                    cy={py(s.values[shown] as number)}
                    r={4}
                  />
                ) : null,
              )}
            </g>
          )}
        </svg>
      </div>
      <figcaption>
        <span class="keys">
          {series.map((s) => (
            <span key={s.id} class="key">
              <svg class="swatch" width="22" height="8" aria-hidden="true">
                <path class={`curve tone-${s.tone}${s.dashed ? " dashed" : ""}`} d="M 0 4 H 22" />
              </svg>
              {s.label}
              {shown === undefined ? null : (
                <b class="reading"> {readingText(s.values[shown] as number, unit(yName))}</b>
              )}
            </span>
          ))}
        </span>
        <span class="reading-at" aria-live={cursor === undefined ? "off" : "polite"}>
          {shown === undefined ? null : (
            <>
              <NameHtml name={xName} /> = {readingText(x[shown] as number, unit(xName))}
            </>
          )}
        </span>
        <span class="tools">
          <button
            type="button"
            class="quiet"
            aria-label={`Save ${title} as SVG`}
            onClick={() => figure.current && saveSvg(`${file}.svg`, figure.current)}
          >
            SVG
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={`Save ${title} as CSV`}
            onClick={() =>
              saveFile(
                `${file}.csv`,
                "text/csv",
                csv({ [xName]: x, ...Object.fromEntries(series.map((s) => [s.id, s.values])) }),
              )
            }
          >
            CSV
          </button>
        </span>
      </figcaption>
    </figure>
  );
});

function NameHtml({ name }: { readonly name: string }) {
  return (
    <svg class="inline-name" width="28" height="18" aria-label={name} role="img">
      <text x="26" y="13" text-anchor="end">
        <SvgSymbol name={name} />
      </text>
    </svg>
  );
}

/** The polyline through the finite values; a gap where there is none. */
function pathOf(across: Float64Array, y: Float64Array, py: (value: number) => number): string {
  let path = "";
  let pen = false;
  for (let i = 0; i < across.length; i++) {
    const value = y[i] as number;
    if (!Number.isFinite(value)) {
      pen = false;
      continue;
    }
    path += `${pen ? "L" : "M"}${tenths(across[i] as number)} ${tenths(py(value))}`;
    pen = true;
  }
  return path;
}

const tenths = (pixels: number): number => Math.round(10 * pixels) / 10;

function nearest(x: Float64Array, value: number): number {
  let best = 0;
  for (let i = 1; i < x.length; i++) {
    if (Math.abs((x[i] as number) - value) < Math.abs((x[best] as number) - value)) best = i;
  }
  return best;
}
