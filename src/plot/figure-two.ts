/**
 * Fig. 2 of the paper: R against ω at T_a = 0.5, Δ = 0.1, δ_R = 0.2, μ_R = 1 for spin-HO-metal (full) and spin-TLS-metal
 * (dashed); main plot with equal couplings, inset with a weak contact to the metal, Γ_F^R = 0.05.
 */
import { parseExactNumber } from "../input/exact-number.js";
import { parseShorthand } from "../junction/shorthand.js";
import { lines } from "./lines.js";
import { position } from "./axis/axis.js";
import { changed, range, reading, type Values } from "./data.js";
import { COLUMN_WIDTH, CONFIG, figure, type Spec } from "./axis/theme.js";

const NAMES = ["spin-HO-metal", "spin-TLS-metal"] as const;

/** The figure as two specifications; the inset's corner lies at `place` in the main drawing, in pixels. */
export interface FigureTwo {
  readonly main: Spec;
  readonly inset: Spec;
  readonly place: { readonly x: number; readonly y: number };
}

function valuesWith(metal: string): Values {
  const values = { T_a: "0.5", Delta: "0.1", delta_R: "0.2", mu_R: "1", Upsilon_L: "1", Gamma_R: metal };
  return new Map(Object.entries(values).map(([name, text]) => [name, parseExactNumber(text)]));
}

/** Size of the drawing areas in pixels. */
const MAIN = { width: COLUMN_WIDTH, height: 190 } as const;
const INSET = { width: 112, height: 70 } as const;

function plot(metal: string, { width, height }: { readonly width: number; readonly height: number }): Spec {
  const values = valuesWith(metal);
  const rows = NAMES.flatMap((name) => {
    const junction = parseShorthand(name);
    return range(0.02, 3, 150).map((x) => ({
      x,
      y: reading(junction, changed(values, "omega", x)).R,
      line: name,
    }));
  });
  return {
    width,
    height,
    ...lines(
      rows,
      {
        x: position("x", "ω", { domain: [0, 3], length: width }),
        y: position("y", "R", { values: rows.map((row) => row.y), length: height }),
      },
      NAMES,
    ),
  };
}

/** Main plot (Γ_F^R = 1) and inset (Γ_F^R = 0.05). */
export function figureTwo(): FigureTwo {
  const axis = {
    ...(CONFIG["axis"] as Spec),
    labelFontSize: 7.5,
    titleFontSize: 8,
    tickSize: 3,
  };
  const small = plot("0.05", INSET);
  const encoding = small["encoding"] as Record<string, Spec>;
  return {
    main: figure(plot("1", MAIN)),
    inset: figure({
      ...small,
      padding: 2,
      encoding: {
        ...encoding,
        color: { ...encoding["color"], legend: null },
        strokeDash: { ...encoding["strokeDash"], legend: null },
      },
      config: { ...CONFIG, axis, line: { strokeWidth: 1.1 } },
    }),
    place: { x: 148, y: 112 },
  };
}
