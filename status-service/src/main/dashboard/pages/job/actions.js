import { html, nothing } from "lit";
import { View } from "../../view.js";
import { patch, post } from "../../api.js";
import { may } from "../../session.js";
import { KeptFocus } from "../../elements/kept-focus.js";

const waiting = ["pending", "queued", "retrying"];
const ended = ["completed", "failed", "cancelled"];

/** What can be done with a job as it stands: cancel, retry, do it once more, move it in the line. Says `asked` with the answer. */
class Actions extends View {
  static properties = { job: { attribute: false }, said: { state: true } };

  constructor() {
    super();
    this.said = "";
    new KeptFocus(this, ".actions");
  }

  willUpdate(changed) {
    const before = changed.get("job");
    if (before && before.status !== this.job.status) this.said = "";
  }

  render() {
    const { status, job_type: type } = this.job;
    if (type === "purge" || !may("submit")) return nothing;
    return html`<div class="actions" role="group" aria-label="This job" tabindex="-1">
      ${ended.includes(status) ? nothing : html`<button type="button" class="danger" data-action="cancel" ?disabled=${this.busy} @click=${this.#ask}>Cancel the job</button>`}
      ${status === "failed" || status === "cancelled" ? html`<button type="button" data-action="retry" ?disabled=${this.busy} @click=${() => this.#retry(false)}>Retry</button>` : nothing}
      ${status === "completed" ? html`<button type="button" class="second" data-action="force" ?disabled=${this.busy} @click=${() => this.#retry(true)}>Do it once more</button>` : nothing}
      ${waiting.includes(status) ? this.#priority() : nothing}
      <span role="status">${this.said}</span>
      ${this.told()}
      ${this.#dialog()}
    </div>`;
  }

  #priority() {
    return html`<label>Priority <select data-action="priority" ?disabled=${this.busy} @change=${this.#move}>
      ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((each) => html`<option value=${each} ?selected=${each === this.job.priority}>${each}${
        { 1: " (first)", 5: " (usual)", 9: " (last)" }[each] ?? ""}</option>`)}</select></label>`;
  }

  #dialog() {
    return html`<dialog aria-labelledby="cancel-title">
      <form method="dialog" @submit=${this.#cancel}>
        <h2 id="cancel-title">Cancel this job?</h2>
        <p>What runs is stopped within seconds. What is stored already is kept, and a retry goes on from it.</p>
        <label for="cancel-reason">Reason (if you like)</label>
        <input id="cancel-reason" name="reason" type="text" maxlength="500" autocomplete="off">
        <button type="submit" class="danger" data-action="confirm">Cancel the job</button>
        <button type="button" class="second" @click=${(event) => event.target.closest("dialog").close()}>Let it go on</button>
      </form>
    </dialog>`;
  }

  #ask() {
    this.querySelector("dialog").showModal();
  }

  #cancel(event) {
    event.preventDefault();
    const reason = new FormData(event.target).get("reason").trim();
    event.target.closest("dialog").close();
    event.target.reset();
    return this.#do(() => post(this.#path("/cancel"), reason ? { reason } : {}));
  }

  #retry(force) {
    return this.#do(() => post(this.#path("/retry"), { force }));
  }

  #move(event) {
    const priority = Number(event.target.value);
    return this.#do(() => patch(this.#path(""), { priority }));
  }

  #path(rest) {
    return `/jobs/${encodeURIComponent(this.job.id)}${rest}`;
  }

  #do(call) {
    this.said = "";
    return this.attempt(async () => {
      const answer = await call();
      if (!this.isConnected) return; // another job is looked at
      this.said = answer?.message && !answer.id ? answer.message : "";
      this.dispatchEvent(new CustomEvent("asked", { detail: answer }));
    });
  }
}

customElements.define("rf-job-actions", Actions);
