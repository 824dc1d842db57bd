/** The junction as a picture: two baths, the levels between them, and the two currents to be compared. */
import { bathRecord } from "../../src/junction/bath.js";
import { type BathSpec, type JunctionSpec } from "../state/junction-spec.js";
import { type Coupling, type Level } from "./level-diagram.js";

interface DrawingProps {
  readonly spec: JunctionSpec;
  readonly levels: readonly Level[];
  /** Which levels the ends couple, where that is not simply each with the next. */
  readonly couplings: readonly Coupling[];
  /** Which bath is hot. */
  readonly hot: "left" | "right" | "none";
  /** J(Δ) and J(−Δ) at the sliders' values, NaN if there is none. */
  readonly J: number;
  readonly reversed: number;
  readonly label: string;
}

const WIDTH = 760;
const HEIGHT = 250;
const BATH = { width: 190, height: 176, top: 16 };

export function Drawing({ spec, levels, couplings, hot, J, reversed, label }: DrawingProps) {
  const tone = (side: "left" | "right"): string => (hot === "none" ? "even" : hot === side ? "hot" : "cold");
  const largest = Math.max(Math.abs(J), Math.abs(reversed));
  const known = Number.isFinite(largest) && largest > 0;
  return (
    <svg class="drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <Bath bath={spec.left} x={0} tone={tone("left")} />
      <Bath bath={spec.right} x={WIDTH - BATH.width} tone={tone("right")} />
      <line class="contact" x1={BATH.width} x2={258} y1={104} y2={104} />
      <line class="contact" x1={502} x2={WIDTH - BATH.width} y1={104} y2={104} />
      <rect class="island" x={258} y={16} width={244} height={176} rx={10} />
      {levels.map(({ position, label: text, alpha }, i) => {
        const y = 176 - 144 * position;
        return (
          <g key={i} opacity={alpha}>
            <line class="level" x1={292} x2={468} y1={y} y2={y} />
            {text === "" ? null : (
              <text class="tiny" x={474} y={y + 4}>
                {text}
              </text>
            )}
          </g>
        );
      })}
      <Couplings couplings={couplings} left={tone("left")} right={tone("right")} />
      {spec.subsystem.kind === "HO" ? <path class="well" d="M 276 30 Q 380 336 484 30" /> : null}
      {known ? (
        <>
          <Arrow y={208} size={Math.abs(J) / largest} right={J > 0} name="J(Δ)" dashed={false} />
          <Arrow y={232} size={Math.abs(reversed) / largest} right={reversed > 0} name="J(−Δ)" dashed />
        </>
      ) : null}
    </svg>
  );
}

/** Arrows between levels, in the colour of the bath that drives them; pairs side by side, the widest the strongest. */
function Couplings({
  couplings,
  left,
  right,
}: {
  readonly couplings: readonly Coupling[];
  readonly left: string;
  readonly right: string;
}) {
  const places = { left: 0, right: 0 };
  const counts = {
    left: couplings.filter((c) => c.side === "left").length,
    right: couplings.filter((c) => c.side === "right").length,
  };
  return (
    <>
      {couplings.map(({ side, from, to, strength }, i) => {
        const step = Math.min(16, 74 / Math.max(1, counts[side]));
        const offset = step * (places[side]++ + 0.5);
        const x = side === "left" ? 296 + offset : 464 - offset;
        const [below, above] = [176 - 144 * Math.min(from, to), 176 - 144 * Math.max(from, to)];
        return (
          <path
            key={i}
            class={`coupling bath ${side === "left" ? left : right}`}
            stroke-width={0.8 + 2.2 * strength}
            d={`M ${x} ${below - 3} V ${above + 3} m -4 6 l 4 -6 l 4 6 M ${x - 4} ${below - 9} l 4 6 l 4 -6`}
          />
        );
      })}
    </>
  );
}

/** A current: its thickness is proportional to its size. */
function Arrow({
  y,
  size,
  right,
  name,
  dashed,
}: {
  y: number;
  size: number;
  right: boolean;
  name: string;
  dashed: boolean;
}) {
  const half = 1 + 5 * size;
  const [from, to] = right ? [250, 510] : [510, 250];
  const head = right ? -16 : 16;
  return (
    <g class={dashed ? "arrow reversed" : "arrow"}>
      <path
        d={`M ${from} ${y - half} L ${to + head} ${y - half} L ${to + head} ${y - half - 4} L ${to} ${y} L ${to + head} ${y + half + 4} L ${to + head} ${y + half} L ${from} ${y + half} Z`}
      />
      <text x={right ? 240 : 520} y={y + 5} text-anchor={right ? "end" : "start"}>
        {name}
      </text>
    </g>
  );
}

/** What a bath is called on the page. */
export function bathName(kind: BathSpec["bath"]): string {
  if (kind === "custom") return "own rate";
  if (kind === "law") return "own law";
  return kind === "spin" ? "spins" : bathRecord(kind).title;
}

function Bath({ bath, x, tone }: { readonly bath: BathSpec; readonly x: number; readonly tone: string }) {
  return (
    <g class={`bath ${tone}`} transform={`translate(${x} ${BATH.top})`}>
      <rect width={BATH.width} height={BATH.height} rx={10} />
      <Motif kind={bath.bath} />
      <text class="caption" x={BATH.width / 2} y={BATH.height - 14} text-anchor="middle">
        {bathName(bath.bath)}
      </text>
    </g>
  );
}

const COLUMNS = [28, 62, 96, 130, 164];
const ROWS = [28, 62, 96, 128];
/** Up or down; fixed, so that the picture is the same each time. */
const FLIPPED = "01101 10010 01011 00101";

function Motif({ kind }: { readonly kind: BathSpec["bath"] }) {
  if (kind === "custom" || kind === "law") {
    return (
      <text class="motif-text" x={BATH.width / 2} y={86} text-anchor="middle">
        {kind === "law" ? "k ∝ g(T)" : "k(T, ω)"}
      </text>
    );
  }
  if (kind === "metal") {
    return (
      <g class="motif">
        <path class="sea" d="M 14 84 Q 36 74 58 84 T 102 84 T 146 84 T 176 84 L 176 136 L 14 136 Z" />
        <path d="M 14 84 Q 36 74 58 84 T 102 84 T 146 84 T 176 84" />
        {COLUMNS.map((x, i) => (
          <circle key={x} cx={x} cy={i % 2 === 0 ? 106 : 122} r={3.4} />
        ))}
        <path d="M 46 84 V 34 M 41 42 L 46 32 L 51 42" />
        <path d="M 60 62 L 160 34" />
      </g>
    );
  }
  const cells = ROWS.flatMap((y, r) =>
    COLUMNS.map((x, c) => ({ x, y, flipped: FLIPPED.split(" ")[r]?.[c] === "1" })),
  );
  if (kind === "spin") {
    return (
      <g class="motif">
        {cells.map(({ x, y, flipped }) => (
          <path
            key={`${x} ${y}`}
            d="M 0 11 V -10 M -5 -4 L 0 -12 L 5 -4"
            transform={`translate(${x} ${y}) rotate(${flipped ? 180 : 0})`}
          />
        ))}
      </g>
    );
  }
  return (
    <g class="motif">
      {ROWS.map((y) => (
        <path
          key={y}
          d={`M 28 ${y} ${COLUMNS.slice(1)
            .map(() => "l 8 0 l 3 -5 l 6 10 l 6 -10 l 3 5 l 8 0")
            .join(" ")}`}
        />
      ))}
      {cells.map(({ x, y }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={5.5} />
      ))}
    </g>
  );
}
