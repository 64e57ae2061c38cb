import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { get, query } from "../../api.js";
import { go, route, to } from "../../route.js";
import { words } from "../../format.js";
import { may } from "../../session.js";
import { Playhead } from "./playhead.js";
import { about, related, versions } from "./about.js";
import "./player.js";
import "./transcript.js";
import "./strip.js";
import "./inside.js";
import "./clips.js";
import "./comments.js";
import "./downloads.js";
import "./following.js";
import "./removal.js";
import "./title.js";
import "./again.js";

const ENDED = ["completed", "failed", "cancelled"];
const AGAIN = 3_000; // where the service did not answer
const BESIDE = ["conversion", "purge"]; // jobs that make no result to show

/** One video: to be watched, read, searched, corrected and taken along. */
class VideoView extends View {
  static properties = {
    at: { attribute: false }, video: { state: true }, tag: { state: true }, jobs: { state: true }, followed: { state: true },
    removed: { state: true },
  };

  get editable() {
    return may("submit");
  }

  #stop = new AbortController();
  #again = 0;
  head = new Playhead();

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop.abort();
    clearTimeout(this.#again);
  }

  willUpdate(changed) {
    if (!changed.has("at")) return;
    const before = changed.get("at");
    if (before?.id !== this.at.id) this.#begin();
    else if (this.at.values.t && before.values.t !== this.at.values.t) this.head.seek(Number(this.at.values.t));
  }

  render() {
    const { video } = this;
    if (this.removed) return this.#removed();
    if (!video) return this.problem ? this.#missing() : html`<h1>Video</h1><p class="empty" role="status">One moment …</p>`;
    return html`<article class="video" @changed=${this.#changed} @stale=${this.#load} @removed=${(event) => { this.removed = event.detail; }}
        @click=${this.#jump} @play=${{ handleEvent: this.#one, capture: true }}>
      <p><a href=${to("videos")}>All videos</a></p>
      <header>
        <rf-title .video=${video} .tag=${this.tag} .editable=${this.editable}></rf-title>
        ${this.editable ? html`<rf-removal .videoId=${video.video_id} .what=${video.metadata?.title ?? video.video_id}></rf-removal>` : nothing}
      </header>
      ${this.told()}${this.#moving()}
      ${video.versions.length ? keyed(video.video_id, this.#content(video)) : this.#empty()}
    </article>`;
  }

  #content(video) {
    return html`<div class="watch">
        <rf-player .video=${video} .head=${this.head} .begin=${Number(this.at.values.t ?? 0)}></rf-player>
        <section class="card side" aria-labelledby="transcript-title">
          <h2 id="transcript-title">Transcript</h2>
          <rf-inside .videoId=${video.video_id}></rf-inside>
          <rf-transcript .video=${video} .head=${this.head} .tag=${this.tag} .editable=${this.editable}></rf-transcript>
        </section>
        <div class="below">
          ${video.slides.length ? html`<h2>Slides</h2>
            <rf-slides .moments=${video.slides} .head=${this.head} label="Slides"></rf-slides>` : nothing}
          ${video.chapters.length ? html`<h2>Chapters</h2>
            <rf-chapters .moments=${video.chapters} .head=${this.head} label="Chapters"></rf-chapters>` : nothing}
          ${about(video)}
        </div>
      </div>
      ${section("Clips", video.clips.length
        ? html`<rf-clips .video=${video} .head=${this.head} .tag=${this.tag} .editable=${this.editable}></rf-clips>`
        : html`<p class="empty">No job has made clips of it.</p>`)}
      ${section("Comments", html`<rf-comments .videoId=${video.video_id}></rf-comments>`)}
      ${section("Related videos", related(video))}
      ${section("Versions", html`${versions(video)}${this.editable
        ? html`<rf-again .videoId=${video.video_id}></rf-again>` : nothing}`)}
      ${section("Downloads", html`<rf-downloads .video=${video}></rf-downloads>`)}`;
  }

  #moving() {
    const asked = this.followed && { id: this.followed.job_id, what: this.followed.what ?? "Clips are rendered again" };
    const others = this.jobs.filter((job) => job.id !== asked?.id).map((job) => ({ id: job.id, what: `Its job, ${words(job.job_type)}` }));
    return repeat(asked ? [asked, ...others] : others, (each) => each.id, ({ id, what }) =>
      html`<rf-following .job=${id} .what=${what} @ended=${(event) => this.#ended(event.detail, what)}></rf-following>`);
  }

  #empty() {
    return html`<p class="empty">${this.jobs.length ? "What it makes is shown here as soon as it is done."
      : html`No job has completed for this video, so there is nothing to show. <a href=${to("home", "", { q: this.at.id })}>Its jobs</a>`}</p>`;
  }

  #missing() {
    const unknown = this.problem.status === 404;
    return html`<h1>${unknown ? "There is no such video" : "Video"}</h1>
      ${unknown ? html`<p class="empty">It has been removed, or it never was here.</p>` : this.told()}
      <p>${unknown ? nothing : html`<button type="button" @click=${this.#begin}>Try again</button>`}
        <a href=${to("videos")}>All videos</a></p>`;
  }

  #removed() {
    if (!this.removed.hard_delete) {
      return html`<rf-deleted .videoId=${this.at.id} .until=${this.removed.restorable_until} @restored=${this.#begin}></rf-deleted>`;
    }
    return html`<h1>Deleted for good</h1>
      <p role="status">It is shown no more; what is left of it is being removed.
        <a href=${to("jobs", this.removed.job_id)}>How far that is</a></p>
      <p><a href=${to("videos")}>All videos</a></p>`;
  }

  #begin() {
    this.video = null;
    this.removed = null;
    this.jobs = [];
    this.followed = null;
    this.head = new Playhead();
    this.#load();
  }

  async #load() {
    clearTimeout(this.#again);
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const id = encodeURIComponent(this.at.id);
    const well = await this.attempt(async () => {
      let tag = "";
      const [video, { jobs }] = await Promise.all([
        get(`/videos/${id}`, { signal, answered: (answer) => { tag = answer.headers.get("ETag"); } }),
        get(`/jobs${query({ video_id: this.at.id, limit: 20 })}`, { signal }),
      ]);
      this.jobs = jobs.filter((job) => !ENDED.includes(job.status) && !BESIDE.includes(job.job_type));
      this.tag = tag;
      this.video = video;
    });
    if (!well && this.problem?.status === 404) this.#seekDeleted();
    if (!well && this.problem?.status === 0) this.#again = setTimeout(() => this.#load(), AGAIN);
  }

  async #seekDeleted() {
    const { problem } = this;
    await this.attempt(async () => {
      const { videos } = await get(`/videos${query({ deleted: true, q: this.at.id })}`);
      const found = videos.find((each) => each.video_id === this.at.id);
      if (found) this.removed = { hard_delete: false, restorable_until: found.restorable_until };
    });
    this.problem = this.removed ? null : problem;
  }

  #changed(event) {
    if (event.detail.job_id) this.followed = event.detail;
    this.#load();
  }

  // One that went wrong stays, to be read.
  #ended(job, what) {
    if (job.status !== "completed") this.followed = { job_id: job.id, what };
    else if (this.followed?.job_id === job.id) this.followed = null;
    this.jobs = this.jobs.filter((each) => each.id !== job.id);
    this.#load();
  }

  // A link to a moment of this very video moves the player, also when it is where the page stands already.
  #jump(event) {
    const link = event.target.closest('a[href^="#/videos/"]');
    const there = link && route(link.getAttribute("href"));
    if (!there?.values.t || there.id !== this.at.id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (location.hash === link.hash) this.head.seek(Number(there.values.t));
    else go(link.hash, { replace: true });
  }

  // One plays at a time.
  #one = (event) => {
    for (const each of this.querySelectorAll("video, audio")) if (each !== event.target) each.pause();
  };
}

const section = (title, content) => (content === nothing ? nothing
  : html`<section class="part" aria-label=${title}><h2>${title}</h2>${content}</section>`);

customElements.define("rf-video", VideoView);
