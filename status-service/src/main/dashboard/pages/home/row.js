import { html, nothing } from "lit";
import { ago, duration, moment, words } from "../../format.js";
import { to } from "../../route.js";

/** What people would call the job. */
export const nameOf = (job) => job.video_title || job.url || job.video_id;

/** The cells of a job's row; without a job, which is still fetched, the same ones empty. */
export function cells(job, chosen) {
  const name = job ? nameOf(job) : "…";
  return html`
    <span role="cell" class="pick"><input type="checkbox" data-pick .checked=${chosen.has(job?.job_id)}
      ?hidden=${!job} ?disabled=${chosen.all} aria-label="Select ${name}"></span>
    <span role="cell" class="name"><a href=${job ? to("jobs", job.job_id) : nothing} title=${name}>${name}</a>
      ${job?.dry_run ? html`<small class="tag">dry run</small>` : nothing}</span>
    <span role="cell" class="state"><span class=${job ? `status ${job.status}` : ""}>${words(job?.status)}</span></span>
    <span role="cell" class="going">${going(job)}</span>
    <span role="cell" class="type">${words(job?.job_type)}</span>
    <span role="cell" class="priority">${job?.priority}</span>
    <span role="cell" class="owner">${job?.user_id}</span>
    <span role="cell" class="when" title=${job ? moment(job.created_at) : nothing}>${ago(job?.created_at)}</span>`;
}

function going(job) {
  if (job?.status === "processing") {
    return html`<progress max="100" .value=${job.progress} aria-label=${words(job.stage) || "progress"}></progress>
      <small class="numbers">${Math.floor(job.progress)} % ${words(job.stage)}${job.stalled ? ", stalled" : ""}</small>`;
  }
  const text = said(job);
  return html`<small title=${text}>${text}</small>`;
}

function said(job) {
  switch (job?.status) {
    case "failed":
    case "retrying":
      return job.error?.message ?? job.message ?? "";
    case "completed":
      return job.started_at && job.completed_at
        ? `in ${duration((Date.parse(job.completed_at) - Date.parse(job.started_at)) / 1000)}` : "";
    default:
      return job?.message ?? "";
  }
}
