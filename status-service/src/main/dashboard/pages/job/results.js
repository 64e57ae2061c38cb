import { html, nothing } from "lit";
import { View } from "../../view.js";
import { get, own } from "../../api.js";
import { clock, count } from "../../format.js";
import { to } from "../../route.js";

const SHOWN = 6;
const fields = "video_title,duration,analysis_results,generated_clips,slides,metadata_uri,warnings";

/** What a completed job has made: a way into its video, and the files. Says `titled` once it knows the video's title. */
class Results extends View {
  static properties = { job: { attribute: false }, result: { state: true } };

  constructor() {
    super();
    this.result = null;
  }

  willUpdate(changed) {
    const before = changed.get("job");
    if (changed.has("job") && (before?.id !== this.job.id || before?.attempt !== this.job.attempt)) this.#read();
  }

  render() {
    const made = this.result;
    return html`<section class="card" aria-labelledby="results-title" data-results>
      <h2 id="results-title">What came out</h2>
      ${this.told()}
      ${this.problem ? html`<button type="button" class="second" @click=${() => this.#read()}>Try again</button>` : nothing}
      ${made ? this.#made(made) : this.problem ? nothing : html`<p class="empty">One moment …</p>`}
    </section>`;
  }

  #made(made) {
    const video = to("videos", this.job.video_id);
    if (this.job.dry_run) return html`<p>This was a dry run: every stage was passed, and nothing was made.</p>`;
    if (!made.metadata_uri) return html`<p class="empty">This job leaves no files behind.</p>`;
    const clips = made.generated_clips ?? [];
    const slides = made.slides ?? [];
    const summary = made.analysis_results?.summary;
    return html`
      ${(made.warnings ?? []).map((each) => html`<p class="notice warn">${each}</p>`)}
      ${summary ? html`<p>${summary}</p>` : nothing}
      <p class="ways"><a class="button" href=${video}>Open the video</a>${this.#files()}</p>
      ${clips.length ? html`<h3>${count(clips.length)} ${clips.length === 1 ? "clip" : "clips"}</h3>
        <ul class="pictures">${clips.slice(0, SHOWN).map((each) => html`<li><a href=${video}>
          <img src=${own(each.assets.thumbnail_url)} alt="" loading="lazy" width="90" height="160">
          <span>${each.title || each.hook || each.clip_id}</span> <span class="soft numbers">${clock(each.duration)}</span></a></li>`)}</ul>` : nothing}
      ${slides.length ? html`<h3>${count(slides.length)} ${slides.length === 1 ? "slide" : "slides"}</h3>
        <ul class="pictures wide">${slides.slice(0, SHOWN).map((each) => html`<li><a href=${video}>
          <img src=${own(each.image_url)} alt="" loading="lazy" width="160" height="90">
          <span>${each.title || `Slide ${each.index}`}</span> <span class="soft numbers">${clock(each.start_time)}</span></a></li>`)}</ul>` : nothing}
      ${clips.length > SHOWN || slides.length > SHOWN ? html`<p><a href=${video}>All of them are with the video</a></p>` : nothing}`;
  }

  #files() {
    if (["metadata", "conversion"].includes(this.job.job_type)) return nothing;
    const base = `/api/v1/videos/${encodeURIComponent(this.job.video_id)}/transcript`;
    return html` <span>Transcript as ${["txt", "vtt", "srt", "json"].map((each, index) => html`${index ? ", " : ""}<a
      href="${base}.${each}?job_id=${this.job.id}" download="${this.job.video_id}.${each}">${each}</a>`)}</span>`;
  }

  #read() {
    this.result = null;
    return this.attempt(async () => {
      const id = this.job.id;
      const made = await get(`/jobs/${encodeURIComponent(id)}?fields=${fields}`);
      if (id !== this.job.id) return;
      this.result = made;
      this.dispatchEvent(new CustomEvent("titled", { detail: made.video_title ?? "" }));
    });
  }
}

customElements.define("rf-results", Results);
