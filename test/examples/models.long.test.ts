/** The junction files that `heatdiode new` writes: each gives the number of its header, in every command that makes sense. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shippedModels } from "../../src/files/models.js";
import { heatdiode } from "../heatdiode.js";

const models = await shippedModels();
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heatdiode-models-"));
  for (const { name } of models) {
    const { status } = await heatdiode("new", name, "--out", join(folder, `${name}.json`));
    expect(status).toBe(0);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const file = (name: string): string => join(folder, `${name}.json`);

/** `At T_L=2,T_R=1: R = 1.28.` of a header. */
function promised(description: string): { at: string; quantity: string; value: string } {
  const [, at = "", quantity = "", value = ""] = /At (\S+): (\w+) = (\S+?)\.$/.exec(description) ?? [];
  return { at, quantity, value };
}

describe("the models", () => {
  it("are listed with a line each", async () => {
    const { out } = await heatdiode("list", "--models");
    for (const { name, description } of models) {
      expect(out).toContain(name);
      expect(out.replace(/\s+/g, " ")).toContain(description.split(/[.:;,]/)[0]);
    }
    expect(models.map((m) => m.name)).toEqual(
      expect.arrayContaining(["two-qubits", "maser", "lambda-system"]),
    );
  });

  it("are junction files with a description and a source", async () => {
    for (const { name, text } of models) {
      const data = JSON.parse(text) as Record<string, unknown>;
      expect([typeof data["description"], typeof data["source"]]).toEqual(["string", "string"]);
      expect((await readFile(file(name), "utf8")).trimEnd()).toBe(text.trimEnd());
    }
    const { status, err } = await heatdiode("new", "two-qubit");
    expect([status, err]).toEqual([2, expect.stringMatching(/no model two-qubit.*two-qubits/s)]);
  });

  it.each(models.map((m) => [m.name, m.description] as const))(
    "%s gives the number of its header",
    async (name, text) => {
      const { at, quantity, value } = promised(text);
      expect(value).not.toBe("");
      const { out, err } = await heatdiode("evaluate", file(name), "--json", "--at", at);
      expect(err).toBe("");
      const found = (JSON.parse(out) as Record<string, string>)[quantity] ?? "";
      // Headers round or cut: one unit of the last digit.
      const digits = value.replace(/e.*/, "").replace(/\D/g, "").replace(/^0+/, "").length;
      const size = value === "0" ? 0 : 10 ** (Math.floor(Math.log10(Number(value))) + 1 - digits);
      expect(Math.abs(Number(found) - Number(value))).toBeLessThanOrEqual(1.01 * size);
    },
  );

  it.each(models.map((m) => [m.name, m.description] as const))(
    "%s is taken by the other commands",
    async (name, text) => {
      const { at } = promised(text);
      const temperatures = at
        .split(",")
        .filter((pair) => pair.startsWith("T_"))
        .join(",");
      const [left = "", right = ""] = temperatures.split(",");
      for (const words of [
        ["current", file(name)],
        ["expand", file(name), "--order", "1"],
        ["conditions", file(name)],
        ["transitions", file(name), "--at", at],
        ["scan", file(name), "--x", `${left}:${left.split("=")[1] ?? ""}:1`, "--at", right],
      ]) {
        const { status, out, err } = await heatdiode(...words);
        // A Hamiltonian whose levels have no exact form in the file's values is refused by the exact commands in one line.
        expect([0, 2]).toContain(status);
        expect(status === 0 ? out : err).not.toBe("");
        if (status === 2) expect(err.split("\n").filter(Boolean)).toHaveLength(1);
      }
    },
  );
});
