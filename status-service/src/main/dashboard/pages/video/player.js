import { html, nothing } from "lit";
import { Follower } from "./playhead.js";
import { made } from "./media.js";
import { Problem, own } from "../../api.js";
import { to } from "../../route.js";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** Plays the stored video with its captions, or its sound where there is no picture. `begin`: seconds to stand at first. */
class Player extends Follower {
  static properties = {
    video: { attribute: false }, begin: { type: Number }, source: { state: true }, making: { state: true }, captions: { state: true },
  };

  #stop = new AbortController();
  #frame = 0;
  #wanted = (event) => this.#seek(event.detail);

  constructor() {
    super();
    this.source = "";
    this.making = "";
    this.captions = localStorage.getItem("captions") === "on";
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#stop.abort();
    this.head?.removeEventListener("wanted", this.#wanted);
  }

  firstUpdated() {
    this.head.addEventListener("wanted", this.#wanted);
    this.#prepare();
  }

  render() {
    if (!this.#kind()) return html`<p class="nothing empty">No media of this video is stored: its jobs kept none.</p>`;
    return html`${this.told()}${this.problem
      ? html`<button type="button" class="second" @click=${this.#prepare}>Try again</button>` : nothing}
      ${this.source ? this.#media() : this.#waiting()}`;
  }

  updated() {
    for (const track of this.#element()?.textTracks ?? []) track.mode = this.captions ? "showing" : "disabled";
  }

  #waiting() {
    if (this.problem) return nothing;
    return html`<p class="nothing ${this.#kind() === "audio" ? "sound" : ""}" role="status">${this.making
      ? html`It is being made ready to be played. <a href=${to("jobs", this.making)}>How far it is</a>`
      : "One moment …"}</p>`;
  }

  #media() {
    const title = this.video.metadata?.title ?? this.video.video_id;
    const track = this.video.transcript
      ? html`<track kind="captions" label="As it is said" srclang=${this.video.transcript.language ?? "und"}
          src="/api/v1/videos/${encodeURIComponent(this.video.video_id)}/transcript.vtt?revision=${this.video.revision}">` : nothing;
    const media = this.#kind() === "video"
      ? html`<video data-player aria-label=${title} controls playsinline preload="metadata" src=${this.source}
          poster=${own(this.video.metadata?.thumbnail) || nothing} @loadedmetadata=${this.#ready} @error=${this.#broken}
          @play=${this.#follow} @seeking=${this.#tell} @timeupdate=${this.#tell}>${track}</video>`
      : html`<audio data-player aria-label=${title} controls preload="metadata" src=${this.source} @loadedmetadata=${this.#ready}
          @error=${this.#broken} @play=${this.#follow} @seeking=${this.#tell} @timeupdate=${this.#tell}></audio>`;
    return html`${media}<div class="bar">
      <label>Speed <select @change=${this.#speed}>${SPEEDS.map((speed) =>
        html`<option value=${speed} ?selected=${speed === 1}>${speed}×</option>`)}</select></label>
      ${this.video.transcript && this.#kind() === "video" ? html`<button type="button" class="second"
        aria-pressed=${this.captions} @click=${this.#caption}>Captions</button>` : nothing}
    </div>`;
  }

  #kind() {
    const media = this.video.media;
    return media?.picture ? "video" : media?.sound ? "audio" : "";
  }

  #element() {
    return this.querySelector("[data-player]");
  }

  #prepare() {
    if (!this.#kind()) return;
    this.attempt(async () => {
      const path = `/videos/${encodeURIComponent(this.video.video_id)}/download/${this.#kind()}`;
      this.source = await made(path, { signal: this.#stop.signal, waiting: (job) => { this.making = job; } });
    });
  }

  #ready() {
    if (this.begin) this.#seek(this.begin);
  }

  #broken() {
    this.source = "";
    this.problem = new Problem("This browser cannot play it. It can still be downloaded, further down.");
  }

  #seek(seconds) {
    const element = this.#element();
    if (!element) {
      this.begin = seconds;
      return;
    }
    element.currentTime = seconds;
    this.scrollIntoView({ block: "nearest" });
  }

  #tell() {
    this.head.at(this.#element().currentTime);
  }

  #follow() {
    cancelAnimationFrame(this.#frame);
    const step = () => {
      const element = this.#element();
      if (!element || element.paused) return;
      this.head.at(element.currentTime);
      this.#frame = requestAnimationFrame(step);
    };
    step();
  }

  #speed(event) {
    this.#element().playbackRate = Number(event.target.value);
  }

  #caption() {
    this.captions = !this.captions;
    localStorage.setItem("captions", this.captions ? "on" : "off");
  }
}

customElements.define("rf-player", Player);
