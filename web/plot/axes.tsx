/** Axes of a figure: light lines at round numbers, and the symbols in italics. */
import { symbolText } from "../math/symbol-text.js";
import { useUnit } from "../parts/units.js";
import { memo } from "../parts/memo.js";
import { type Scale, tickText } from "./scale.js";

/** The plotting area inside a figure, in pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface AxesProps {
  readonly frame: Frame;
  readonly x: Scale;
  readonly y: Scale;
  readonly xName: string;
  readonly yName: string;
  readonly grid?: boolean;
}

/** A symbol in SVG text. */
export function SvgSymbol({ name }: { readonly name: string }) {
  const { base, index } = symbolText(name);
  return (
    <>
      <tspan class="italic">{base}</tspan>
      {index === "" ? null : (
        <tspan class="index" dy="4">
          {index}
        </tspan>
      )}
    </>
  );
}

/** Drawn again only if a scale or the frame is another. */
export const Axes = memo(({ frame, x, y, xName, yName, grid = true }: AxesProps) => {
  const unit = useUnit();
  const { left, top, width, height } = frame;
  const bottom = top + height;
  const crowded = x.ticks.length > width / 46;
  return (
    <g class="axes">
      {x.ticks.map((t, i) => {
        const px = left + width * x.at(t);
        return (
          <g key={t}>
            <line class={grid ? "grid" : "tick"} x1={px} x2={px} y1={grid ? top : bottom} y2={bottom + 4} />
            {crowded && i % 2 === 1 ? null : (
              <text x={px} y={bottom + 18} text-anchor="middle">
                {tickText(t)}
              </text>
            )}
          </g>
        );
      })}
      {y.ticks.map((t) => {
        const py = bottom - height * y.at(t);
        return (
          <g key={t}>
            <line
              class={grid ? "grid" : "tick"}
              x1={left - 4}
              x2={grid ? left + width : left}
              y1={py}
              y2={py}
            />
            <text x={left - 8} y={py + 4} text-anchor="end">
              {tickText(t)}
            </text>
          </g>
        );
      })}
      <line class="axis" x1={left} x2={left + width} y1={bottom} y2={bottom} />
      <line class="axis" x1={left} x2={left} y1={top} y2={bottom} />
      <text class="name" x={left + width} y={bottom + 36} text-anchor="end">
        <SvgSymbol name={xName} />
        {inUnit(unit(xName))}
      </text>
      <text class="name" x={8} y={top - 10}>
        <SvgSymbol name={yName} />
        {inUnit(unit(yName))}
      </text>
    </g>
  );
});

/** ` (mK)`, or nothing. */
const inUnit = (unit: string): string => (unit === "" ? "" : ` (${unit.trim()})`);
