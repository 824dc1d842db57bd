/** What `verify` compared, as a table of kinds of checks. */
import { type Verification } from "../verify/verify.js";
import { type Check } from "../verify/comparison.js";
import { type Html, html } from "./page/html.js";
import { plainMath } from "./page/plain-math.js";

/** The summary and the table. */
export function checksHtml({ checks, passed, failed, unanswered }: Verification): Html {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const kind = KINDS.find(({ name }) => name.test(check.name))?.kind ?? check.name;
    groups.set(kind, [...(groups.get(kind) ?? []), check]);
  }
  const summary =
    failed === 0
      ? html`<p>
          All <strong>${passed}</strong> comparisons hold. They were made at a pseudorandom rational point, in
          40-digit arithmetic unless the tolerance says otherwise, by ways that share no code with the
          derivation.
        </p>`
      : html`<p class="bad"><strong>${failed}</strong> of ${passed + failed} comparisons fail.</p>`;
  return html`${summary}
    <div class="scroll" tabindex="0" role="group" aria-label="checks">
      <table>
        <thead>
          <tr>
            <th>check</th>
            <th class="number">number</th>
            <th class="number">largest difference</th>
            <th class="number">tolerance</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${[...groups].map(([kind, list]) => row(kind, list))}
        </tbody>
      </table>
    </div>
    ${unanswered.map((u) => html`<p class="soft">${plainMath(u.name)}: not compared (${u.reason}).</p>`)}`;
}

/** Checks of one kind share a row. */
const KINDS: readonly { readonly name: RegExp; readonly kind: string }[] = [
  { name: /^alpha_\d+ jet$/, kind: "alpha_k by Taylor arithmetic on the formula of J" },
  { name: /^rate k_[LR]$/, kind: "rates k_L, k_R" },
  { name: / evaluation$/, kind: "J(Delta), J(-Delta), R and contrast by their own evaluation" },
  { name: /^(J|populations) GTH$/, kind: "J and populations by GTH elimination" },
  { name: /^J GTH in Float64$/, kind: "J by GTH elimination in doubles" },
  { name: / mathjs$|^printed rate |^occupation /, kind: "printed formulas, read back by mathjs" },
  { name: / nerdamer$/, kind: "rational identities by nerdamer" },
  { name: / Algebrite$/, kind: "rational identities by Algebrite" },
];

function row(kind: string, list: readonly Check[]): Html {
  const ok = list.every((c) => c.ok);
  const worst = list.reduce((a, b) => (size(b) > size(a) ? b : a));
  return html`<tr>
    <td>${plainMath(kind)}</td>
    <td class="number">${list.length}</td>
    <td class="number">${scientific(worst.difference)}</td>
    <td class="number">${worst.tolerance === "0" ? "exact" : scientific(worst.tolerance)}</td>
    <td class="${ok ? "ok" : "bad"}">${ok ? "holds" : "fails"}</td>
  </tr>`;
}

function size({ difference }: Check): number {
  const value = Number(difference);
  return Number.isNaN(value) ? Infinity : value;
}

/** 2.8e-16 → 2.8·10⁻¹⁶. */
export function scientific(text: string): Html {
  const match = /^(-?[\d.]+)e([+-]?\d+)$/.exec(text);
  if (!match) return html`${text.replace(/^-/, "−")}`;
  const [, mantissa = "", exponent = ""] = match;
  const front = mantissa === "1" ? "" : `${mantissa.replace(/^-/, "−")} · `;
  return html`${front}10<sup>${exponent.replace(/^\+/, "").replace(/^-/, "−")}</sup>`;
}
