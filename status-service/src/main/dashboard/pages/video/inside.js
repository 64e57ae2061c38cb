import { html, nothing } from "lit";
import { View } from "../../view.js";
import { get, query } from "../../api.js";
import { hits, summary } from "./hits.js";

/** Searches in one video: what is said, shown and written about it. */
class Inside extends View {
  static properties = { videoId: {}, found: { state: true } };

  #stop = new AbortController();

  render() {
    return html`<form role="search" aria-label="In this video" @submit=${this.#search} @input=${this.#emptied}>
        <label class="unseen" for="inside">Search in this video</label>
        <input id="inside" name="q" type="search" maxlength="500" placeholder="Search in this video" required>
        <button type="submit" class="second" ?disabled=${this.busy}>Search</button>
      </form>
      ${this.told()}
      ${this.found ? html`${summary(this.found)}${hits(this.found.hits)}` : nothing}`;
  }

  #search(event) {
    event.preventDefault();
    const q = new FormData(event.target).get("q").trim();
    if (!q) return;
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.attempt(async () => { this.found = await get(`/search${query({ q, video_id: this.videoId, limit: 50 })}`, { signal }); });
  }

  #emptied(event) {
    if (!event.target.value) this.found = null;
  }
}

customElements.define("rf-inside", Inside);
