import { html } from "lit";
import { View } from "../view.js";
import { words } from "../format.js";

/** A state as a word with its colour and its sign; the word alone says all. */
class Status extends View {
  static properties = { value: {} };

  render() {
    return html`<span class="status ${this.value}">${words(this.value)}</span>`;
  }
}

customElements.define("rf-status", Status);
