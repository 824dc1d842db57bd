/** Curves and maps in doubles, in a worker of their own: they keep up with a slider while exact work goes on elsewhere. */
import { expose, transfer } from "comlink";
import { type NumericModel } from "../../src/model/model.js";
import { linear, logarithmic, type Sampler, samplerOf } from "../plot/curves.js";
import { type AxisQuestion, type CurveAnswer, type MapAnswer, type PlotEngine } from "./plot-protocol.js";

/** The sampler of a model along one parameter; prepared once for each. */
type Samplers = (name: string) => Sampler;

/** Models kept; the page shows two at a time at most. */
const MOST_KEPT = 4;

/** Milliseconds after which a map lets newer questions in. */
const SLICE = 4;

function plotEngine(): PlotEngine {
  const models = new Map<number, Samplers>();
  let loads = 0;
  let maps = 0;
  const sampler = (model: number, name: string): Sampler => {
    const of = models.get(model);
    if (of === undefined) throw new Error("the plotted junction has changed");
    return of(name);
  };
  return {
    load(model) {
      models.set(++loads, samplers(model));
      const [oldest] = models.keys();
      if (models.size > MOST_KEPT && oldest !== undefined) models.delete(oldest);
      return Promise.resolve(loads);
    },
    curves(questions) {
      const answers = questions.map(({ model, at, axis }): CurveAnswer => {
        const x = withPoint(points(axis), at[axis.name]);
        return { x, curves: sampler(model, axis.name)({ fixed: at, name: axis.name, values: x }) };
      });
      const buffers = answers.flatMap(({ x, curves: { J, J_reversed, R, contrast } }) =>
        [x, J, J_reversed, R, contrast].map((column) => column.buffer),
      );
      return Promise.resolve(transfer(answers, buffers));
    },
    async map({ model, at, x, y }) {
      const mine = ++maps;
      const [columns, rows] = [points(x), points(y)];
      const sample = sampler(model, x.name);
      const contrast = new Float64Array(x.count * y.count);
      let cost = 0;
      let start = performance.now();
      for (let i = 0; i < y.count; i++) {
        const fixed = { ...at, [y.name]: rows[i] as number };
        contrast.set(sample({ fixed, name: x.name, values: columns }).contrast, i * x.count);
        const spent = performance.now() - start;
        if (spent < SLICE && i + 1 < y.count) continue;
        cost += spent;
        await otherMessages();
        if (mine !== maps) return undefined;
        start = performance.now();
      }
      const answer: MapAnswer = { x: columns, y: rows, contrast, cost };
      return transfer(
        answer,
        [columns, rows, contrast].map((c) => c.buffer),
      );
    },
  };
}

function samplers(numeric: NumericModel): Samplers {
  const made = new Map<string, Sampler>();
  return (name) => {
    const sampler = made.get(name) ?? samplerOf(numeric, name);
    made.set(name, sampler);
    return sampler;
  };
}

function points({ kind, from, to, count }: AxisQuestion): Float64Array<ArrayBuffer> {
  return kind === "log" ? logarithmic(from, to, count) : linear(from, to, count);
}

/** The points with one more among them: the slider's own, so that what is read there is what the page computes. */
function withPoint(x: Float64Array<ArrayBuffer>, value = NaN): Float64Array<ArrayBuffer> {
  const place = x.findIndex((v) => v >= value);
  if (place <= 0 || x[place] === value) return x;
  const more = new Float64Array(x.length + 1);
  more.set(x.subarray(0, place));
  more[place] = value;
  more.set(x.subarray(place), place + 1);
  return more;
}

/** Gives way to messages that wait. */
function otherMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

expose(plotEngine());
