import { html } from "lit";
import { View } from "../../view.js";
import { ago, count, duration } from "../../format.js";
import { colours, watchColours } from "./colours.js";
import { label, series } from "./series.js";

const OFTEN = 2_000;

/** How fast a channel's jobs end, and how many are left until when: two plots, a sentence and a table. */
class Plots extends View {
  static properties = { jobs: { attribute: false }, channel: { attribute: false }, found: { state: true }, table: { state: true } };

  constructor() {
    super();
    this.found = null;
    this.table = false;
    this.charts = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.#count(), OFTEN);
    this.unwatch = watchColours(() => { this.#end(); this.requestUpdate(); });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.unwatch();
    this.#end();
  }

  render() {
    const { videos, throughput_per_minute: rate, eta } = this.channel;
    const open = videos.total - videos.completed - videos.failed - videos.cancelled;
    return html`<section class="card" aria-labelledby="plots-title">
      <h2 id="plots-title">Throughput</h2>
      <p data-rate>${count(Math.round(rate * 10) / 10)} a minute over the last five minutes; ${count(open)} left${
        eta ? `, likely done ${ago(eta)}` : open ? ", and nothing has ended lately that would tell until when" : ""}.</p>
      ${this.told()}
      ${this.found ? html`<div class="plots">
          <figure><figcaption>Ended in each ${duration(this.found.width / 1000)}</figcaption><div><canvas id="ended" role="img" aria-label="Bars: jobs that ended over time; the table below has the numbers"></canvas></div></figure>
          <figure><figcaption>Left to do</figcaption><div><canvas id="left" role="img" aria-label="Line: jobs that were left over time; the table below has the numbers"></canvas></div></figure>
        </div>
        <details @toggle=${(event) => { this.table = event.target.open; }}><summary>As a table</summary>${this.table ? this.#rows() : ""}</details>`
        : html`<p class="empty">The plots begin with the first job that ends.</p>`}
    </section>`;
  }

  #rows() {
    const { times, width, completed, failed, left } = this.found;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Jobs over time"><table class="numbers">
      <thead><tr><th scope="col">From</th><th scope="col">Completed</th><th scope="col">Failed or cancelled</th><th scope="col">Left</th></tr></thead>
      <tbody>${times.map((time, at) => html`<tr><th scope="row">${label(time, width)}</th><td>${count(completed[at])}</td><td>${count(failed[at])}</td><td>${count(left[at])}</td></tr>`)}</tbody>
    </table></div>`;
  }

  firstUpdated() {
    this.#count();
  }

  updated(changed) {
    if (this.found && (changed.has("found") || !this.charts.ended)) this.attempt(() => this.#draw());
  }

  #count() {
    if (!document.hidden) this.found = series(this.jobs.all(), Date.now());
  }

  async #draw() {
    const { default: Chart } = await import("chart.js/dist/chart.umd.js");
    if (!this.isConnected || !this.found) return;
    const { times, width, completed, failed, left } = this.found;
    const [projected, until] = this.#projection();
    const labels = times.concat(until).map((time) => label(time, width));
    this.#show(Chart, "ended", "bar", labels.slice(0, times.length), [
      { label: "Completed", data: completed, colour: "good" }, { label: "Failed or cancelled", data: failed, colour: "bad" }]);
    this.#show(Chart, "left", "line", labels, [
      { label: "Left", data: left, colour: "accent" }, { label: "As fast as now", data: projected, colour: "idle", borderDash: [5, 5] }]);
  }

  // From what is left now in a straight line to none, where that is not too far away to be drawn.
  #projection() {
    const { times, width, left } = this.found;
    const eta = Date.parse(this.channel.eta ?? "");
    const steps = Math.ceil((eta - times.at(-1)) / width);
    if (!(steps > 0) || steps > 3 * times.length + 10) return [[], []];
    const now = left.at(-1);
    const ahead = Array.from({ length: steps }, (_, at) => at + 1);
    return [[...new Array(times.length - 1).fill(null), now, ...ahead.map((at) => Math.round(now * (1 - at / steps)))],
      ahead.map((at) => times.at(-1) + at * width)];
  }

  #show(Chart, id, type, labels, given) {
    const ink = colours("ink", "soft", "line", "good", "bad", "accent", "idle");
    const datasets = given.map(({ colour, ...each }) => ({ ...each, backgroundColor: ink[colour], borderColor: ink[colour], borderWidth: type === "line" ? 2 : 0, pointRadius: 0 }));
    const chart = this.charts[id];
    if (chart) {
      chart.data.labels = labels;
      datasets.forEach((each, at) => { chart.data.datasets[at].data = each.data; });
      chart.update("none");
      return;
    }
    const axis = { stacked: type === "bar", ticks: { color: ink.soft, maxRotation: 0, autoSkipPadding: 16, precision: 0 }, grid: { color: ink.line } };
    this.charts[id] = new Chart(this.querySelector(`#${id}`), {
      type,
      data: { labels, datasets },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
        scales: { x: { ...axis, grid: { display: false } }, y: { ...axis, beginAtZero: true } },
        plugins: { legend: { labels: { color: ink.ink, boxWidth: 12 } } },
      },
    });
  }

  #end() {
    for (const each of Object.values(this.charts)) each.destroy();
    this.charts = {};
  }
}

customElements.define("rf-plots", Plots);
