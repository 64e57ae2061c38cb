import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { get, post } from "../../api.js";
import { count } from "../../format.js";
import { Selection } from "./selection.js";
import { asBody } from "./filter.js";
import "../../elements/action.js";

/** What can be done with the jobs that are picked, and how far that is. Tells of `chosen`. */
class Bulk extends View {
  static properties = {
    chosen: { attribute: false },
    filter: { attribute: false },
    asked: { state: true }, // an action that waits for a yes
    running: { state: true },
  };

  constructor() {
    super();
    this.chosen = new Selection();
    this.filter = {};
    this.asked = null;
    this.running = [];
  }

  /** Those that were asked for before the page was opened, and still run. */
  async connectedCallback() {
    super.connectedCallback();
    await this.attempt(async () => {
      const { actions } = await get("/actions?limit=20");
      this.running = actions.filter((each) => each.status === "running");
    });
  }

  render() {
    const { chosen } = this;
    return html`
      ${chosen.isEmpty ? nothing : html`<div class="card bulk" role="group" aria-label="Selected jobs">
        <strong role="status">${chosen.all ? "All jobs that match" : `${count(chosen.ids.size)} selected`}</strong>
        <button type="button" ?disabled=${this.busy} @click=${() => this.#ask({ action: "retry" })}>Retry</button>
        <button type="button" class="second" ?disabled=${this.busy} @click=${() => this.#ask({ action: "cancel" })}>Cancel jobs</button>
        <form @submit=${this.#priority}><label>Priority <select name="priority">
          ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((each) => html`<option ?selected=${each === 5}>${each}</option>`)}</select></label>
          <button type="submit" class="second" ?disabled=${this.busy}>Set priority</button></form>
        <button type="button" class="quiet" @click=${this.#none}>Clear selection</button>
      </div>`}
      ${this.told()}
      ${repeat(this.running, (each) => each.id, (each) => html`<rf-action .action=${each}
        @dismissed=${() => { this.running = this.running.filter((one) => one !== each); }}></rf-action>`)}
      <dialog aria-labelledby="bulk-title" @close=${() => { this.asked = null; }}>${this.asked ? this.#question() : nothing}</dialog>`;
  }

  #question() {
    const { body, matched } = this.asked;
    const what = { retry: "Retry", cancel: "Cancel", priority: `Set priority ${body.priority} for` }[body.action];
    const told = {
      retry: "Those that failed or were cancelled run again. Others are refused, and listed.",
      cancel: "Those that run stop within seconds; what they had done is lost. Those that have ended are refused, and listed.",
      priority: "Those that wait move in the line. Others are refused, and listed.",
    }[body.action];
    return html`<h2 id="bulk-title">${what} ${count(matched)} ${matched === 1 ? "job" : "jobs"}?</h2>
      <p>${told}</p>
      <form method="dialog" @submit=${this.#answer}>
        <button type="submit" value="yes" class=${body.action === "cancel" ? "danger" : ""}>${what} ${count(matched)}</button>
        <button type="submit" value="no" class="second">Leave them</button>
      </form>`;
  }

  #priority(event) {
    event.preventDefault();
    this.#ask({ action: "priority", priority: Number(new FormData(event.target).get("priority")) });
  }

  async #ask(wish) {
    const body = { ...wish, ...this.chosen.wanted(asBody(this.filter)) };
    await this.attempt(async () => {
      const { matched } = await post("/jobs/actions", { ...body, dry: true });
      this.asked = { body, matched };
      await this.updateComplete;
      this.querySelector("dialog").showModal();
    });
  }

  async #answer(event) {
    const { body } = this.asked;
    if (event.submitter.value !== "yes") return;
    await this.attempt(async () => {
      const { id, matched } = await post("/jobs/actions", body);
      this.running = [{ id, matched, action: body.action }, ...this.running];
      this.#none();
    });
  }

  #none() {
    this.dispatchEvent(new CustomEvent("chosen", { detail: new Selection() }));
  }
}

customElements.define("rf-bulk", Bulk);
