import { html, nothing } from "lit";
import { count, moment, words } from "../../format.js";
import { to } from "../../route.js";

const SHARED = { channel: "the same channel", person: "both name", topic: "both are about", link: "both link to", passage: "both say" };

const MOST = 3; // reasons to name

/** What the publisher says of it. */
export function about(video) {
  const metadata = video.metadata;
  if (!metadata) return nothing;
  const facts = [
    ["Channel", metadata.channel ?? metadata.uploader],
    ["Published", metadata.published],
    ["Seen", metadata.view_count == null ? "" : `${count(metadata.view_count)} times`],
    ["Licence", metadata.license],
    ["Tags", metadata.tags?.join(", ")],
  ].filter(([, value]) => value);
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`)}</dl>
    ${metadata.description ? html`<details class="description"><summary>Description</summary>
      <p class="text" dir="auto">${metadata.description}</p></details>` : nothing}`;
}

/** Videos that share something with it, and what. */
export function related(video) {
  if (!video.relationships.length) return html`<p class="empty">No other video shares a channel, people, topics, links or passages with it.</p>`;
  return html`<ul class="related">${video.relationships.map((each) => html`<li>
    <a href=${to("videos", each.video_id)} dir="auto">${each.title || each.video_id}</a>
    <ul>${each.reasons.slice(0, MOST).map((reason) => html`<li class="soft">${reasonOf(video, each, reason)}</li>`)}
      ${each.reasons.length > MOST ? html`<li class="soft">and ${each.reasons.length - MOST} more</li>` : nothing}</ul></li>`)}</ul>`;
}

function reasonOf(video, other, reason) {
  if (reason.kind === "channel") return html`${SHARED.channel}: <span dir="auto">${reason.value}</span>`;
  return html`${SHARED[reason.kind] ?? words(reason.kind)}: <span dir="auto">${reason.value}</span>
    ${reason.time == null ? nothing : html`<a href=${to("videos", video.video_id, { t: reason.time })}>here</a>`}
    ${reason.related_time == null ? nothing : html`<a href=${to("videos", other.video_id, { t: reason.related_time })}>there</a>`}`;
}

/** Results of its jobs, side by side. */
export function versions(video) {
  if (!video.versions.length) return nothing;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Versions, table"><table>
    <caption class="unseen">Results by job, the newest first</caption>
    <thead><tr><th scope="col">Made</th><th scope="col">Job</th><th scope="col">Has</th><th scope="col">Shown here</th></tr></thead>
    <tbody>${video.versions.map((each) => html`<tr>
      <td>${moment(each.completed_at)}</td>
      <td><a href=${to("jobs", each.job_id)}>${words(each.job_type) || "job"}</a></td>
      <td>${each.parts.map((part) => `${words(part)}${part === "transcript" && each.model ? ` (${each.model})` : ""}`).join(", ")}</td>
      <td>${each.current.length ? each.current.map(words).join(", ") : "nothing: newer ones took its place"}</td></tr>`)}</tbody>
  </table></div>`;
}
