import { html, nothing } from "lit";
import { View } from "../../view.js";
import { count, words } from "../../format.js";
import { to, go } from "../../route.js";
import { reason } from "../job/reasons.js";
import { watchColours } from "./colours.js";
import { Picture } from "./picture.js";

const states = ["completed", "processing", "queued", "pending", "retrying", "failed", "cancelled"];
const PAUSE = 250;

/** All jobs of a channel at a glance, a cell each on one canvas. Arrow keys go through them, Enter opens one. */
class JobGrid extends View {
  static properties = { jobs: { attribute: false }, counts: { attribute: false }, only: { state: true }, chosen: { state: true } };

  #dirty = new Set();
  #all = true;
  #frame = 0;
  #picture;
  #laid = 0;

  constructor() {
    super();
    this.only = "";
    this.chosen = -1;
  }

  connectedCallback() {
    super.connectedCallback();
    this.unwatch = watchColours(() => this.moved(null));
    this.sizes = new ResizeObserver(() => this.moved(null));
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unwatch();
    this.sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#frame);
    this.#frame = 0;
  }

  /** A job has changed; null: more than that. Drawn with the next picture. */
  moved(job) {
    if (job) this.#dirty.add(job); else this.#all = true;
    this.#soon();
  }

  // All of it a few times a second at most: thousands may come in at once.
  #soon() {
    if (!this.#picture || this.#frame) return;
    const rest = this.#all ? this.#laid + PAUSE - performance.now() : 0;
    this.#frame = rest > 0 ? setTimeout(() => this.#draw(), rest) : requestAnimationFrame(() => this.#draw());
  }

  render() {
    return html`
      <ul class="legend" aria-label="States; choose one to see only its jobs">${states.map((each) => html`<li><button type="button"
        class="second" aria-pressed=${this.only === each} data-only=${each} @click=${() => this.#show(each)}><rf-status .value=${each}></rf-status>
        <span class="numbers">${count(this.counts?.[each])}</span></button></li>`)}</ul>
      <div class="cells" role="application" tabindex="0" aria-label="${count(this.jobs.size)} jobs, a cell each" aria-describedby="cells-help"
        @keydown=${this.#key} @focus=${this.#enter}>
        <canvas aria-hidden="true" @pointermove=${this.#point} @pointerleave=${this.#leave} @click=${this.#press}></canvas>
      </div>
      <p id="cells-help" class="soft">Each cell is a job, in the order found. Arrow keys go through them, Enter opens one.</p>
      <p class="chosen" role="status">${this.#told()}</p>`;
  }

  updated(changed) {
    if (changed.has("jobs") || changed.has("only")) this.moved(null);
    const left = this.jobs.at(changed.get("chosen") ?? -1);
    if (left) this.#dirty.add(left);
    if (changed.has("chosen")) this.#soon();
  }

  #told() {
    const job = this.chosen < 0 ? null : this.jobs.at(this.chosen);
    if (!job) return nothing;
    const why = job.status === "failed" ? `: ${reason(job.code).title}` : job.status === "processing" ? ` ${Math.floor(job.progress)} %` : "";
    return html`${count(this.chosen + 1)} of ${count(this.jobs.size)} · ${words(job.status)}${why} · <a href=${to("jobs", job.id)}>${
      job.address.replace(/^https?:\/\//, "") || job.id}</a>`;
  }

  #show(state) {
    this.only = this.only === state ? "" : state;
    this.chosen = -1;
  }

  firstUpdated() {
    this.#picture = new Picture(this.querySelector("canvas"));
    this.moved(null);
  }

  #draw() {
    this.#frame = 0;
    if (this.#all) {
      this.#laid = performance.now();
      this.#picture.lay(this.jobs.size);
      for (let place = 0; place < this.jobs.size; place++) this.#cell(place);
    } else {
      for (const job of this.#dirty) this.#cell(this.jobs.place(job));
    }
    if (this.chosen >= 0) this.#picture.mark(this.chosen);
    this.#dirty.clear();
    this.#all = false;
  }

  #cell(place) {
    const job = this.jobs.at(place);
    this.#picture.cell(place, job, this.only && job?.status !== this.only);
  }

  #fits(place) {
    return place >= 0 && place < this.jobs.size && (!this.only || this.jobs.at(place)?.status === this.only);
  }

  #next(from, step) {
    let place = from + step;
    while (this.only && place >= 0 && place < this.jobs.size && !this.#fits(place)) place += Math.sign(step);
    return this.#fits(place) ? place : from;
  }

  #enter() {
    if (this.chosen < 0) this.chosen = this.#next(-1, 1);
  }

  #key(event) {
    const row = this.#picture.row;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row, PageUp: -10 * row, PageDown: 10 * row };
    if (event.key === "Enter" && this.chosen >= 0) return this.#open(this.chosen);
    if (event.key === "Home") this.chosen = this.#next(-1, 1);
    else if (event.key === "End") this.chosen = this.#next(this.jobs.size, -1);
    else if (steps[event.key]) this.chosen = this.#next(this.chosen, steps[event.key]);
    else return undefined;
    event.preventDefault();
    return undefined;
  }

  #point(event) {
    if (event.pointerType === "mouse") this.chosen = this.#picture.under(event);
  }

  #leave(event) {
    if (event.pointerType === "mouse" && document.activeElement !== this.querySelector(".cells")) this.chosen = -1;
  }

  // A finger first sees what it has met; its link opens it.
  #press(event) {
    const place = this.#picture.under(event);
    if (event.pointerType === "mouse") this.#open(place);
    else this.chosen = place;
  }

  #open(place) {
    const job = this.jobs.at(place);
    if (job) go(to("jobs", job.id));
  }
}

customElements.define("rf-job-grid", JobGrid);
