import { html } from "lit";
import { duration, moment, words } from "../../format.js";
import { reason } from "./reasons.js";

/** What went wrong with a job, in plain words, and what to do. */
export function wrong({ status, error: { code, stage, message } }) {
  const { title, advice } = reason(code);
  const over = status === "failed";
  return html`<section class="card wrong ${over ? "bad" : "warn"}" aria-labelledby="wrong-title" data-code=${code}>
    <h2 id="wrong-title">${over ? title : `${title}: it is tried again by itself`}</h2>
    <p>${advice}</p>
    <p class="soft"><code>${code}</code>${stage ? ` while ${words(stage)}` : ""}: ${message}</p>
  </section>`;
}

/** What was asked for, by whom, and when what happened. */
export function facts(job) {
  const took = job.started_at && job.completed_at ? (Date.parse(job.completed_at) - Date.parse(job.started_at)) / 1000 : null;
  const all = [
    ["Type", `${words(job.job_type)}${job.dry_run ? " (dry run)" : ""}`],
    ["Address", job.url ?? job.youtube_url],
    ["Owner", job.user_id],
    ["Priority", job.priority],
    ["Attempt", `${job.attempt}${job.retry_count ? ` (${job.retry_count} ${job.retry_count === 1 ? "retry" : "retries"})` : ""}`],
    ["Asked for", moment(job.created_at)],
    ["Started", moment(job.started_at)],
    ["Ended", moment(job.completed_at)],
    ["Took", took === null ? null : duration(took)],
    ["Id", job.id],
  ];
  return html`<section class="card" aria-labelledby="facts-title"><h2 id="facts-title">Details</h2>
    <dl class="facts">${all.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  </section>`;
}
