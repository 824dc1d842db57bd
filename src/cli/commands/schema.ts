/** `heatdiode schema NAME`: what programs read and write, as JSON Schema. */
import { excerpt, InputError } from "../../input/errors.js";
import { suggestion } from "../../input/suggest.js";
import { junctionSchema } from "../../junction/file/schema.js";
import { type RunCommand } from "../command.js";
import { requestSchema, responseSchema } from "../serve/protocol.js";

/** Each with its title. */
const SCHEMAS = {
  junction: { title: "a junction file of heatdiode", schema: junctionSchema },
  request: { title: "a request to heatdiode serve --stdio", schema: requestSchema },
  response: { title: "a response of heatdiode serve --stdio", schema: responseSchema },
} as const;

export const run: RunCommand = async (name) => {
  const names = Object.keys(SCHEMAS);
  const found = Object.entries(SCHEMAS).find(([known]) => known === name);
  if (found === undefined) {
    throw new InputError(`no schema ${excerpt(name)}`, { hint: suggestion(name, names) });
  }
  const zod = await import("zod");
  const [, { title, schema }] = found;
  const made = zod.z.toJSONSchema(schema(zod), { io: "input", unrepresentable: "any" });
  return { text: JSON.stringify({ title, ...made }, null, 2) };
};
