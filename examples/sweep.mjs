// A sweep: the gap at which a solid-TLS-metal junction turns its preferred direction. Run with: node examples/sweep.mjs
// For large sweeps with files, threads and resuming there is `heatdiode scan`.
import { junction, scan } from "heatdiode";

const diode = junction("solid-TLS-metal");
const at = { T_a: 1, Delta: 0.2, Gamma_L: 1, Gamma_R: 1.5, delta_R: 0.2, mu_R: 1 };
const sweep = (from, to, count) =>
  scan(diode, { axes: { omega: { from, to, count } }, quantities: ["R"], at });

// Rows are computed as they are read.
const rows = [...sweep(0.2, 4, 20)];
console.log(rows.length, rows[0].R.toPrecision(8), rows[19].R.toPrecision(8)); // 20 1.0850131 0.98696236

// R passes through 1 where it changes sides; a finer sweep between the two neighbours narrows it down.
const crossing = rows.findIndex(({ R }, i) => i > 0 && R < 1 !== rows[i - 1].R < 1);
const fine = [...sweep(rows[crossing - 1].omega, rows[crossing].omega, 20001)];
console.log(fine.find(({ R }) => R < 1).omega.toFixed(4)); // 2.0226

// A million points in columns, with no more than a batch of them in memory.
const map = scan(diode, {
  axes: { omega: { from: 0.02, to: 4, count: 1000 }, Delta: { from: -0.9, to: 0.9, count: 1000 } },
  quantities: ["contrast"],
  at: { T_a: 1, Gamma_L: 1, Gamma_R: 1.5, delta_R: 0.2, mu_R: 1 },
});
let best = 0;
for (const [, , contrast] of map.batches()) best = contrast.reduce((a, b) => Math.max(a, Math.abs(b)), best);
console.log(map.total, best.toFixed(4)); // 1000000 0.1815
