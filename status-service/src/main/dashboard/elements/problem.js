import { html, nothing } from "lit";
import { View } from "../view.js";

/** What went wrong, where it did. */
class ProblemNotice extends View {
  static properties = { problem: { attribute: false } };

  render() {
    if (!this.problem) return nothing;
    return html`<p class="notice bad" role="alert">${this.problem.message}</p>`;
  }
}

customElements.define("rf-problem", ProblemNotice);
