/** Where junctions come from: those of the paper, the examples, a file. */
import { useRef } from "preact/hooks";
import { InputError } from "../../src/input/errors.js";
import { decodeText } from "../../src/files/text-encoding.js";
import { EXAMPLE_FILES, EXAMPLES } from "../state/examples.js";
import { shorthandOf, type JunctionSpec } from "../state/junction-spec.js";
import { type Actions } from "./actions.js";
import { memo } from "./memo.js";

interface OpenMenuProps {
  readonly spec: JunctionSpec;
  readonly onFile: (text: string, name: string) => void;
  readonly actions: Actions;
}

/** Larger files are not read at all. */
const LARGEST_FILE = 1_000_000;

export const OpenMenu = memo(({ spec, onFile, actions }: OpenMenuProps) => {
  const file = useRef<HTMLInputElement>(null);
  const current = shorthandOf(spec);
  return (
    <nav class="examples" aria-label="Junctions to start from">
      <ul>
        {EXAMPLES.map((e) => (
          <li key={e.name}>
            <button
              type="button"
              class="chip"
              aria-pressed={current !== undefined && current === shorthandOf(e.spec)}
              title={e.about}
              onClick={() => actions.setSpec(e.spec)}
            >
              {e.name}
            </button>
          </li>
        ))}
        {EXAMPLE_FILES.map(({ name, text }) => (
          <li key={name}>
            <button type="button" class="chip" aria-pressed="false" onClick={() => onFile(text, name)}>
              {name}
            </button>
          </li>
        ))}
        <li>
          <button type="button" class="chip file" onClick={() => file.current?.click()}>
            Open a junction file …
          </button>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            class="hidden"
            tabIndex={-1}
            aria-label="junction file"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              event.currentTarget.value = "";
              if (chosen) void readFile(chosen, onFile, actions);
            }}
          />
        </li>
      </ul>
    </nav>
  );
});

/** Reads a chosen or dropped file, unless it is too large to be a junction. */
export async function readFile(file: File, onFile: OpenMenuProps["onFile"], actions: Actions): Promise<void> {
  try {
    if (file.size > LARGEST_FILE) throw new InputError("is too large to be a junction file");
    onFile(decodeText(new Uint8Array(await file.arrayBuffer())), file.name);
  } catch (error) {
    actions.say(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
