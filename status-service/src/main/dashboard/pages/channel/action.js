import { html, nothing } from "lit";
import { View } from "../../view.js";
import { get } from "../../api.js";
import { count, words } from "../../format.js";

const SHOWN = 20;

/** How far actions on many jobs are, and what they refused. */
class ActionProgress extends View {
  static properties = { actions: { attribute: false }, found: { state: true } };

  willUpdate(changed) {
    if (!changed.has("actions")) return;
    this.found = [];
    clearTimeout(this.timer);
    if (this.actions?.length) this.#look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  render() {
    if (!this.actions?.length || !this.found.length) return this.told();
    const sum = (name) => this.found.reduce((total, each) => total + each[name], 0);
    const [matched, done, refused] = ["matched", "done", "refused_count"].map(sum);
    const over = this.found.every((each) => each.status === "completed");
    const name = words(this.found[0].action);
    return html`<div class="action" role="status" data-action-state=${over ? "completed" : "running"}>
      <p>${name[0].toUpperCase() + name.slice(1)}: ${count(done)} of ${count(matched)} asked for${refused ? `, ${count(refused)} refused` : ""}${over ? "." : " …"}</p>
      ${over ? nothing : html`<progress max=${matched || 1} .value=${done + refused} aria-label="${name}, how far"></progress>`}
      ${refused ? html`<details><summary>What was refused</summary><ul>${this.found.flatMap((each) => each.refused).slice(0, SHOWN)
        .map((each) => html`<li>${each.reason}</li>`)}</ul></details>` : nothing}
      ${this.told()}
    </div>`;
  }

  async #look() {
    const asked = this.actions;
    const well = await this.attempt(async () => {
      const found = await Promise.all(asked.map((id) => get(`/actions/${encodeURIComponent(id)}?limit=${SHOWN}`)));
      if (asked === this.actions) this.found = found;
    });
    const over = well && this.found.every((each) => each.status === "completed");
    if (asked === this.actions && this.isConnected && !over) this.timer = setTimeout(() => this.#look(), well ? 500 : 3_000);
  }
}

customElements.define("rf-action-progress", ActionProgress);
