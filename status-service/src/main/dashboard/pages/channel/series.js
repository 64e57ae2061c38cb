// A channel's jobs over time, out of when each was asked for and when it ended.
const MOST = 60;
const widths = [10, 60, 300, 900, 3_600, 6 * 3_600, 86_400, 7 * 86_400].map((seconds) => seconds * 1000);

/**
 * `{width, times, completed, failed, left}`: at most 60 spans of `width` ms up to the last end, or to now while jobs are
 * open; what ended in each, and how many were left at its end. Null where nothing has ended.
 */
export function series(jobs, now) {
  const all = [...jobs].filter((each) => Number.isFinite(each.created));
  const ended = all.filter((each) => Number.isFinite(each.ended));
  if (!ended.length) return null;
  const first = ended.reduce((least, each) => Math.min(least, each.ended), Infinity);
  const last = ended.length < all.length ? now : ended.reduce((most, each) => Math.max(most, each.ended), 0);
  const width = widths.find((each) => (last - first) / each < MOST - 1) ?? Math.ceil((last - first) / (MOST - 2));
  const begin = Math.floor(first / width) * width;
  const number = Math.max(1, Math.floor((last - begin) / width) + 1);
  const zeros = () => new Array(number).fill(0);
  const [completed, failed, left] = [zeros(), zeros(), zeros()];
  const span = (time) => Math.min(number - 1, Math.max(0, Math.floor((time - begin) / width)));
  for (const each of all) left[span(each.created)]++;
  for (const each of ended) {
    left[span(each.ended)]--;
    (each.status === "completed" ? completed : failed)[span(each.ended)]++;
  }
  for (let at = 1; at < number; at++) left[at] += left[at - 1];
  return { width, times: left.map((_, at) => begin + at * width), completed, failed, left };
}

/** The time at the end of each span: with the day where they go beyond one. */
export function label(time, width) {
  const at = new Date(time);
  const day = at.toLocaleDateString(undefined, { month: "short", day: "numeric" });
  if (width >= 86_400_000) return day;
  const clock = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", ...(width < 60_000 && { second: "2-digit" }) });
  return width >= 3_600_000 ? `${day} ${clock}` : clock;
}
