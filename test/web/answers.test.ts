/** The order in which answers come, what a stop ends, and what goes on after it. */
import { type Remote } from "comlink";
import { describe, expect, test, vi } from "vitest";
import { createAnswerStore } from "../../web/engine/answers.js";
import { CancelledError } from "../../web/engine/lane.js";
import { type Engine, type EngineLane } from "../../web/engine/protocol.js";

const QUESTION = { source: "solid-TLS-solid", quantity: "J", order: 3, form: "paper" } as const;

/** A lane whose tasks run one after the other, each when it is let go; `fails` names those that end in an error. */
function heldLane(fails: readonly string[] = []) {
  const begun: string[] = [];
  let waiting: { name: string; resolve: (x: unknown) => void; reject: (e: Error) => void }[] = [];
  const engine = new Proxy(
    {},
    {
      get:
        (_, method: string) =>
        (...args: unknown[]) => {
          const name = method === "coefficient" ? `alpha_${String(args[2])}` : method;
          begun.push(name);
          return new Promise((resolve, reject) => waiting.push({ name, resolve, reject }));
        },
    },
  ) as Remote<Engine>;
  const lane: EngineLane = {
    run: (task) => task(engine),
    cancel() {
      const all = waiting;
      waiting = [];
      for (const { reject } of all) reject(new CancelledError("stopped"));
    },
  };
  const letGo = async (): Promise<string | undefined> => {
    await vi
      .waitFor(() => expect(waiting.length).toBeGreaterThan(0), { timeout: 500 })
      .catch(() => undefined);
    const task = waiting.shift();
    if (task === undefined) return undefined;
    if (fails.includes(task.name)) task.reject(new Error("too long"));
    else task.resolve(task.name === "describe" ? { source: QUESTION.source } : { made: task.name });
    await new Promise((resolve) => setTimeout(resolve, 0));
    return task.name;
  };
  return { lane, begun, letGo };
}

describe("answers", () => {
  test("come in order, with one step begun ahead of what is shown, and the proof last", async () => {
    const { lane, begun, letGo } = heldLane();
    const store = createAnswerStore(lane);
    store.ask(QUESTION);
    const order = [];
    for (let i = 0; i < 7; i++) {
      order.push(await letGo());
      if (i < 5) expect(begun.length).toBe(i + 3 > 6 ? 6 : i + 3);
    }
    expect(order).toEqual(["describe", "current", "verdict", "alpha_1", "alpha_2", "alpha_3", "proof"]);
    expect(store.get().coefficients).toEqual([1, 2, 3].map((k) => ({ made: `alpha_${k}` })));
    expect(store.get().proof).toEqual({ made: "proof" });
  });

  test("go on after a stop with the step that was begun ahead", async () => {
    const { lane, letGo } = heldLane();
    const store = createAnswerStore(lane);
    store.ask(QUESTION);
    expect([await letGo(), await letGo()]).toEqual(["describe", "current"]);
    store.cancel();
    const order = [];
    for (let i = 0; i < 4; i++) order.push(await letGo());
    expect(order).toEqual(["alpha_1", "alpha_2", "alpha_3", "proof"]);
    expect(store.get().verdict).toEqual({ kind: "stopped" });
    expect(store.get().coefficients).toHaveLength(3);
  });

  test("end with a junction that cannot be read", async () => {
    const { lane, letGo } = heldLane(["describe"]);
    const store = createAnswerStore(lane);
    store.ask(QUESTION);
    expect(await letGo()).toBe("describe");
    expect(store.get().card).toEqual({ kind: "error", message: "too long" });
    expect(await letGo()).toBe("current"); // begun ahead, not shown
    expect(await letGo()).toBeUndefined();
    expect(store.get().current).toBeUndefined();
  });

  test("leave out the orders after one that fails, and still give the proof", async () => {
    const { lane, letGo } = heldLane(["alpha_2"]);
    const store = createAnswerStore(lane);
    store.ask(QUESTION);
    const order = [];
    for (let i = 0; i < 7; i++) order.push(await letGo());
    expect(order).toEqual(["describe", "current", "verdict", "alpha_1", "alpha_2", "alpha_3", "proof"]);
    expect(store.get().coefficients).toEqual([{ made: "alpha_1" }, { kind: "error", message: "too long" }]);
    expect(store.get().proof).toEqual({ made: "proof" });
  });
});
