import { html, nothing } from "lit";
import { clock } from "../../format.js";
import { styled } from "../../elements/styled.js";
import { stageName } from "./stages.js";

/** When each stage of the attempt ran, on one line of time: what ran at once stands one below the other. */
export function whenTheyRan(job, now) {
  const begun = (job.stages ?? []).filter((each) => each.started_at);
  if (begun.length < 2) return nothing;
  const open = job.status === "processing" ? now : Date.parse(job.completed_at ?? job.updated_at);
  const spans = begun.map((each) => ({
    stage: each.stage, status: each.status, from: Date.parse(each.started_at),
    until: each.completed_at ? Date.parse(each.completed_at) : Math.max(open, Date.parse(each.started_at)),
  }));
  const first = Math.min(...spans.map((each) => each.from));
  const whole = Math.max(1, Math.max(...spans.map((each) => each.until)) - first);
  const share = (time) => `${(100 * time) / whole}%`;
  const since = (time) => clock((time - first) / 1000);
  return html`<figure class="when"><figcaption>When each ran, from the first to ${since(first + whole)} later</figcaption>
    <ol>${spans.map((each) => html`<li class=${each.status}><span>${stageName(each.stage, job.job_type)}</span>
      <div><i ${styled({ "margin-left": share(each.from - first), width: share(each.until - each.from) })}></i></div>
      <span class="numbers soft">${since(each.from)}–${since(each.until)}</span></li>`)}</ol>
  </figure>`;
}
