import { html, nothing } from "lit";
import { View } from "../view.js";
import { get, query } from "../api.js";
import { to } from "../route.js";
import { ago, bytes, count, duration } from "../format.js";
import "../elements/plot.js";
import { lag, latency, queue, stages, throughput } from "./system/plots.js";

const EVERY = 2_000;
const KEPT = 150;
const parts = {
  "ingest-api": "Ingest API", kafka: "Log (Kafka)", flink: "Dataflow (Flink)", postgres: "Tables (Postgres)", storage: "Object storage",
};

/** How the system does: its parts in words, its work in plots. Asked for every two seconds while it is seen. */
class SystemView extends View {
  static properties = { at: { attribute: false }, report: { state: true }, away: { state: true } };

  #timer = 0;
  #past = [];
  #asked = null;
  #seen = () => { if (!document.hidden) this.#ask(); };

  constructor() {
    super();
    this.at = { values: {} };
    this.report = null;
    this.away = false;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#seen);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  willUpdate(changed) {
    if (changed.has("at")) this.#ask();
  }

  async #ask() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    try {
      this.report = await get(`/system${query({ dry_run: this.at.values.dry })}`, { signal: asked.signal });
      this.problem = null;
      this.away = false;
      this.#remember(this.report);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      this.away = problem.status === 0 || problem.status >= 500;
      this.problem = this.away ? null : problem;
    }
    if (this.isConnected && !document.hidden && !this.problem) this.#timer = setTimeout(() => this.#ask(), EVERY);
  }

  #remember({ time, lag: behind }) {
    if (!behind) return;
    const sum = (reader) => behind.filter((each) => each.reader === reader).reduce((all, each) => all + each.records, 0);
    this.#past = [...this.#past, { time: Date.parse(time), read_model: sum("read_model"), dataflow: sum("dataflow") }].slice(-KEPT);
  }

  render() {
    const report = this.report;
    return html`<div class="system">
      <header><h1>System</h1>
        <p class="soft">${this.away && report ? `Reconnecting. This is of ${ago(report.time)}.` : nothing}</p>
        ${report?.flink_url ? html`<p><a href=${report.flink_url} rel="noreferrer">Flink's own page</a></p>` : nothing}
      </header>
      ${this.told()}
      ${report ? this.#all(report) : this.problem ? nothing
        : html`<p class="empty" role="status">${this.away ? "The service cannot be reached. It is asked again every two seconds." : "One moment …"}</p>`}
    </div>`;
  }

  #all(report) {
    const bad = report.parts.filter((each) => each.state === "down" || each.state === "degraded");
    return html`
      <p class="unseen" role="status">${this.away ? "Reconnecting" : bad.length ? bad.map((each) => `${parts[each.name]} ${each.state}`).join(", ") : "All parts answer"}</p>
      ${report.problems?.length ? html`<section class="notice warn" aria-labelledby="problems-title"><h2 id="problems-title">What is wrong</h2>
        <ul>${report.problems.map((each) => html`<li>${each.message}.</li>`)}</ul></section>` : nothing}
      <section aria-labelledby="parts-title"><h2 id="parts-title">Parts</h2>
        <ul class="parts">${report.parts.map((each) => html`<li class=${each.state} data-part=${each.name}>
          <h3>${parts[each.name]} <span class="state">${each.state}</span></h3><p>${each.message}</p></li>`)}</ul>
      </section>
      ${report.jobs ? this.#figures(report) : html`<p class="notice warn">Nothing is known of the work: the tables do not answer.</p>`}
      <section aria-labelledby="work-title"><h2 id="work-title">Work</h2>
        <div class="plots">${this.#plots(report)}${this.#room(report)}</div>
      </section>`;
  }

  #figures({ jobs, checkpoints, owner }) {
    const waiting = jobs.pending + jobs.queued + jobs.retrying;
    const dry = this.at.values.dry === "true";
    return html`<section aria-labelledby="now-title"><h2 id="now-title">${dry ? "Dry runs now" : "Now"}</h2>
      <dl class="figures">
        ${figure("Running", count(jobs.processing))}
        ${figure("Waiting", count(waiting), jobs.retrying ? `${count(jobs.retrying)} between two attempts` : "")}
        ${figure("Ended in the last minute", count(jobs.throughput_per_minute))}
        ${figure("Succeeded", jobs.success_rate == null ? "–" : `${(100 * jobs.success_rate).toFixed(1)} %`, jobs.failed ? `${count(jobs.failed)} failed` : "")}
        ${figure("Half done within", duration(jobs.p50_processing_time) || "–", jobs.p95_processing_time == null ? "" : `95 % within ${duration(jobs.p95_processing_time)}`)}
        ${checkpoints ? figure("Last checkpoint", checkpoints.age_seconds == null ? "none yet" : `${duration(checkpoints.age_seconds)} ago`,
          checkpoints.bytes == null ? "" : `${bytes(checkpoints.bytes)} in ${duration(checkpoints.seconds)}${checkpoints.failed ? `; ${count(checkpoints.failed)} failed` : ""}`) : nothing}
      </dl>
      <p>${owner === undefined ? nothing : html`The numbers are of ${owner || "nobody"}'s jobs. `}<a href=${to("system", "", dry ? {} : { dry: "true" })}>${dry ? "Show real jobs" : "Show dry runs"}</a></p>
    </section>`;
  }

  #plots(report) {
    const shown = [];
    if (report.minutes) {
      shown.push(throughput(report.minutes), latency(report.minutes, "processing", "From start to end"),
        latency(report.minutes, "waiting", "From request to start"));
    }
    if (report.stages) shown.push(stages(report.stages));
    if (report.queue) shown.push(queue(report.queue));
    if (report.lag) shown.push(lag(this.#past));
    return shown.map((each) => html`<div class="card"><rf-plot heading=${each.heading} .told=${each.told} kind=${each.kind}
      first=${each.first} .labels=${each.labels} .series=${each.series} .write=${each.write}></rf-plot></div>`);
  }

  #room({ disks, database_bytes: tables }) {
    if (!disks?.length && tables == null) return nothing;
    return html`<div class="card"><h3>Disk</h3><ul class="disks">
      ${(disks ?? []).map((each, index) => {
        const used = each.total_bytes - each.free_bytes;
        return html`<li><label for="disk-${index}">Under ${each.name}: ${bytes(each.free_bytes)} of ${bytes(each.total_bytes)} free</label>
          <meter id="disk-${index}" min="0" max=${each.total_bytes} high=${0.9 * each.total_bytes} optimum="0" .value=${used}>${Math.round((100 * used) / each.total_bytes)} % used</meter></li>`;
      })}
      ${tables == null ? nothing : html`<li>The tables take ${bytes(tables)}.</li>`}
    </ul></div>`;
  }
}

const figure = (name, value, more = "") => html`<div><dt>${name}</dt><dd>${value}${more ? html`<small>${more}</small>` : nothing}</dd></div>`;

customElements.define("rf-system", SystemView);
