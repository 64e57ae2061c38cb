import { html, nothing } from "lit";
import { View } from "../../view.js";
import { made, save } from "./media.js";
import { to } from "../../route.js";
import "./share.js";

/** Files to keep. What has to be made first is waited for, and saved when it is there. */
class Downloads extends View {
  static properties = { video: { attribute: false }, waits: { state: true }, what: { state: true } };

  #stop = new AbortController();

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop.abort();
  }

  render() {
    const { video } = this;
    const base = `/videos/${encodeURIComponent(video.video_id)}`;
    const has = (part) => video.versions.some((each) => each.parts.includes(part));
    return html`<ul class="files">
        ${video.media?.picture ? this.#made("Video, MP4", `${base}/download/video`) : nothing}
        ${video.media?.sound ? this.#made("Sound, MP3", `${base}/download/audio`) : nothing}
        ${video.media ? file("As it came", `${base}/download/video?original=true`) : nothing}
        ${has("transcript") ? ["txt", "vtt", "srt", "json"].map((format) =>
          file(`Transcript, ${format.toUpperCase()}`, `${base}/transcript.${format}`)) : nothing}
        ${has("slides") ? file("Slides, PDF", `${base}/slides.pdf`) : nothing}
        ${video.versions.length ? file("Everything, ZIP", `${base}/package.zip`) : nothing}
      </ul>
      ${this.waits ? html`<p role="status">${this.what} is being made; it is saved as soon as it is there.
        <a href=${to("jobs", this.waits)}>How far it is</a></p>` : nothing}
      ${this.told()}`;
  }

  #made(name, path) {
    return html`<li><button type="button" class="second" ?disabled=${this.busy} @click=${() => this.#save(name, path)}
      aria-label="Download ${name}">${name}</button><rf-share .file=${`/api/v1${path}`} .what=${name}></rf-share></li>`;
  }

  async #save(name, path) {
    this.what = name;
    await this.attempt(async () => {
      save(await made(path, { signal: this.#stop.signal, waiting: (job) => { this.waits = job; } }));
    });
    this.waits = "";
  }
}

const file = (name, path) => html`<li><a class="button second" href="/api/v1${path}" download aria-label="Download ${name}">${name}</a>
  <rf-share .file=${`/api/v1${path}`} .what=${name}></rf-share></li>`;

customElements.define("rf-downloads", Downloads);
