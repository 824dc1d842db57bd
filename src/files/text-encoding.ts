/** Bytes of a user's file as text. */
import { InputError } from "../input/errors.js";

/** UTF-8 with or without a byte order mark, as text without it. @throws InputError for another encoding */
export function decodeText(bytes: Uint8Array): string {
  refuseUtf16(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError("is not UTF-8 text", { hint: "save it as UTF-8" });
  }
}

/** @throws InputError for text that begins as UTF-16 does: its byte order mark, or a zero in one of two bytes */
export function refuseUtf16(bytes: Uint8Array): void {
  const [a, b] = bytes;
  const marked = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  const zero = bytes.length >= 2 && (a === 0) !== (b === 0);
  if (marked || zero) throw new InputError("is UTF-16", { hint: "save it as UTF-8" });
}
