import { html, nothing, svg } from "lit";
import { View } from "../../view.js";
import { count, duration } from "../../format.js";
import { to } from "../../route.js";

const STATUSES = ["processing", "queued", "pending", "retrying", "completed", "failed", "cancelled"];
const MINUTES = 5;

/** How many jobs there are in each state, each a way to the list of them; and what is finished in a minute. */
class Counters extends View {
  static properties = { stats: { attribute: false }, values: { attribute: false } };

  #ended = []; // [second, jobs that have ended] of the last minutes

  constructor() {
    super();
    this.stats = null;
    this.values = {};
  }

  willUpdate(changed) {
    if (!changed.has("stats") || !this.stats) return;
    const now = Date.now() / 1000;
    this.#ended.push([now, this.stats.throughput_per_minute]);
    while (this.#ended[0][0] < now - 60 * MINUTES) this.#ended.shift();
  }

  render() {
    const { stats } = this;
    return html`<section class="counters" aria-label="Jobs in numbers">
      <ul>${STATUSES.map((name) => html`<li class=${name}>
        <a href=${this.#way(name)} aria-current=${this.values.status_filter === name ? "true" : nothing}>
          <b class="numbers">${stats ? count(stats[name]) : "–"}</b> <span class="status ${name}">${name}</span></a></li>`)}
      </ul>
      <dl>
        <div><dt>Finished in the last minute</dt><dd class="numbers">${stats ? count(stats.throughput_per_minute) : "–"}</dd>
          ${this.#line()}</div>
        <div><dt>Succeeded</dt><dd class="numbers">${stats?.success_rate == null ? "–"
          : `${Math.round(1000 * stats.success_rate) / 10} %`}</dd></div>
        <div><dt>Half take less than</dt><dd class="numbers">${duration(stats?.p50_processing_time) || "–"}</dd></div>
      </dl>
    </section>`;
  }

  /** To the list of these; to all, where it is shown. */
  #way(name) {
    const shown = this.values.status_filter === name;
    return to("home", "", { ...this.values, status_filter: shown ? "" : name });
  }

  // The numbers beside it say the same.
  #line() {
    if (this.#ended.length < 2) return nothing;
    const [first] = this.#ended[0];
    const [last] = this.#ended.at(-1);
    const most = Math.max(1, ...this.#ended.map(([, each]) => each));
    const points = this.#ended.map(([at, each]) => `${(120 * (at - first)) / (last - first)},${27 - (24 * each) / most}`);
    return html`<svg viewBox="0 0 120 28" width="120" height="28" aria-hidden="true">
      ${svg`<polyline points=${points.join(" ")} fill="none" stroke="currentColor" stroke-width="1.5"></polyline>`}</svg>`;
  }
}

customElements.define("rf-counters", Counters);
