/** The junction as a picture: two baths, the levels between them, rates on the contacts, the heat current. */
import { type Bath, bathRecord, type Side } from "../junction/bath.js";
import { type Junction } from "../junction/junction.js";
import { type Html, html } from "./page/html.js";

const WIDTH = 460;
const HEIGHT = 176;
const BATH = { width: 116, height: 132, top: 6 };
const ISLAND = { left: 172, right: 288 };
const MOST_DRAWN = 9;

/**
 * The picture. Colours come from the page.
 * @param heights heights of general levels in [0, 1], undefined where their energies have no values
 */
export function drawing(junction: Junction, heights?: readonly number[]): Html {
  const middle = BATH.top + BATH.height / 2;
  return html`<figure class="junction">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${describe(junction)}">
      ${bath(junction.left, 0)} ${bath(junction.right, WIDTH - BATH.width)}
      ${contact(BATH.width, ISLAND.left, middle, "L")}
      ${contact(ISLAND.right, WIDTH - BATH.width, middle, "R")} ${levels(junction, heights)} ${currentArrow()}
    </svg>
  </figure>`;
}

/** The picture in words. */
function describe({ left, right, subsystem }: Junction): string {
  return `${subsystem.label} between a ${titlesOf(left.kind).title} on the left and a ${titlesOf(right.kind).title} on the right; heat current J from left to right`;
}

const RATES = {
  custom: { title: "bath with a rate of its own", short: "own rate", formula: "k(ω, T)" },
  law: { title: "bath with a formal rate", short: "formal law", formula: "k ∝ g(T)" },
} as const;

/** What a bath is called in words, and beneath its picture. */
function titlesOf(kind: Bath["kind"]): { readonly title: string; readonly short: string } {
  if (kind === "custom" || kind === "law") return RATES[kind];
  const { title } = bathRecord(kind);
  return { title, short: title };
}

function bath({ kind, side }: Bath, x: number): Html {
  const tone = side === "L" ? "var(--hot)" : "var(--cold)";
  const centre = BATH.width / 2;
  return html`<g transform="translate(${x} ${BATH.top})">
    <rect
      x="0.75"
      y="0.75"
      width="${BATH.width - 1.5}"
      height="${BATH.height - 1.5}"
      rx="7"
      fill="${tone}"
      fill-opacity="0.09"
      stroke="${tone}"
      stroke-width="1.5"
    />
    <g fill="none" stroke="${tone}" stroke-width="1.4" stroke-linecap="round">${motif(kind)}</g>
    <text x="${centre}" y="${BATH.height - 32}" text-anchor="middle" font-size="15"
      >${titlesOf(kind).short}</text
    >
    <text x="${centre}" y="${BATH.height - 12}" text-anchor="middle" font-size="15">
      ${indexed("T", side)}
    </text>
  </g>`;
}

/** An italic letter with an upright index. */
function indexed(letter: string, index: string, raised = false): Html {
  return html`<tspan font-style="italic">${letter}</tspan
    ><tspan font-size="11" dy="${raised ? -5 : 4}">${index}</tspan>`;
}

const COLUMNS = [20, 45, 71, 96];
const ROWS = [20, 45, 70];
/** Up or down; fixed, so that the picture is the same each time. */
const DOWN = [
  [0, 1, 1, 0],
  [1, 0, 0, 1],
  [0, 0, 1, 0],
];

function motif(kind: Bath["kind"]): Html {
  switch (kind) {
    case "spin":
      return html`${ROWS.flatMap((y, r) =>
        COLUMNS.map(
          (x, c) =>
            html`<path
              d="M0 9V-8M-4 -3L0 -9L4 -3"
              transform="translate(${x} ${y})${DOWN[r]?.[c] === 1 ? " rotate(180)" : ""}"
            />`,
        ),
      )}`;
    case "solid":
      return html`${ROWS.map(
        (y) => html`<path d="M24 ${y}${COLUMNS.slice(1).map(() => "h5l2.2-4l3.6 8l3.6-8l2.2 4h8.7")}" />`,
      )}${ROWS.flatMap((y) =>
        COLUMNS.map((x) => html`<circle cx="${x}" cy="${y}" r="4" fill="var(--paper)" />`),
      )}`;
    case "metal":
      return html`<path
          d="M10 52Q22 44 34 52T58 52T82 52T106 52V84H10Z"
          fill="currentColor"
          fill-opacity="0.07"
          stroke="none"
        />
        <path d="M10 52Q22 44 34 52T58 52T82 52T106 52" />
        <path d="M30 46V14M26 20L30 13L34 20" /><path d="M30 40L92 16" />
        ${[22, 47, 72, 94].map((x, i) => html`<circle cx="${x}" cy="${i % 2 === 0 ? 66 : 76}" r="2.6" />`)}`;
    default:
      return html`<text
        x="${BATH.width / 2}"
        y="54"
        text-anchor="middle"
        font-size="17"
        stroke="none"
        font-style="italic"
      >
        ${kind === "law" ? RATES.law.formula : RATES.custom.formula}
      </text>`;
  }
}

function contact(from: number, to: number, y: number, side: Side): Html {
  return html`<line
      x1="${from}"
      x2="${to}"
      y1="${y}"
      y2="${y}"
      stroke="currentColor"
      stroke-dasharray="2 4"
      stroke-linecap="round"
    />
    <text x="${(from + to) / 2}" y="${y - 9}" text-anchor="middle" font-size="15">
      ${indexed("k", side, true)}
    </text>`;
}

function levels({ subsystem }: Junction, heights: readonly number[] | undefined): Html {
  const general = subsystem.kind !== "ladder";
  const count = general
    ? subsystem.energies.length
    : subsystem.levels === "infinite"
      ? MOST_DRAWN - 2
      : subsystem.levels;
  const drawn = Math.min(count, general ? 24 : MOST_DRAWN);
  const endless = !general && (subsystem.levels === "infinite" || count > MOST_DRAWN);
  const place = (n: number): number => {
    if (heights !== undefined) return heights[n] ?? 0;
    return count === 2 ? 0.22 + 0.56 * n : drawn === 1 ? 0.5 : n / (drawn - 1);
  };
  const lines = Array.from({ length: drawn }, (_, n) => {
    const y = BATH.top + BATH.height - 16 - (BATH.height - 32) * place(n);
    const opacity = endless ? 1 - (0.8 * n) / drawn : 1;
    return html`<line
      x1="${ISLAND.left + 18}"
      x2="${ISLAND.right - 18}"
      y1="${y}"
      y2="${y}"
      stroke="currentColor"
      stroke-width="1.8"
      opacity="${opacity.toFixed(2)}"
    />`;
  });
  return html`<rect
      x="${ISLAND.left}"
      y="${BATH.top}"
      width="${ISLAND.right - ISLAND.left}"
      height="${BATH.height}"
      rx="7"
      fill="none"
      stroke="currentColor"
      stroke-opacity="0.35"
    />
    ${lines}`;
}

function currentArrow(): Html {
  const y = BATH.top + BATH.height + 22;
  return html`<line
      x1="${ISLAND.left - 6}"
      x2="${ISLAND.right - 2}"
      y1="${y}"
      y2="${y}"
      stroke="currentColor"
      stroke-width="1.6"
    />
    <path
      d="M${ISLAND.right - 4} ${y - 5}L${ISLAND.right + 6} ${y}L${ISLAND.right - 4} ${y + 5}Z"
      fill="currentColor"
    />
    <text x="${ISLAND.right + 14}" y="${y + 5}" font-size="15" font-style="italic">J</text>`;
}
