import { html, nothing } from "lit";
import { View } from "../../view.js";
import { Live } from "../../live.js";
import { to } from "../../route.js";
import { words } from "../../format.js";

/** A job that is waited for, as it moves. Fires `ended` with the job. */
class Following extends View {
  static properties = { job: {}, what: {}, shown: { state: true }, line: { state: true } };

  #live = null;

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#live?.close();
    this.#live = null;
  }

  willUpdate(changed) {
    if (!changed.has("job")) return;
    this.#live?.close();
    this.shown = null;
    const moves = (job) => { this.shown = job; };
    const ends = (job) => {
      this.shown = job;
      this.#live.close();
      this.dispatchEvent(new CustomEvent("ended", { detail: job, bubbles: true }));
    };
    this.#live = new Live(`/jobs/${encodeURIComponent(this.job)}/stream`, {
      initial_status: (job) => (["completed", "failed", "cancelled"].includes(job.status) ? ends(job) : moves(job)),
      job_update: moves,
      resync: () => {},
      job_completed: ends,
      job_failed: ends,
      job_cancelled: ends,
    }, (state) => { this.line = state; });
  }

  render() {
    const job = this.shown;
    const percent = Math.round(job?.progress ?? 0);
    return html`<div class="following ${job?.status ?? ""}">
      <p role="status">${this.what}: <rf-status .value=${job?.status ?? "queued"}></rf-status>
        ${job?.status === "processing" && job.stage ? words(job.stage) : nothing}
        ${this.line === "offline" ? html`<span class="soft">The connection is gone; it is being opened again.</span>` : nothing}
        <a href=${to("jobs", this.job)}>The job</a></p>
      <progress max="100" .value=${percent} aria-label="Progress of the job">${percent} %</progress>
      ${job?.error ? html`<p class="notice bad">${job.error.message}</p>` : nothing}
    </div>`;
  }
}

customElements.define("rf-following", Following);
