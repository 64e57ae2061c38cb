import { html, nothing } from "lit";
import { View } from "../view.js";
import { get } from "../api.js";
import { count } from "../format.js";
import { to } from "../route.js";

const DOING = { retry: "Retrying", cancel: "Cancelling", priority: "Moving", reprocess: "Making anew", pause: "Holding", resume: "Letting go" };

/** An action ({id, action, matched?}) on many jobs, to its end: how far it is, and what it refused. Tells of `dismissed`. */
class ActionProgress extends View {
  static properties = { action: { attribute: false }, now: { state: true } };

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  // Until it has ended; what cannot be reached now is asked again.
  async #look() {
    await this.attempt(async () => { this.now = await get(`/actions/${this.action.id}?limit=20`); });
    const over = this.now?.status === "completed" || this.problem?.status >= 400;
    if (this.isConnected && !over) this.#timer = setTimeout(() => this.#look(), 1_000);
  }

  render() {
    const { now, action } = this;
    const matched = action.matched ?? now?.matched ?? 0;
    const went = (now?.done ?? 0) + (now?.refused_count ?? 0);
    const over = now?.status === "completed";
    return html`<div class="card action" role="status">
      <p>${over ? this.#outcome() : html`${DOING[action.action]} ${count(matched)} jobs …
        <progress max=${Math.max(1, matched)} .value=${went} aria-label="Jobs done"></progress>
        <span class="numbers">${count(went)} of ${count(matched)}</span>`}
        ${over || this.problem ? html`<button type="button" class="quiet" @click=${this.#dismiss}>Dismiss</button>` : nothing}</p>
      ${this.told()}
      ${now?.refused?.length ? this.#refused() : nothing}
    </div>`;
  }

  #outcome() {
    const { done, refused_count: refused } = this.now;
    return html`<strong>${DOING[this.now.action]} ${count(done)} ${done === 1 ? "job" : "jobs"}${refused
      ? `, ${count(refused)} refused` : ""}.</strong>`;
  }

  #refused() {
    const { refused, refused_count: number } = this.now;
    return html`<details><summary>${count(number)} refused</summary><ul>
      ${refused.map((each) => html`<li><a href=${to("jobs", each.id)}>${each.reason}</a></li>`)}
      ${number > refused.length ? html`<li>and ${count(number - refused.length)} more</li>` : nothing}</ul></details>`;
  }

  #dismiss() {
    this.dispatchEvent(new CustomEvent("dismissed"));
  }
}

customElements.define("rf-action", ActionProgress);
