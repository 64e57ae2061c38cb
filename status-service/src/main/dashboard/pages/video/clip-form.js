import { html } from "lit";
import { View } from "../../view.js";
import { correct } from "./correct.js";

/** Title, borders and captions of a clip. Fires `changed` (the answer) and then `done`. */
class ClipForm extends View {
  static properties = { clip: { attribute: false }, videoId: {}, tag: {}, head: { attribute: false } };

  render() {
    const { clip } = this;
    return html`<form class="clip-form" @submit=${this.#save} @keydown=${this.#key}>
      <label>Title <input type="text" name="title" maxlength="300" .value=${clip.title ?? ""}></label>
      ${this.#border("start_time", "Begins at, seconds", clip.start_time)}
      ${this.#border("end_time", "Ends at, seconds", clip.end_time)}
      <label>Captions in the picture <select name="captions">
        <option value="">as they are</option><option value="true">yes</option><option value="false">no</option></select></label>
      <p class="soft">A clip is 3 to 180 seconds long. Other borders or captions are rendered anew; that takes a moment.</p>
      <div class="bar">
        <button type="submit" ?disabled=${this.busy}>Save</button>
        <button type="button" class="second" @click=${this.#done}>Cancel</button>
      </div>
      ${this.told()}
    </form>`;
  }

  #border(name, label, seconds) {
    return html`<div class="border"><label>${label}
        <input type="number" name=${name} min="0" step="any" required .value=${String(seconds)}></label>
      <button type="button" class="second" @click=${() => this.#here(name)}
        aria-label="${label}: where the player is">Where the player is</button></div>`;
  }

  firstUpdated() {
    this.querySelector("input").focus();
  }

  #here(name) {
    this.querySelector(`[name=${name}]`).value = String(Math.round(this.head.time * 100) / 100);
  }

  #save(event) {
    event.preventDefault();
    const given = new FormData(event.target);
    const changes = {};
    const title = given.get("title").trim();
    if (title !== (this.clip.title ?? "")) changes.title = title || null;
    for (const name of ["start_time", "end_time"]) {
      if (Number(given.get(name)) !== this.clip[name]) changes[name] = Number(given.get(name));
    }
    if (given.get("captions")) changes.captions = given.get("captions") === "true";
    if (Object.keys(changes).length) this.#send(changes);
    else this.#done();
  }

  async #send(changes) {
    const path = [this.videoId, "clips", this.clip.clip_id];
    if (await this.attempt(() => correct(this, "PATCH", path, changes))) this.#done();
  }

  #key(event) {
    if (event.key === "Escape") this.#done();
  }

  #done() {
    this.dispatchEvent(new Event("done"));
  }
}

customElements.define("rf-clip-form", ClipForm);
