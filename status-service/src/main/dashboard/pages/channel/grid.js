import { html, nothing } from "lit";
import { View } from "../../view.js";
import { count, words } from "../../format.js";
import { to, go } from "../../route.js";
import { reason } from "../job/reasons.js";
import { drawCell, sideOf } from "./cells.js";
import { colours, watchColours } from "./colours.js";

const states = ["completed", "processing", "queued", "pending", "retrying", "failed", "cancelled"];
const TALL = 420;

/** All jobs of a channel at a glance, a cell each on one canvas. Arrow keys go through them, Enter opens one. */
class JobGrid extends View {
  static properties = { jobs: { attribute: false }, counts: { attribute: false }, only: { state: true }, chosen: { state: true } };

  #dirty = new Set();
  #all = true;
  #frame = 0;
  #side = 0;
  #row = 1;

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
    this.#frame = 0;
  }

  /** A job has changed; null: more than that. Drawn with the next picture. */
  moved(job) {
    if (job) this.#dirty.add(job); else this.#all = true;
    this.#frame ||= requestAnimationFrame(() => this.#draw());
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

  updated() {
    this.moved(null);
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

  #draw() {
    this.#frame = 0;
    const canvas = this.querySelector("canvas");
    if (!canvas) return;
    const pen = this.#all ? this.#lay(canvas) : canvas.getContext("2d");
    const drawn = this.#all ? this.jobs.size : 0;
    for (let place = 0; place < drawn; place++) this.#cell(pen, place);
    if (!this.#all) for (const job of this.#dirty) this.#cell(pen, this.jobs.place(job));
    if (this.chosen >= 0) this.#mark(pen, this.chosen);
    this.#dirty.clear();
    this.#all = false;
  }

  // As many cells in a row as there is room for; sharp on any screen.
  #lay(canvas) {
    const width = Math.max(100, Math.floor(canvas.parentElement.clientWidth));
    this.#side = sideOf(this.jobs.size, width, TALL);
    this.#row = Math.floor(width / this.#side);
    const height = Math.max(1, Math.ceil(this.jobs.size / this.#row)) * this.#side;
    const scale = Math.min(2, devicePixelRatio || 1);
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.style.setProperty("width", `${width}px`);
    canvas.style.setProperty("height", `${height}px`);
    this.palette = colours("good", "accent", "edge", "line", "warn", "bad", "idle", "ink");
    const pen = canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    return pen;
  }

  #cell(pen, place) {
    const job = this.jobs.at(place);
    pen.globalAlpha = this.only && job?.status !== this.only ? 0.15 : 1;
    drawCell(pen, this.palette, job, (place % this.#row) * this.#side, Math.floor(place / this.#row) * this.#side, this.#side);
    pen.globalAlpha = 1;
  }

  #mark(pen, place) {
    pen.strokeStyle = this.palette.ink;
    pen.lineWidth = 2;
    pen.strokeRect((place % this.#row) * this.#side, Math.floor(place / this.#row) * this.#side, this.#side - 1, this.#side - 1);
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
    const last = this.jobs.size;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.#row, ArrowDown: this.#row, PageUp: -10 * this.#row, PageDown: 10 * this.#row };
    if (event.key === "Enter" && this.chosen >= 0) return this.#open(this.chosen);
    if (event.key === "Home") this.chosen = this.#next(-1, 1);
    else if (event.key === "End") this.chosen = this.#next(last, -1);
    else if (steps[event.key]) this.chosen = this.#next(this.chosen, steps[event.key]);
    else return undefined;
    event.preventDefault();
    return undefined;
  }

  #under(event) {
    const place = Math.floor(event.offsetY / this.#side) * this.#row + Math.floor(event.offsetX / this.#side);
    return event.offsetX < this.#row * this.#side && place < this.jobs.size ? place : -1;
  }

  #point(event) {
    if (event.pointerType === "mouse") this.chosen = this.#under(event);
  }

  #leave(event) {
    if (event.pointerType === "mouse" && document.activeElement !== this.querySelector(".cells")) this.chosen = -1;
  }

  // A finger first sees what it has met; its link opens it.
  #press(event) {
    const place = this.#under(event);
    if (event.pointerType === "mouse") this.#open(place);
    else this.chosen = place;
  }

  #open(place) {
    const job = this.jobs.at(place);
    if (job) go(to("jobs", job.id));
  }
}

customElements.define("rf-job-grid", JobGrid);
