// What the plots of the system show: each a heading, a sentence that says the same, and its numbers.
import { clock, count, duration, words } from "../../format.js";

const minute = (time) => new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const jobs = (number) => `${count(number)} ${number === 1 ? "job" : "jobs"}`;
const whole = (number) => (Number.isInteger(number) ? count(number) : "");

export function throughput(minutes) {
  const ended = minutes.map((each) => each.ended);
  const all = ended.reduce((sum, each) => sum + each, 0);
  return {
    heading: "Jobs that ended, by the minute",
    told: all ? `${jobs(all)} in the last hour, at most ${count(Math.max(...ended))} in a minute.` : "No job ended in the last hour.",
    kind: "bar", first: "Minute", labels: minutes.map((each) => minute(each.time)), write: whole,
    series: [{ label: "Ended", values: ended }],
  };
}

/** `what`: processing or waiting. */
export function latency(minutes, what, heading) {
  const half = minutes.map((each) => each[`p50_${what}_time`] ?? null);
  const most = minutes.map((each) => each[`p95_${what}_time`] ?? null);
  const last = half.findLastIndex((each) => each !== null);
  return {
    heading,
    told: last < 0
      ? "No job completed in the last hour."
      : `At ${minute(minutes[last].time)} half of them within ${duration(half[last])}, 95 % within ${duration(most[last])}.`,
    kind: "line", first: "Minute", labels: minutes.map((each) => minute(each.time)), write: duration,
    series: [{ label: "Half within", values: half }, { label: "95 % within", values: most, colour: "warn", dash: [6, 4] }],
  };
}

export function stages(runs) {
  const slowest = runs.reduce((most, each) => (each.p50 > (most?.p50 ?? -1) ? each : most), null);
  const failed = runs.reduce((sum, each) => sum + each.failed, 0);
  return {
    heading: "How long stages take",
    told: slowest
      ? `Longest: ${words(slowest.stage)}, half of its runs within ${duration(slowest.p50)}. ${failed ? `${count(failed)} runs failed.` : "No run failed."}`
      : "No stage ran in the last day.",
    kind: "across", first: "Stage", labels: runs.map((each) => words(each.stage)), write: duration,
    series: [
      { label: "Half within", values: runs.map((each) => each.p50) },
      { label: "95 % within", values: runs.map((each) => each.p95), colour: "warn" },
    ],
  };
}

export function queue(waiting) {
  const all = waiting.reduce((sum, each) => sum + each.jobs, 0);
  const by = new Map(waiting.map((each) => [each.priority, each.jobs]));
  const levels = Array.from({ length: 9 }, (_, index) => index + 1);
  return {
    heading: "Waiting for room, by priority",
    told: all ? `${jobs(all)}: ${waiting.map((each) => `${count(each.jobs)} at ${each.priority}`).join(", ")}. 1 goes first.` : "No job waits for room.",
    kind: "bar", first: "Priority", labels: levels.map(String), write: whole,
    series: [{ label: "Jobs", values: levels.map((each) => by.get(each) ?? 0) }],
  };
}

/** `past`: [{time, read_model, dataflow}] since the page was opened. */
export function lag(past) {
  const now = past.at(-1);
  const behind = (now?.read_model ?? 0) + (now?.dataflow ?? 0);
  return {
    heading: "Records that are not read yet",
    told: behind
      ? `The tables are ${count(now.read_model)} behind, the dataflow ${count(now.dataflow)} since its last checkpoint.`
      : "The tables and the dataflow have read all.",
    kind: "line", first: "Seconds ago", labels: past.map((each) => clock((now.time - each.time) / 1000)), write: whole,
    series: [
      { label: "Tables", values: past.map((each) => each.read_model) },
      { label: "Dataflow", values: past.map((each) => each.dataflow), colour: "warn", dash: [6, 4] },
    ],
  };
}
