// A sweep: the gap at which a solid-TLS-metal junction turns its preferred direction. Run with: node examples/sweep.mjs
// For large sweeps with files, threads and resuming there is `heatdiode scan`.
import { evaluate, junction } from "heatdiode";

const diode = junction("solid-TLS-metal");
const R = (omega) =>
  Number(
    evaluate(diode, {
      at: { T_a: 1, Delta: 0.2, omega, Gamma_L: 1, Gamma_R: 1.5, delta_R: 0.2, mu_R: 1 },
      digits: 8,
    }).R,
  );

const rows = Array.from({ length: 20 }, (_, i) => (i + 1) / 5).map((omega) => [omega, R(omega)]);
console.log(rows.length, rows[0][1], rows[19][1]); // 20 1.0850131 0.98696236

// R passes through 1 where it changes sides; bisection narrows it down.
const crossing = rows.findIndex(([, r], i) => i > 0 && r < 1 !== rows[i - 1][1] < 1);
let [low, high] = [rows[crossing - 1][0], rows[crossing][0]];
for (let i = 0; i < 20; i++) {
  const middle = (low + high) / 2;
  if (R(middle) < 1 === R(low) < 1) low = middle;
  else high = middle;
}
console.log(low.toFixed(4)); // 2.0226
