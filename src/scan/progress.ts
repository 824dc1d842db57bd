/** Progress of a scan in words: share done, rate, time left. */

/** `12.3 %  1234567 rows  345678 rows/s  12 min left`. */
export function progressLine(done: number, total: number, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const share = total > 0 ? (100 * done) / total : 100;
  const left = rate > 0 ? `${duration((total - done) / rate)} left` : "";
  return `${share.toFixed(1)} %  ${done} of ${total} rows  ${Math.round(rate)} rows/s  ${left}`.trimEnd();
}

/** A time span with the unit that suits it. */
function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 6000) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
