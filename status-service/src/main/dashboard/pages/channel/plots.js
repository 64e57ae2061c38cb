import { html } from "lit";
import { View } from "../../view.js";
import { ago, count, duration } from "../../format.js";
import "../../elements/plot.js";
import { label, series } from "./series.js";

const OFTEN = 2_000;

/** How fast a channel's jobs end, and how many are left until when. */
class Plots extends View {
  static properties = { jobs: { attribute: false }, channel: { attribute: false }, found: { state: true } };

  constructor() {
    super();
    this.found = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.#count(), OFTEN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  firstUpdated() {
    this.#count();
  }

  render() {
    const { videos, throughput_per_minute: rate, eta } = this.channel;
    const open = videos.total - videos.completed - videos.failed - videos.cancelled;
    return html`<section class="card" aria-labelledby="plots-title">
      <h2 id="plots-title">Throughput</h2>
      <p data-rate>${count(Math.round(rate * 10) / 10)} a minute over the last five minutes; ${count(open)} left${
        eta ? `, likely done ${ago(eta)}` : open ? ", and too few have ended lately to say until when" : ""}.</p>
      ${this.found ? this.#plots() : html`<p class="empty">The plots begin with the first job that ends.</p>`}
    </section>`;
  }

  #plots() {
    const { times, width, completed, failed, left } = this.found;
    const [projected, until] = this.#projection();
    const labels = times.concat(until).map((time) => label(time, width));
    return html`<div class="plots">
      <rf-plot heading="Ended in each ${duration(width / 1000)}" kind="bar" stacked first="From" .told=${"Jobs that completed, and those that failed or were cancelled."}
        .labels=${labels.slice(0, times.length)} .write=${count} .series=${[
          { label: "Completed", values: completed, colour: "good" }, { label: "Failed or cancelled", values: failed, colour: "bad" }]}></rf-plot>
      <rf-plot heading="Left to do" first="From" .told=${until.length ? "Jobs that have not ended; dashed: if they go on as fast as now." : "Jobs that have not ended."}
        .labels=${labels} .write=${count} .series=${[
          { label: "Left", values: left }, ...(until.length ? [{ label: "As fast as now", values: projected, colour: "idle", dash: [5, 5] }] : [])]}></rf-plot>
    </div>`;
  }

  #count() {
    if (!document.hidden) this.found = series(this.jobs.all(), Date.now());
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
}

customElements.define("rf-plots", Plots);
