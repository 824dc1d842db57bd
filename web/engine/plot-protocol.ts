/** What the page asks of the worker that computes curves and maps in doubles, and what comes back. */
import { type NumericModel } from "../../src/model/model.js";
import { type Lane } from "./lane.js";
import { type Curves } from "../plot/curves.js";

/** Points along one parameter, both ends included: equally spaced, or at equal ratios. */
export interface AxisQuestion {
  readonly name: string;
  readonly kind: "linear" | "log";
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Values of everything that is not along an axis. */
type Point = Readonly<Record<string, number>>;

export interface CurveQuestion {
  /** Which model; see {@link PlotEngine.load}. */
  readonly model: number;
  readonly at: Point;
  readonly axis: AxisQuestion;
}

/** A curve: values of one parameter, and of the quantities there. */
export interface CurveAnswer {
  readonly x: Float64Array<ArrayBuffer>;
  readonly curves: Curves;
}

export interface MapQuestion {
  readonly model: number;
  readonly at: Point;
  readonly x: AxisQuestion;
  readonly y: AxisQuestion;
}

export interface MapAnswer {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Row by row, rows along y. */
  readonly contrast: Float64Array;
  /** Milliseconds of work. */
  readonly cost: number;
}

export interface PlotEngine {
  /** Keeps a model under the number that it gives back; the oldest of several is forgotten. */
  load(model: NumericModel): Promise<number>;
  /** @throws Error if a model is not among those loaded last */
  curves(questions: readonly CurveQuestion[]): Promise<readonly CurveAnswer[]>;
  /** The map, or undefined if a newer one was asked for meanwhile. */
  map(question: MapQuestion): Promise<MapAnswer | undefined>;
}

/** A worker that computes curves and maps. */
export type PlotLane = Lane<PlotEngine>;
