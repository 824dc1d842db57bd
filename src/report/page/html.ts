/** HTML that is safe by construction: whatever is put into a template is escaped unless it is HTML already. */

/** A piece of finished HTML. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template; lists are joined, undefined and false leave nothing. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

/** A template whose strings are escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return {
    markup: parts.map((part, i) => (i === 0 ? part : markupOf(values[i - 1]) + part)).join(""),
  };
}

/** Markup made by a library or by this package, taken as it is. */
export function trusted(markup: string): Html {
  return { markup };
}

/** Text as HTML shows it, safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (c) => ENTITIES[c] as string)
      // Control characters and direction overrides would let a name rearrange the page.
      // eslint-disable-next-line no-control-regex -- control characters are exactly what is being removed
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd")
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function markupOf(value: HtmlValue): string {
  if (value === undefined || value === false) return "";
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return isList(value) ? value.map(markupOf).join("") : value.markup;
}

function isList(value: Html | readonly HtmlValue[]): value is readonly HtmlValue[] {
  return Array.isArray(value);
}
