import { html, nothing } from "lit";
import { View } from "../view.js";
import { Live } from "../live.js";
import { may } from "../session.js";
import { filterOf } from "./home/filter.js";
import { Selection } from "./home/selection.js";
import "./home/bulk.js";
import "./home/counters.js";
import "./home/filters.js";
import "./home/list.js";
import "./home/submit.js";

/** All jobs, moving; and the place where new ones are asked for. */
class HomeView extends View {
  static properties = {
    at: { attribute: false },
    stats: { state: true },
    line: { state: true },
    chosen: { state: true },
  };

  #live = null;
  #begun = false; // the stream has, and the list not yet: it is asked for after the first numbers

  constructor() {
    super();
    this.at = { values: {} };
    this.stats = null;
    this.line = "connecting";
    this.chosen = new Selection();
  }

  connectedCallback() {
    super.connectedCallback();
    const moved = (job) => this.#list()?.hear(job);
    this.#live = new Live("/stream", {
      open: () => { this.#begun = true; },
      stats: (numbers) => this.#numbers(numbers),
      resync: () => this.#list()?.renew(),
      job_update: moved,
      job_completed: moved,
      job_failed: moved,
      job_cancelled: moved,
    }, (state) => { this.line = state; });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#live?.close();
  }

  render() {
    const filter = filterOf(this.at.values);
    return html`
      <h1>Jobs</h1>
      ${this.line === "offline" ? html`<p class="notice warn" role="status">The connection is lost, and is being made anew.
        What you see may be old.</p>` : nothing}
      ${may("submit") ? html`<rf-submit @sent=${(event) => this.#list().expect(event.detail)}></rf-submit>` : nothing}
      <rf-counters .stats=${this.stats} .values=${this.at.values}></rf-counters>
      <section aria-labelledby="list-title">
        <h2 id="list-title" class="unseen">List of jobs</h2>
        <rf-filters .values=${this.at.values}></rf-filters>
        ${may("submit") ? html`<rf-bulk .chosen=${this.chosen} .filter=${filter} @chosen=${this.#choose}></rf-bulk>` : nothing}
        <rf-job-list .filter=${filter} .chosen=${this.chosen} @chosen=${this.#choose}></rf-job-list>
      </section>`;
  }

  willUpdate(changed) {
    if (changed.has("at") && changed.get("at")
      && JSON.stringify(filterOf(changed.get("at").values)) !== JSON.stringify(filterOf(this.at.values))) {
      this.chosen = new Selection();
    }
  }

  #choose(event) {
    this.chosen = event.detail;
  }

  #list() {
    return this.querySelector("rf-job-list");
  }

  #numbers(numbers) {
    this.stats = numbers;
    if (!this.#begun) return;
    this.#begun = false;
    this.#list()?.catchUp();
  }
}

customElements.define("rf-home", HomeView);
