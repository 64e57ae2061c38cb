import { html } from "lit";
import { View } from "../../view.js";
import { correct } from "./correct.js";
import { clock } from "../../format.js";

/** One line of the transcript while somebody corrects it. Fires `changed` (the answer) and then `done`. */
class Correction extends View {
  static properties = { line: { attribute: false }, videoId: {}, tag: {} };

  render() {
    return html`<form class="correction" @submit=${this.#save} @keydown=${this.#key}>
      <label for="corrected">What is said at ${clock(this.line.start)}</label>
      <textarea id="corrected" name="text" rows="3" maxlength="5000">${this.line.text}</textarea>
      <div class="bar">
        <button type="submit" ?disabled=${this.busy}>Save</button>
        <button type="button" class="second" ?disabled=${this.busy} @click=${() => this.#send(null)}>As it was recognised</button>
        <button type="button" class="second" @click=${this.#done}>Cancel</button>
      </div>
      ${this.told()}
    </form>`;
  }

  firstUpdated() {
    this.querySelector("textarea").focus();
  }

  #save(event) {
    event.preventDefault();
    this.#send(new FormData(event.target).get("text").trim());
  }

  async #send(text) {
    const { start, end } = this.line;
    const transcript = [{ start, end, text }];
    if (await this.attempt(() => correct(this, "PATCH", [this.videoId], { transcript }))) this.#done();
  }

  #key(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.#done();
  }

  #done() {
    this.dispatchEvent(new Event("done"));
  }
}

customElements.define("rf-correction", Correction);
