/** Line charts as SVG in the colours of the page, told apart by dashes and widths, so that grey print keeps them apart. */
import { type Html, html } from "./html.js";

/** A curve; points in order of x, NaN breaks it. */
export interface Curve {
  readonly points: readonly (readonly [number, number])[];
  /** SVG dash pattern; none is a full line. */
  readonly dash?: string;
  readonly width?: number;
  readonly tone?: "hot" | "cold" | "soft";
  /** What it is, for the legend. */
  readonly label: Html;
}

/** A chart. */
export interface Chart {
  /** In words, for those who do not see it. */
  readonly description: string;
  readonly caption: Html;
  /** Axis titles as SVG text. */
  readonly x: Html;
  readonly y: Html;
  readonly curves: readonly Curve[];
  /** A horizontal line of reference. */
  readonly rule?: number;
  /** Values of y that are shown; the curves' own range where it is left out. */
  readonly range?: readonly [number, number];
}

const WIDTH = 360;
const HEIGHT = 250;
const FRAME = { left: 56, right: 348, top: 10, bottom: 208 };

/** The figure with legend and caption. */
export function chartHtml(chart: Chart): Html {
  const xs = chart.curves.flatMap((c) => c.points.map(([x]) => x));
  const ys = chart.curves.flatMap((c) => c.points.map(([, y]) => y)).filter(Number.isFinite);
  const xAxis = axis(Math.min(...xs), Math.max(...xs), FRAME.left, FRAME.right, 0);
  const [low, high] = chart.range ?? [
    Math.min(...ys, chart.rule ?? Infinity),
    Math.max(...ys, chart.rule ?? -Infinity),
  ];
  const yAxis = axis(low, high, FRAME.bottom, FRAME.top, 0.04);
  const middle = (FRAME.top + FRAME.bottom) / 2;
  return html`<figure>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.description}" font-size="12">
      <g stroke="currentColor" stroke-opacity="0.5" fill="none">
        <path d="M${FRAME.left} ${FRAME.top}V${FRAME.bottom}H${FRAME.right}" />
        ${xAxis.ticks.map((t) => html`<path d="M${t.at} ${FRAME.bottom}v4" />`)}
        ${yAxis.ticks.map((t) => html`<path d="M${FRAME.left} ${t.at}h-4" />`)}
      </g>
      ${xAxis.ticks.map(
        (t) => html`<text x="${t.at}" y="${FRAME.bottom + 17}" text-anchor="middle">${t.text}</text>`,
      )}
      ${yAxis.ticks.map(
        (t) => html`<text x="${FRAME.left - 8}" y="${round(t.at + 4)}" text-anchor="end">${t.text}</text>`,
      )}
      ${
        chart.rule !== undefined &&
        html`<path
          d="M${FRAME.left} ${round(yAxis.place(chart.rule))}H${FRAME.right}"
          stroke="currentColor"
          stroke-opacity="0.45"
          stroke-width="0.8"
        />`
      }
      <svg
        x="${FRAME.left}"
        y="${FRAME.top}"
        width="${FRAME.right - FRAME.left}"
        height="${FRAME.bottom - FRAME.top}"
        viewBox="${FRAME.left} ${FRAME.top} ${FRAME.right - FRAME.left} ${FRAME.bottom - FRAME.top}"
        overflow="hidden"
      >
        ${chart.curves.map((c) => curve(c, xAxis.place, yAxis.place))}
      </svg>
      <text x="${(FRAME.left + FRAME.right) / 2}" y="${HEIGHT - 6}" text-anchor="middle" font-size="14">
        ${chart.x}
      </text>
      <text x="14" y="${middle}" text-anchor="middle" font-size="14" transform="rotate(-90 14 ${middle})">
        ${chart.y}
      </text>
    </svg>
    <figcaption>${chart.caption}${legend(chart.curves)}</figcaption>
  </figure>`;
}

/** An italic letter with an index, for axis titles. */
export function svgSymbol(letter: string, index = ""): Html {
  return html`<tspan font-style="italic">${letter}</tspan>${
      index !== "" && html`<tspan font-size="10" dy="3">${index}</tspan><tspan dy="-3">&#8203;</tspan>`
    }`;
}

const TONE = { hot: "var(--hot)", cold: "var(--cold)", soft: "var(--soft)" } as const;

function stroke({ dash, width = 1.8, tone }: Curve): Html {
  return html`fill="none" stroke="${tone ? TONE[tone] : "currentColor"}" stroke-width="${width}"
  stroke-linejoin="round" ${dash !== undefined && html`stroke-dasharray="${dash}"`}`;
}

function curve(c: Curve, x: (v: number) => number, y: (v: number) => number): Html {
  let path = "";
  let pen = "M";
  for (const [a, b] of c.points) {
    if (Number.isFinite(b)) {
      path += `${pen}${round(x(a))} ${round(Math.max(-5000, Math.min(5000, y(b))))}`;
      pen = "L";
    } else pen = "M";
  }
  return html`<path d="${path}" ${stroke(c)} />`;
}

function legend(curves: readonly Curve[]): Html | undefined {
  if (curves.length < 2) return undefined;
  return html`<span class="legend"
    >${curves.map(
      (c) =>
        html`<span class="key"
          ><svg viewBox="0 0 30 8" width="30" height="8" aria-hidden="true">
            <path d="M1 4H29" ${stroke(c)} /></svg
          >${c.label}</span
        > `,
    )}</span
  >`;
}

interface Axis {
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** A linear axis from pixel `from` to pixel `to`, with round ticks inside. */
function axis(low: number, high: number, from: number, to: number, margin: number): Axis {
  const span =
    high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)) ? high - low : Math.abs(high) || 1;
  const [a, b] = [low - margin * span, low + (1 + margin) * span];
  const place = (value: number): number => from + ((value - a) / (b - a)) * (to - from);
  const raw = (b - a) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((m) => m * power >= raw) ?? 10) * power;
  const places = Math.max(
    0,
    Math.min(12, -Math.floor(Math.log10(step) + 1e-9) + (/^2\.5/.test(String(step / power)) ? 1 : 0)),
  );
  const first = Math.ceil(a / step - 1e-9);
  const count = Math.floor(b / step + 1e-9) - first + 1;
  const ticks = Array.from({ length: count }, (_, i) => {
    const value = (first + i) * step;
    return { at: round(place(value)), text: tick(value, places) };
  });
  return { place, ticks };
}

function tick(value: number, places: number): string {
  const text = Math.abs(value) < 1e-15 ? "0" : places > 4 ? value.toPrecision(2) : value.toFixed(places);
  return text.replace(/^-/, "−");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
