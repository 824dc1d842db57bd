/** The published schemas are those of the command, and take what is shipped. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heatdiode } from "../../heatdiode.js";

const NAMES = ["junction", "request", "response"];
const published = (name: string): string => readFileSync(join("docs", "schema", `${name}.json`), "utf8");
const reader = (name: string): z.ZodType =>
  z.fromJSONSchema(JSON.parse(published(name)) as Parameters<typeof z.fromJSONSchema>[0]);
const data = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

describe("heatdiode schema", () => {
  it.each(NAMES)("%s is docs/schema, and JSON Schema of 2020", async (name) => {
    const { status, out } = await heatdiode("schema", name);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(published(name)));
    expect(out).toContain("https://json-schema.org/draft/2020-12/schema");
  });

  it("of a name that there is not is one line", async () => {
    expect(await heatdiode("schema", "juncton")).toMatchObject({
      status: 2,
      err: "heatdiode: no schema juncton; did you mean junction?\n",
    });
  });

  it("takes every junction file that is shipped, and refuses a misspelt key", () => {
    const schema = reader("junction");
    const files = ["examples", "examples/models"].flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith(".json"))
        .map((file) => join(folder, file)),
    );
    expect(files.length).toBeGreaterThan(15);
    for (const file of files)
      expect([file, schema.safeParse(data(file)).error?.issues]).toEqual([file, undefined]);
    const [file = ""] = files;
    expect(schema.safeParse({ ...(data(file) as object), letf: {} }).success).toBe(false);
  });

  it("takes requests as they are documented", () => {
    const request = {
      id: 1,
      command: "evaluate",
      arguments: { junction: "solid-TLS-solid", at: { omega: 1 } },
      seconds: 2,
    };
    expect(reader("request").safeParse(request).success).toBe(true);
    expect(reader("request").safeParse({ ...request, comand: "x" }).success).toBe(false);
    expect(reader("response").safeParse({ id: 1, status: 2, error: "no" }).success).toBe(true);
    expect(reader("response").safeParse({ id: 1, status: 2 }).success).toBe(false);
  });
});
