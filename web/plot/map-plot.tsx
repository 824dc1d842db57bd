/** The contrast over two parameters as a map: one end's colour where it conducts better when hot, the other's otherwise. */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { memo } from "../parts/memo.js";
import { Axes, type Frame } from "./axes.js";
import { csv, saveFile, saveSvg } from "./save.js";
import { useScale } from "./scale.js";
import { useWidth } from "./use-width.js";

interface MapData {
  readonly xName: string;
  readonly yName: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly xKind: "linear" | "log";
  readonly yKind: "linear" | "log";
  /** Row by row, rows along y. */
  readonly contrast: Float64Array;
}

const HEIGHT = 300;

/** Colours as red, green, blue of C < 0 and C > 0, told apart by colour-blind eyes; C = 0 is the page's own colour. */
const BELOW = [31, 95, 166] as const;
const ABOVE = [179, 64, 42] as const;
const NO_VALUE = [128, 128, 128] as const;

interface MapPlotProps {
  readonly data: MapData;
  readonly file: string;
  /** The sliders' values. */
  readonly x: number | undefined;
  readonly y: number | undefined;
}

export const MapPlot = memo(({ data, file, x: hereX, y: hereY }: MapPlotProps) => {
  const { xName, yName, x, y, xKind, yKind, contrast } = data;
  const place = useRef<HTMLDivElement>(null);
  const figure = useRef<SVGSVGElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(place, 520);
  const frame = useMemo(
    (): Frame => ({ left: 62, top: 26, width: width - 62 - 14, height: HEIGHT - 26 - 44 }),
    [width],
  );
  const xs = useScale(xKind, [x[0] as number, x[x.length - 1] as number], "across", frame.width);
  const ys = useScale(yKind, [y[0] as number, y[y.length - 1] as number], "upwards", frame.height);
  const largest = contrast.reduce((m, c) => (Number.isFinite(c) ? Math.max(m, Math.abs(c)) : m), 0);
  useLayoutEffect(() => {
    const target = canvas.current?.getContext("2d");
    if (!target) return;
    const image = target.createImageData(x.length, y.length);
    for (let row = 0; row < y.length; row++) {
      for (let column = 0; column < x.length; column++) {
        const value = contrast[(y.length - 1 - row) * x.length + column] as number;
        paint(image.data, 4 * (row * x.length + column), largest > 0 ? value / largest : value);
      }
    }
    target.putImageData(image, 0, 0);
  }, [contrast, largest, x.length, y.length]);
  const columns = (): Readonly<Record<string, Float64Array>> => ({
    [xName]: Float64Array.from(contrast, (_, i) => x[i % x.length] as number),
    [yName]: Float64Array.from(contrast, (_, i) => y[Math.floor(i / x.length)] as number),
    contrast,
  });
  const label = `Map of the contrast over ${xName} and ${yName}; it reaches ${largest.toPrecision(3)} in size`;
  return (
    <figure class="plot map">
      <div ref={place} class="stack">
        <canvas
          ref={canvas}
          width={x.length}
          height={y.length}
          aria-hidden="true"
          style={{
            left: `${frame.left}px`,
            top: `${frame.top}px`,
            width: `${frame.width}px`,
            height: `${frame.height}px`,
          }}
        />
        <svg
          ref={figure}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={label}
        >
          <Axes frame={frame} x={xs} y={ys} xName={xName} yName={yName} grid={false} />
          {hereX === undefined || hereY === undefined ? null : (
            <circle
              class="here"
              cx={frame.left + frame.width * clamp(xs.at(hereX))}
              cy={frame.top + frame.height * (1 - clamp(ys.at(hereY)))}
              r={5}
            />
          )}
        </svg>
      </div>
      <figcaption>
        <span class="keys">
          <span class="key">
            C from −{largest.toPrecision(2)}
            <span class="ramp" /> to {largest.toPrecision(2)}
          </span>
        </span>
        <span class="tools">
          <button
            type="button"
            class="quiet"
            aria-label="Save the map as SVG"
            onClick={() => {
              if (figure.current && canvas.current)
                saveSvg(`${file}.svg`, figure.current, { canvas: canvas.current, frame });
            }}
          >
            SVG
          </button>
          <button
            type="button"
            class="quiet"
            aria-label="Save the map as CSV"
            onClick={() => saveFile(`${file}.csv`, "text/csv", csv(columns()))}
          >
            CSV
          </button>
        </span>
      </figcaption>
    </figure>
  );
});

const clamp = (t: number): number => Math.min(1, Math.max(0, t));

function paint(pixels: Uint8ClampedArray, offset: number, t: number): void {
  const known = Number.isFinite(t);
  pixels.set(known ? (t < 0 ? BELOW : ABOVE) : NO_VALUE, offset);
  pixels[offset + 3] = known ? 255 * Math.min(1, Math.abs(t)) : 100;
}
