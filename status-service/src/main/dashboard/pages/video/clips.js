import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { own } from "../../api.js";
import { clock, duration } from "../../format.js";
import { correct } from "./correct.js";
import "./share.js";
import "./clip-form.js";

/** Clips as a gallery: each plays where it is. */
class Clips extends View {
  static properties = { video: { attribute: false }, head: { attribute: false }, tag: {}, editable: { type: Boolean } };

  render() {
    return html`<ul class="clips">${repeat(this.video.clips, (clip) => clip.clip_id, (clip) => html`<li>
      <rf-clip class="card" .clip=${clip} .videoId=${this.video.video_id} .head=${this.head} .tag=${this.tag} .editable=${this.editable}
        .stamp=${this.video.versions.find((each) => each.current.includes("clips"))?.job_id ?? ""}></rf-clip></li>`)}</ul>`;
  }
}

/** One clip. `stamp` changes when its files are others under the same address. */
class ClipCard extends View {
  static properties = {
    clip: { attribute: false }, videoId: {}, head: { attribute: false }, tag: {}, editable: { type: Boolean }, stamp: {}, mode: { state: true },
  };

  render() {
    const clip = this.clip;
    const title = clip.title || `Clip at ${clock(clip.start_time)}`;
    const file = own(clip.assets.video_url);
    return html`<video controls playsinline preload="none" width=${clip.width || nothing} height=${clip.height || nothing}
        aria-label=${title} poster="${own(clip.assets.thumbnail_url)}?of=${this.stamp}" src="${file}?of=${this.stamp}">
        <track kind="captions" label="As it is said" src="${own(clip.assets.captions_vtt_url)}?of=${this.stamp}">
      </video>
      <h3 dir="auto">${title}</h3>
      <p class="soft"><button type="button" class="quiet numbers" aria-label="Go to ${clock(clip.start_time)} in the video"
          @click=${() => this.head.seek(clip.start_time)}>${clock(clip.start_time)} – ${clock(clip.end_time)}</button>
        ${duration(clip.duration)} ${clip.hashtags?.length ? html`<span dir="auto">${clip.hashtags.join(" ")}</span>` : nothing}</p>
      ${this.mode === "edit" ? html`<rf-clip-form .clip=${clip} .videoId=${this.videoId} .tag=${this.tag} .head=${this.head}
        @done=${() => this.#back("edit")}></rf-clip-form>` : this.mode === "remove" ? this.#sure(title) : this.#tools(title, file)}
      ${this.told()}`;
  }

  #tools(title, file) {
    return html`<div class="bar">
      <a class="button second" href=${file} download aria-label="Download ${title}">Download</a>
      <a class="button second" href=${own(this.clip.assets.captions_srt_url)} download aria-label="Captions of ${title} as SRT">SRT</a>
      <rf-share .file=${file} .what=${title}></rf-share>
      ${this.editable ? html`<button type="button" class="second" data-do="edit" aria-label="Edit ${title}"
          @click=${() => { this.mode = "edit"; }}>Edit</button>
        <button type="button" class="second" data-do="remove" aria-label="Remove ${title}"
          @click=${() => { this.mode = "remove"; }}>Remove</button>` : nothing}
    </div>`;
  }

  #sure(title) {
    return html`<p>Remove this clip? It is shown and packed no more. The video stays.</p><div class="bar">
      <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#remove} aria-label="Yes, remove ${title}">Remove</button>
      <button type="button" class="second" @click=${() => this.#back("remove")}>Keep it</button></div>`;
  }

  #remove() {
    this.attempt(() => correct(this, "DELETE", [this.videoId, "clips", this.clip.clip_id]));
  }

  async #back(button) {
    this.mode = "";
    await this.updateComplete;
    this.querySelector(`[data-do=${button}]`)?.focus();
  }
}

customElements.define("rf-clips", Clips);
customElements.define("rf-clip", ClipCard);
