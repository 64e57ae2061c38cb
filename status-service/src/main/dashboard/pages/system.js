import { html } from "lit";
import { View } from "../view.js";

class SystemView extends View {
  static properties = { at: { attribute: false } };

  render() {
    return html`<h1>System</h1>`;
  }
}

customElements.define("rf-system", SystemView);
