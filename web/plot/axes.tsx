/** Axes of a figure: light lines at round numbers, and the symbols in italics. */
import { symbolText } from "../math/symbol-text.js";
import { useUnit } from "../parts/units.js";
import { memo } from "../parts/memo.js";
import { axisSuffix } from "../../src/plot/axis/title.js";
import { type Scale } from "./scale.js";

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

/** A symbol in SVG text, and text behind it. */
export function SvgSymbol({ name, after = "" }: { readonly name: string; readonly after?: string }) {
  const { base, index } = symbolText(name);
  return (
    <>
      <tspan class="italic">{base}</tspan>
      {index === "" ? null : (
        <tspan class="index" dy="4">
          {index}
        </tspan>
      )}
      {after === "" ? null : <tspan dy={index === "" ? 0 : -4}>{after}</tspan>}
    </>
  );
}

/** Drawn again only if a scale or the frame is another. */
export const Axes = memo(({ frame, x, y, xName, yName, grid = true }: AxesProps) => {
  const unit = useUnit();
  const { left, top, width, height } = frame;
  const bottom = top + height;
  return (
    <g class="axes">
      {x.marks.ticks.map(({ value, label }) => {
        const px = left + width * x.at(value);
        return (
          <g key={value}>
            <line class={grid ? "grid" : "tick"} x1={px} x2={px} y1={grid ? top : bottom} y2={bottom + 4} />
            <text x={px} y={bottom + 18} text-anchor="middle">
              {label}
            </text>
          </g>
        );
      })}
      {y.marks.ticks.map(({ value, label }) => {
        const py = bottom - height * y.at(value);
        return (
          <g key={value}>
            <line
              class={grid ? "grid" : "tick"}
              x1={left - 4}
              x2={grid ? left + width : left}
              y1={py}
              y2={py}
            />
            <text x={left - 8} y={py + 4} text-anchor="end">
              {label}
            </text>
          </g>
        );
      })}
      <line class="axis" x1={left} x2={left + width} y1={bottom} y2={bottom} />
      <line class="axis" x1={left} x2={left} y1={top} y2={bottom} />
      <text class="name" x={left + width} y={bottom + 36} text-anchor="end">
        <SvgSymbol name={xName} after={axisSuffix(unit(xName).trim(), x.marks)} />
      </text>
      <text class="name" x={8} y={top - 10}>
        <SvgSymbol name={yName} after={axisSuffix(unit(yName).trim(), y.marks)} />
      </text>
    </g>
  );
});
