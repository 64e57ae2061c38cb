import { html, nothing } from "lit";
import { View } from "../../view.js";
import { correct } from "./correct.js";

/** Who says it, and a form to name them: wherever this video shows them they are called so. Fires `changed`. */
class Speaker extends View {
  static properties = { name: {}, videoId: {}, tag: {}, editable: { type: Boolean }, editing: { state: true } };

  render() {
    if (!this.editing) {
      return html`<strong dir="auto">${this.name}</strong>${this.editable ? html`<button type="button" class="quiet" tabindex="-1"
        title="Rename" aria-label="Rename ${this.name}" @click=${this.#edit}>✎</button>` : nothing}`;
    }
    return html`<form @submit=${this.#save} @keydown=${this.#key}>
      <label>Name <input type="text" name="name" maxlength="100" required .value=${this.name}></label>
      <button type="submit" ?disabled=${this.busy}>Save</button>
      <button type="button" class="second" @click=${this.#close}>Cancel</button>
    </form>${this.told()}`;
  }

  async #edit() {
    this.editing = true;
    await this.updateComplete;
    this.querySelector("input").select();
  }

  async #save(event) {
    event.preventDefault();
    const name = new FormData(event.target).get("name").trim();
    if (!name || name === this.name) this.#close();
    else if (await this.attempt(() => correct(this, "PATCH", [this.videoId], { speakers: { [this.name]: name } }))) this.#close();
  }

  #key(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.#close();
  }

  async #close() {
    this.editing = false;
    this.problem = null;
    await this.updateComplete;
    const button = this.querySelector("button");
    if (button) button.tabIndex = 0;
    button?.focus();
  }
}

customElements.define("rf-speaker", Speaker);
