/** Lines of a stream of bytes, bounded: of one that is too long nothing is kept. */

/** Bytes of a line. */
export const LONGEST_LINE = 1 << 20;

/** A line of text, or that there was one that is not read. */
export type Line = { readonly text: string } | { readonly wrong: string };

/** Puts chunks together to lines; `end` gives what stands after the last line break. */
export function lineReader(onLine: (line: Line) => void): {
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
} {
  let parts: Uint8Array[] = [];
  let size = 0;
  const add = (part: Uint8Array): void => {
    size += part.length;
    // Of a line that is too long only the length is known.
    if (size > LONGEST_LINE) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const finish = (): void => {
    const bytes = size > LONGEST_LINE ? undefined : Buffer.concat(parts);
    parts = [];
    size = 0;
    const line = bytes === undefined ? tooLong : decoded(bytes);
    if ("wrong" in line || line.text.trim() !== "") onLine(line);
  };
  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        add(chunk.subarray(from, at));
        finish();
        from = at + 1;
      }
      // A copy: the stream may use its memory again.
      if (from < chunk.length) add(size > LONGEST_LINE ? chunk.subarray(from) : chunk.slice(from));
    },
    end() {
      if (size > 0) finish();
    },
  };
}

const tooLong: Line = { wrong: `a line of more than ${LONGEST_LINE} bytes` };

function decoded(bytes: Uint8Array): Line {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { wrong: "a line that is not UTF-8" };
  }
}
