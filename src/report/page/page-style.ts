/** The style of reports: one column for reading, light and dark, narrow screens, paper. */

export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --ink: #1b1d21; --soft: #5c626b; --rule: #d9dad6; --tint: #f2f3ef;
  --hot: #b5492f; --cold: #2c6a9e; --good: #2c6e49; --warn: #8a5a00; --bad: #a32a2a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e4e5e2; --soft: #a0a6ae; --rule: #33373c; --tint: #1f2226;
    --hot: #e58a6f; --cold: #82b6e0; --good: #7cc79c; --warn: #e0b25a; --bad: #ef8f8f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Palatino,
    "Source Serif 4", Georgia, "DejaVu Serif", serif;
  font-variant-numeric: lining-nums; hanging-punctuation: first; text-wrap: pretty;
}
main { max-width: 47rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; font-weight: 600; margin: 0 0 .35rem; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; font-weight: 600; margin: 2.75rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--rule); text-wrap: balance; }
h3 { font-size: 1.0625rem; font-weight: 600; margin: 1.6rem 0 .35rem; }
p, ul { margin: .6rem 0; }
ul { padding-left: 1.3rem; }
li { margin: .25rem 0; }
a { color: var(--cold); }
.lead { font-size: 1.15rem; margin: .2rem 0 1rem; }
.soft, .with, figcaption, caption { color: var(--soft); }
.soft, figcaption, caption { font-size: .92rem; }
.with { margin: .9rem 0 .2rem; }
sub, sup { line-height: 0; font-size: .72em; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .85em; }
pre { background: var(--tint); padding: .7rem .9rem; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45; }
.katex { font-size: 1.12em; }
.display { overflow-x: auto; overflow-y: hidden; margin: .45rem 0; padding: .25rem 0 .3rem 3.4rem; text-indent: -2.1rem; line-height: 1.8; scrollbar-width: thin; }
.display .katex { white-space: normal; }
.display:focus-visible { outline: 2px solid var(--cold); outline-offset: 2px; border-radius: 3px; }
.verdict { border-left: 3px solid var(--rule); padding: .1rem 0 .1rem 1rem; margin: 1.25rem 0; }
.verdict.always, .verdict.conditionally { border-color: var(--hot); }
.verdict.never { border-color: var(--cold); }
.verdict p { margin: .3rem 0; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-size: .95rem; font-variant-numeric: lining-nums tabular-nums; }
caption { text-align: left; padding-bottom: .35rem; }
th, td { text-align: left; padding: .22rem 1.1rem .22rem 0; vertical-align: baseline; }
th { font-weight: 600; border-bottom: 1px solid var(--rule); white-space: nowrap; }
tbody tr + tr td { border-top: 1px solid color-mix(in srgb, var(--rule) 55%, transparent); }
td.number, th.number { text-align: right; white-space: nowrap; }
td.digits { overflow-wrap: anywhere; }
figure { margin: 1.25rem 0; }
figure svg { display: block; width: 100%; height: auto; max-width: 100%; }
figure.plot svg { max-width: 27rem; }
figure.junction svg { max-width: 33rem; margin: 0 auto; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem 1.75rem; }
.plots figure { margin: 0; }
.badge { font-size: .8rem; letter-spacing: .02em; border: 1px solid currentColor; border-radius: 3px; padding: .05rem .4rem; white-space: nowrap; font-weight: 600; }
.badge.proved, .ok { color: var(--good); }
.badge.slip, .badge.qualified { color: var(--warn); }
.badge.failed, .bad { color: var(--bad); }
.result { margin: 1.1rem 0 1.5rem; }
.result h3 { margin-bottom: .2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .3rem 0; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
p.qed { text-align: right; margin-top: -1.6rem; }
nav.contents { columns: 2 14rem; font-size: .95rem; margin: 1rem 0; }
nav.contents ul { list-style: none; padding: 0; margin: 0; }
nav.contents li { break-inside: avoid; }
footer { margin-top: 3rem; padding-top: .6rem; border-top: 1px solid var(--rule); font-size: .92rem; color: var(--soft); }
svg text { font-family: inherit; fill: currentColor; }
@media (max-width: 34rem) {
  body { font-size: 1rem; }
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  .display { padding-left: 1.6rem; text-indent: -1.6rem; }
  .katex { font-size: 1.05em; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .35rem; }
}
@page { size: A4; margin: 18mm 20mm 20mm; }
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --ink: #000; --soft: #444; --rule: #bbb; --tint: #f4f4f4;
    --hot: #8a3420; --cold: #1f5280; --good: #1f5535; --warn: #6b4600; --bad: #8a1f1f;
  }
  html { font-size: 10pt; }
  body { font-size: 10pt; line-height: 1.42; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 17pt; } h2 { font-size: 12.5pt; margin-top: 18pt; } h3 { font-size: 10.5pt; }
  h2, h3, caption, .with, p:has(+ .display), p:has(+ .scroll) { break-after: avoid; }
  .display, table { font-size: 9.5pt; }
  figure, .display, tr, .verdict, .result, .equation { break-inside: avoid; }
  .katex { font-size: 1.05em; }
  .display, .scroll { overflow: visible; }
  a { color: inherit; text-decoration: none; }
  pre { border: 1px solid var(--rule); }
}
`;
