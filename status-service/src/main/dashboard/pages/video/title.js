import { html, nothing } from "lit";
import { View } from "../../view.js";
import { correct } from "./correct.js";

/** The video's title, and a form to change it. Fires `changed` with the answer. */
class Title extends View {
  static properties = { video: { attribute: false }, tag: {}, editable: { type: Boolean }, editing: { state: true } };

  render() {
    const title = this.video.metadata?.title || this.video.video_id;
    if (!this.editing) {
      return html`<h1 dir="auto">${title}</h1>${this.editable
        ? html`<button type="button" class="second" data-do="edit" @click=${this.#edit}>Edit title</button>` : nothing}`;
    }
    return html`<h1 class="unseen">${title}</h1>
      <form @submit=${this.#save} @keydown=${this.#key}>
        <label for="title">Title</label>
        <input id="title" name="title" type="text" maxlength="300" required .value=${title}>
        <button type="submit" ?disabled=${this.busy}>Save</button>
        <button type="button" class="second" ?disabled=${this.busy} @click=${() => this.#send(null)}>The publisher’s own</button>
        <button type="button" class="second" @click=${this.#close}>Cancel</button>
      </form>${this.told()}`;
  }

  async #edit() {
    this.editing = true;
    await this.updateComplete;
    this.querySelector("input").select();
  }

  #save(event) {
    event.preventDefault();
    const title = new FormData(event.target).get("title").trim();
    if (title) this.#send(title);
  }

  async #send(title) {
    if (await this.attempt(() => correct(this, "PATCH", [this.video.video_id], { title }))) this.#close();
  }

  #key(event) {
    if (event.key === "Escape") this.#close();
  }

  async #close() {
    this.editing = false;
    this.problem = null;
    await this.updateComplete;
    this.querySelector("[data-do=edit]").focus();
  }
}

customElements.define("rf-title", Title);
