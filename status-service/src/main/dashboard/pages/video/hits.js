import { html, nothing } from "lit";
import { clock } from "../../format.js";
import { to } from "../../route.js";
import { marked } from "./marked.js";

const KINDS = { transcript: "said", slide: "on a slide", title: "title", comment: "comment" };

/** Moments that a search found, as links to their second. */
export const hits = (found) => html`<ol class="hits">${found.map((hit) => html`<li>
  <a class="hit" href=${to("videos", hit.video_id, { t: hit.time || undefined })}>
    <span class="soft numbers">${["title", "comment"].includes(hit.kind) ? nothing : clock(hit.time)} ${KINDS[hit.kind] ?? hit.kind}${
      hit.found_by === "meaning" ? ", by its meaning" : ""}</span>
    <span class="text" dir="auto">${marked(hit.text)}</span>
  </a></li>`)}</ol>`;

/** The same below the titles of their videos, that of the best moment first. */
export function byVideo(found) {
  const groups = new Map();
  for (const hit of found) groups.set(hit.video_id, [...(groups.get(hit.video_id) ?? []), hit]);
  return html`<ol class="found">${[...groups].map(([id, moments]) => html`<li>
    <h3><a href=${to("videos", id)} dir="auto">${moments[0].title || id}</a></h3>${hits(moments)}</li>`)}</ol>`;
}

/** How many there are, and whether these may be all. */
export const summary = (page) => html`<p role="status" class="soft">${
  page.total === 0 ? "Nothing found: every word must be there, in any of its forms." : page.total === 1 ? "1 moment" : `${page.total} moments`}${
  page.complete ? "" : ". The index is still being made: there may be more soon."}</p>`;
