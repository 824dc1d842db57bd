/** Errors of the user-facing layer: what is wrong with the input, where, and what would be right. */

/** Characters of a message. */
const LONGEST_MESSAGE = 280;

/**
 * The input is wrong. The message is one line; the command line prints it on stderr and exits with status 2.
 * `where` names the place (a file and key, an option), `at` the character in the text that was read, counted from 1,
 * `hint` what would be right.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly where: string | undefined;
  readonly hint: string | undefined;
  readonly at: number | undefined;

  constructor(
    readonly what: string,
    details: {
      readonly where?: string | undefined;
      readonly hint?: string | undefined;
      readonly at?: number | undefined;
    } = {},
  ) {
    const place = details.where === undefined ? "" : `${details.where}: `;
    const advice = details.hint === undefined ? "" : `; ${details.hint}`;
    const position = details.at === undefined ? "" : ` at character ${details.at}`;
    super(cutMiddle(oneLine(`${place}${what}${position}${advice}`), LONGEST_MESSAGE));
    this.where = details.where;
    this.hint = details.hint;
    this.at = details.at;
  }

  /** The same complaint, placed inside something larger: `within("junction.json")` puts that in front. */
  within(outer: string): InputError {
    const where = this.where === undefined ? outer : `${outer}: ${this.where}`;
    return new InputError(this.what, { where, hint: this.hint, at: this.at });
  }

  /** The same complaint about a text that begins after `before` characters of a longer one. */
  after(before: number): InputError {
    const { where, hint, at } = this;
    return new InputError(this.what, { where, hint, at: at === undefined ? undefined : at + before });
  }
}

/** The reader of standard output has gone (`| head`): it has what it wanted, and the work ends. */
export class ClosedPipeError extends Error {
  override readonly name = "ClosedPipeError";

  constructor() {
    super("the reader of standard output has gone");
  }
}

/** Text from outside as it may stand in a message: control characters as spaces, long text cut in its middle. */
export function excerpt(text: string, length = 40): string {
  return oneLine(cutMiddle(text, length));
}

/** Text of a message cut in its middle, so that its beginning and what would be right at its end stay. */
export function cutMiddle(text: string, length: number): string {
  if (text.length <= length) return text;
  const half = Math.floor((length - 3) / 2);
  return `${text.slice(0, length - 3 - half)} … ${text.slice(text.length - half)}`;
}

function oneLine(text: string): string {
  // Terminal escapes and line breaks in user text must neither colour nor split the one line.
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is being removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ");
}
