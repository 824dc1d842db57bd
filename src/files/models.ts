/** The junction files to start from, in examples/models: what each is, and its text. Node only. */
import { InputError, excerpt } from "../input/errors.js";
import { suggestion } from "../input/suggest.js";

/** A junction file that comes with the program. */
export interface Model {
  readonly name: string;
  /** What it is, and a number that it gives. */
  readonly description: string;
  /** The file. */
  readonly text: string;
}

/** The models by name, in the order in which they are listed. */
export async function shippedModels(): Promise<readonly Model[]> {
  const { readdir, readFile } = await import("node:fs/promises");
  // From src/files/ while developing and from the bundle in dist/src/; from dist/src/files/ in the package.
  for (const folder of ["../../examples/models/", "../../../examples/models/"]) {
    const place = new URL(folder, import.meta.url);
    const names = await readdir(place).catch(() => undefined);
    if (!names) continue;
    const files = names.filter((n) => n.endsWith(".json")).sort();
    return Promise.all(
      files.map(async (file) => {
        const text = await readFile(new URL(file, place), "utf8");
        const { description } = JSON.parse(text) as { readonly description: string };
        return { name: file.replace(/\.json$/, ""), description, text };
      }),
    );
  }
  throw new InputError("the models that come with heatdiode are not where it was installed");
}

/** The model of that name. @throws InputError if there is none */
export async function shippedModel(name: string): Promise<Model> {
  const models = await shippedModels();
  const found = models.find((m) => m.name === name.toLowerCase());
  if (found) return found;
  const hint = suggestion(
    name,
    models.map((m) => m.name),
  );
  throw new InputError(`no model ${excerpt(name)}`, hint === undefined ? {} : { hint });
}
