import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { get, own, query } from "../../api.js";
import { go, to } from "../../route.js";
import { ago, clock, count, moment } from "../../format.js";
import { byVideo, summary } from "./hits.js";

const PAGE = 48;
const AGAIN = 10_000;
const STATES = ["completed", "processing", "queued", "pending", "retrying", "failed", "cancelled"];
const KINDS = { "": "everything", transcript: "what is said", slide: "slides", title: "titles", comment: "comments" };

/** All videos; or, with `q` in the address, moments in them. */
class VideosView extends View {
  static properties = { at: { attribute: false }, page: { state: true }, found: { state: true } };

  #stop = new AbortController();
  #again = 0;

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop.abort();
    clearTimeout(this.#again);
  }

  willUpdate(changed) {
    if (!changed.has("at")) return;
    this.found = null;
    this.#load();
  }

  render() {
    const { values } = this.at;
    return html`<h1>Videos</h1>
      <form role="search" class="card" aria-label="Moments in all videos" @submit=${this.#search}>
        <label class="unseen" for="q">Search in all videos</label>
        <input id="q" name="q" type="search" maxlength="500" placeholder="Search what is said, shown and written" .value=${values.q ?? ""}>
        <label>in <select name="kind">${Object.entries(KINDS).map(([kind, name]) =>
          html`<option value=${kind} ?selected=${kind === (values.kind ?? "")}>${name}</option>`)}</select></label>
        <button type="submit">Search</button>
        ${values.q ? html`<a class="button second" href=${to("videos")}>All videos</a>` : nothing}
      </form>
      ${values.q ? this.#moments() : this.#list()}`;
  }

  #moments() {
    const { found } = this;
    return html`<h2>Moments found</h2>${this.told()}
      ${found ? html`${summary(found)}${byVideo(found.hits)}
        ${this.#pager(found, found.hits.length)}` : this.#wait()}`;
  }

  #list() {
    const { values } = this.at;
    return html`<form class="choice" aria-label="Which videos" @submit=${this.#filter} @change=${this.#filter}>
        <label>Title or address <input name="title" type="search" .value=${values.title ?? ""}></label>
        <label>State <select name="status"><option value="">any</option>${STATES.map((state) =>
          html`<option value=${state} ?selected=${state === values.status}>${state}</option>`)}</select></label>
        <label><input type="checkbox" name="deleted" value="true" ?checked=${values.deleted === "true"}> Deleted ones</label>
      </form>
      ${this.told()}
      ${this.page ? html`<p class="soft" role="status">${this.page.total === 1 ? "1 video" : `${count(this.page.total)} videos`}</p>
        ${this.page.total ? html`<ul class="videos">${repeat(this.page.videos, (video) => video.video_id, card)}</ul>` : this.#none()}
        ${this.#pager(this.page, this.page.videos.length)}` : this.#wait()}`;
  }

  #wait() {
    return this.problem ? html`<button type="button" @click=${this.#load}>Try again</button>`
      : html`<p class="empty" role="status">One moment …</p>`;
  }

  #none() {
    const { status, title, deleted } = this.at.values;
    if (deleted) return html`<p class="empty">No deleted video can be restored.</p>`;
    if (status || title) return html`<p class="empty">No video is like that. <a href=${to("videos")}>All videos</a></p>`;
    return html`<p class="empty">There are no videos yet. <a href=${to("home")}>Send the first one</a>.</p>`;
  }

  #pager({ total, offset, limit }, here) {
    if (total <= limit && !offset) return nothing;
    const at = (page) => to("videos", "", { ...this.at.values, page: page || undefined });
    const page = Math.floor(offset / limit);
    return html`<nav class="bar pager" aria-label="Pages">
      ${page > 0 ? html`<a class="button second" rel="prev" href=${at(page - 1)}>Before</a>` : nothing}
      <span class="numbers">${count(offset + 1)} to ${count(offset + here)} of ${count(total)}</span>
      ${offset + here < total ? html`<a class="button second" rel="next" href=${at(page + 1)}>Next</a>` : nothing}</nav>`;
  }

  async #load() {
    clearTimeout(this.#again);
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const { q, kind, status, title, deleted, page = 0 } = this.at.values;
    const well = await this.attempt(async () => {
      const paged = { limit: PAGE, offset: page * PAGE };
      if (q) this.found = await get(`/search${query({ q, kind, ...paged })}`, { signal });
      else this.page = await get(`/videos${query({ q: title, status, deleted, ...paged })}`, { signal });
    });
    if (well ? !q : this.problem?.status === 0) this.#later();
  }

  // States change; who looks at the list sees it.
  #later() {
    this.#again = setTimeout(() => (document.hidden ? this.#later() : this.#load()), AGAIN);
  }

  #search(event) {
    event.preventDefault();
    const given = new FormData(event.target);
    go(to("videos", "", { q: given.get("q").trim(), kind: given.get("kind") }));
  }

  #filter(event) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    go(to("videos", "", { title: given.get("title").trim(), status: given.get("status"), deleted: given.get("deleted") }), { replace: true });
  }
}

const card = (video) => html`<li class="card">
  <a href=${to("videos", video.video_id)}>
    <span class="picture">${video.thumbnail
      ? html`<img src=${own(video.thumbnail)} alt="" loading="lazy" decoding="async">` : nothing}
      ${video.duration ? html`<span class="length numbers">${clock(video.duration)}</span>` : nothing}</span>
    <span class="name" dir="auto">${video.title || video.url?.replace(/^https?:\/\//, "") || video.video_id}</span></a>
  <p class="soft">${video.channel ? html`<span dir="auto">${video.channel}</span> · ` : nothing}<time datetime=${video.created_at}
    title=${moment(video.created_at)}>${ago(video.created_at)}</time></p>
  ${video.restorable_until ? html`<p class="soft">Can be restored until ${moment(video.restorable_until)}</p>`
    : html`<rf-status .value=${video.status}></rf-status>`}</li>`;

customElements.define("rf-videos", VideosView);
