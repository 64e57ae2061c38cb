import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { count, duration } from "../../format.js";
import { stageName, timeline } from "./stages.js";
import { whenTheyRan } from "./when.js";

const states = { waiting: "waits", running: "runs", completed: "done", failed: "failed", stopped: "stopped", skipped: "not run" };

/** The stages of a job's attempt, each with its own bar; sound and picture side by side. */
class Timeline extends View {
  static properties = { job: { attribute: false }, now: { state: true } };

  constructor() {
    super();
    this.now = Date.now();
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => { if (this.job?.status === "processing") this.now = Date.now(); }, 1_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    const { before, lanes, after } = timeline(this.job);
    return html`<section class="card" aria-labelledby="stages-title">
      <h2 id="stages-title">Stages</h2>
      <ol class="stages">
        ${this.#rows(before)}
        ${lanes.length ? html`<li class="lanes">${lanes.map((lane) => html`
          <div class="lane"><h3>${lane.name}</h3><ol class="stages" aria-label=${lane.name}>${this.#rows(lane.stages)}</ol></div>`)}
        </li>` : nothing}
        ${this.#rows(after)}
      </ol>
      ${whenTheyRan(this.job, this.now)}
    </section>`;
  }

  #rows(stages) {
    return repeat(stages, (each) => each.stage, (each) => this.#row(each));
  }

  #row(each) {
    const name = stageName(each.stage, this.job.job_type);
    const begun = each.status !== "waiting" && each.status !== "skipped";
    const told = each.status === "running" ? each.message : "";
    return html`<li class="stage ${each.status}" data-stage=${each.stage} data-state=${each.status}>
      <span class="what">${name}</span>
      <span class="how">${states[each.status] ?? each.status}${begun ? html` <span class="numbers">${this.#took(each)}</span>` : nothing}</span>
      <progress max="100" .value=${each.status === "completed" ? 100 : each.progress} aria-label=${name}></progress>
      <output class="numbers">${begun ? `${Math.floor(each.status === "completed" ? 100 : each.progress)} %` : ""}</output>
      ${told ? html`<span class="said">${told}${this.#counted(each)}</span>` : nothing}
    </li>`;
  }

  #took(each) {
    if (!each.started_at) return "";
    const end = each.completed_at ? Date.parse(each.completed_at) : each.status === "running" ? this.now : NaN;
    const seconds = (end - Date.parse(each.started_at)) / 1000;
    return Number.isFinite(seconds) ? duration(Math.max(0, each.status === "running" ? Math.floor(seconds) : seconds)) : "";
  }

  #counted(each) {
    const { clips_done, clips_total, chunks_done, chunks_total } = this.job;
    if (each.stage === "generating_clips" && clips_total) return ` · ${count(clips_done)} of ${count(clips_total)} clips`;
    if (each.stage === "transcribing" && chunks_total) return ` · ${count(chunks_done)} of ${count(chunks_total)} pieces`;
    return "";
  }
}

customElements.define("rf-timeline", Timeline);
