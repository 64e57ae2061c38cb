import { html } from "lit";
import { View } from "../view.js";

class HomeView extends View {
  static properties = { at: { attribute: false } };

  render() {
    return html`<h1>Home</h1>`;
  }
}

customElements.define("rf-home", HomeView);
