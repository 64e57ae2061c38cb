// How numbers, times and words of the API are written for people.

/** `completed_partially` as `completed partially`. */
export const words = (text) => (text ?? "").replaceAll("_", " ");

/** Seconds as 1:02:03 or 2:03. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds ?? 0));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.slice(parts[0] ? 0 : 1).map((each, index) => (index ? String(each).padStart(2, "0") : each)).join(":");
}

/** Seconds as people say them: 0.4 s, 12 s, 3 min 5 s, 2 h 4 min, 3 d 1 h. */
export function duration(seconds) {
  if (seconds == null) return "";
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const units = [["d", 86_400], ["h", 3_600], ["min", 60], ["s", 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  const [name, size] = units[first];
  const rest = units[first + 1];
  const more = rest ? Math.floor((seconds % size) / rest[1]) : 0;
  return `${Math.floor(seconds / size)} ${name}${more ? ` ${more} ${rest[0]}` : ""}`;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** An ISO time as "3 minutes ago". */
export function ago(time, now = Date.now()) {
  if (!time) return "";
  const seconds = (Date.parse(time) - now) / 1000;
  const [unit, size] = [["day", 86_400], ["hour", 3_600], ["minute", 60]].find(([, each]) => Math.abs(seconds) >= each)
    ?? ["second", 1];
  return relative.format(Math.trunc(seconds / size), unit);
}

const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** An ISO time in the reader's own way. */
export const moment = (time) => (time ? local.format(new Date(time)) : "");

const whole = new Intl.NumberFormat("en");

/** 1234567 as 1,234,567. */
export const count = (number) => whole.format(number ?? 0);

/** Bytes as 1.2 MB. */
export function bytes(number) {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let size = number ?? 0;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit && size < 100 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
