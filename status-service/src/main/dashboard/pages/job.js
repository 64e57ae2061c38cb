import { html } from "lit";
import { View } from "../view.js";

class JobView extends View {
  static properties = { at: { attribute: false } };

  render() {
    return html`<h1>Job</h1>`;
  }
}

customElements.define("rf-job", JobView);
