import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { count } from "../../format.js";
import { styled } from "../../elements/styled.js";
import { Rows } from "./rows.js";
import { seen } from "./scroll.js";
import { Selection } from "./selection.js";
import { matches } from "./filter.js";
import { cells } from "./row.js";
import { Slots } from "./slots.js";

const MOST_WAITING = 1_000;
const TRIES = 5; // the tables follow what was accepted within seconds
const narrow = matchMedia("(max-width: 52rem)");

/** Jobs, newest first, however many: only those that are seen are in the page. Tells of `chosen`. */
class JobList extends View {
  static properties = {
    filter: { attribute: false },
    chosen: { attribute: false },
    waiting: { state: true }, // jobs that would be in the list, and are not shown yet
  };

  #rows = new Rows();
  #slots = new Slots();
  #waiting = new Map(); // how often each of the jobs that should be here has been looked for
  #timers = { draw: 0, show: 0, renew: 0, age: 0, again: [] };
  #place = null;
  #last = null; // of a range
  #moved = () => this.#scrolled();

  constructor() {
    super();
    this.filter = {};
    this.chosen = new Selection();
    this.waiting = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("scroll", this.#moved, { passive: true });
    window.addEventListener("resize", this.#moved);
    this.#timers.age = setInterval(() => this.requestUpdate(), 20_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("scroll", this.#moved);
    window.removeEventListener("resize", this.#moved);
    Object.values(this.#timers).flat().forEach(clearTimeout);
  }

  willUpdate(changed) {
    if (changed.has("filter") && JSON.stringify(changed.get("filter")) !== JSON.stringify(this.filter)) this.renew();
  }

  /** Begins anew, with the newest first. */
  async renew() {
    clearTimeout(this.#timers.renew);
    this.#timers.renew = 0;
    const filter = this.filter;
    await this.attempt(() => this.#rows.restart(filter));
    for (const [id, tries] of this.#waiting) {
      if (this.#rows.place(id) !== undefined || tries >= TRIES) this.#waiting.delete(id);
      else this.#waiting.set(id, tries + 1);
    }
    this.waiting = 0;
    if (this.#waiting.size) this.#renewSoon(1_500);
    this.#fill();
  }

  /** The stream has begun anew: for some seconds the tables may still follow what went by meanwhile. */
  catchUp() {
    this.renew();
    this.#timers.again.forEach(clearTimeout);
    this.#timers.again = [2_000, 6_000, 15_000].map((millis) => setTimeout(() => this.#isRead() || this.renew(), millis));
  }

  /** A job that was asked for here: it is looked for until it is there. */
  expect(job) {
    if (matches(this.filter, job)) this.#waiting.set(job.job_id, 0);
    this.renew();
  }

  /** A job has moved. */
  hear(job) {
    const held = this.#rows.change(job);
    if (held) this.#drawSoon();
    const named = held && job.status === "completed" && !job.dry_run;
    const comes = !held && matches(this.filter, job) && this.#rows.misses(job);
    if (comes && this.#waiting.size < MOST_WAITING) this.#waiting.set(job.job_id, 0);
    if (!comes && !named) return;
    if (this.#isRead()) this.waiting = this.#waiting.size;
    else this.#renewSoon(named ? 2_000 : 700);
  }

  #renewSoon(millis) {
    this.#timers.renew ||= setTimeout(() => this.renew(), millis);
  }

  // What somebody points at or has gone to does not move away.
  #isRead() {
    return this.#topOfPage() > 0 || this.matches(":hover") || this.contains(document.activeElement);
  }

  #drawSoon() {
    this.#timers.draw ||= setTimeout(() => {
      this.#timers.draw = 0;
      this.requestUpdate();
    }, 100);
  }

  #topOfPage() {
    const body = this.querySelector("[role=rowgroup].body");
    return body ? -body.getBoundingClientRect().top : 0;
  }

  #scrolled() {
    const before = this.#place;
    const now = this.#measure();
    const same = before && before.from === now.from && before.to === now.to && before.height === now.height
      && now.height === (this.#rows.total ?? 0) * now.row;
    if (!same) this.requestUpdate();
    // Even so: it may have been drawn anew since the page moved, and before this is heard.
    this.#timers.show ||= setTimeout(() => this.#fill(), 80);
  }

  #measure() {
    const row = parseFloat(getComputedStyle(document.documentElement).fontSize) * (narrow.matches ? 6 : 3);
    this.#place = {
      row,
      ...seen({ total: this.#rows.total ?? 0, row, view: window.innerHeight, scrolled: this.#topOfPage() }),
    };
    return this.#place;
  }

  async #fill() {
    clearTimeout(this.#timers.show);
    this.#timers.show = 0;
    if (!this.#rows.total) return;
    await this.updateComplete;
    const { from, to } = this.#measure();
    try {
      if (await this.#rows.show(from, to)) this.problem = null;
    } catch (problem) {
      if (problem.name === "AbortError") return;
      this.problem = problem;
    }
    this.requestUpdate();
  }

  render() {
    const { total } = this.#rows;
    if (total === undefined) {
      return this.problem ? this.#trouble() : html`<p class="empty" role="status">The jobs are fetched …</p>`;
    }
    return html`
      ${this.problem ? this.#trouble() : nothing}
      ${this.waiting ? html`<p class="fresh"><button type="button" @click=${this.#top}>
        ${count(this.waiting)}${this.waiting === MOST_WAITING ? " and more" : ""} new: show</button></p>` : nothing}
      ${total ? this.#table(total) : this.#empty()}`;
  }

  #table(total) {
    const place = this.#measure();
    const shown = [];
    const held = this.#focused();
    if (held !== undefined && held < place.from) shown.push(held);
    for (let index = place.from; index < place.to; index++) shown.push(index);
    if (held !== undefined && held >= place.to) shown.push(held);
    const slots = this.#slots.show(shown, held);
    return html`<div role="table" aria-label="Jobs" aria-rowcount=${total + 1} class="jobs"
        @click=${this.#pick} @keydown=${this.#key}>
      <div role="rowgroup"><div role="row" class="head" aria-rowindex="1">
        <span role="columnheader" class="pick"><input type="checkbox" .checked=${this.chosen.all}
          aria-label="Select all ${count(total)} that match" @change=${this.#all}></span>
        ${["Video", "State", "Progress", "Type", "Priority", "Owner", "Asked for"].map((name) =>
          html`<span role="columnheader">${name}</span>`)}
      </div></div>
      <div role="rowgroup" class="body" ${styled({ height: `${place.height}px` })}>
        ${repeat(shown, (index) => slots.get(index), (index) => this.#row(index, place))}
      </div>
    </div>`;
  }

  #row(index, place) {
    const job = this.#rows.at(index);
    return html`<div role="row" class="job ${this.chosen.has(job?.job_id) ? "chosen" : ""}" aria-rowindex=${index + 2}
        data-index=${index} data-job=${job?.job_id ?? nothing} aria-busy=${job ? nothing : "true"}
        ${styled({ height: `${place.row}px`, transform: `translateY(${place.lies(index)}px)` })}>
      ${cells(job, this.chosen)}</div>`;
  }

  #empty() {
    return Object.keys(this.filter).length
      ? html`<p class="empty">No job matches. <a href="#/">Show all jobs</a></p>`
      : html`<p class="empty">There are no jobs yet. Send the address of a video, or a file: it appears here at once.</p>`;
  }

  #trouble() {
    return html`${this.told()}<p><button type="button" class="second" @click=${this.renew}>Try again</button></p>`;
  }

  #focused() {
    const row = document.activeElement?.closest("rf-job-list .job");
    const index = row && this.#rows.place(row.dataset.job);
    return index ?? undefined;
  }

  #choose(chosen) {
    this.dispatchEvent(new CustomEvent("chosen", { detail: chosen }));
  }

  #all(event) {
    this.#choose(event.target.checked ? Selection.everything : new Selection());
  }

  // With the shift key: from the row that was picked before to this one, as far as they are held.
  #pick(event) {
    const box = event.target.closest("[data-pick]");
    if (!box) return;
    const index = Number(box.closest(".job").dataset.index);
    const from = event.shiftKey && this.#last !== null ? this.#last : index;
    const ids = [];
    for (let each = Math.min(from, index); each <= Math.max(from, index); each++) {
      const job = this.#rows.at(each);
      if (job) ids.push(job.job_id);
    }
    this.#last = index;
    this.#choose(this.chosen.with(ids, box.checked));
  }

  // Up and down go to the same thing in the next row.
  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target.closest(".job");
    if (!step || !row || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = this.querySelector(`.job[data-index="${Number(row.dataset.index) + step}"]`);
    const same = event.target.matches("input") ? "input" : "a";
    const control = next?.querySelector(same);
    if (!control) return;
    event.preventDefault();
    control.focus();
  }

  #top() {
    window.scrollTo({ top: 0 });
    this.renew();
  }
}

customElements.define("rf-job-list", JobList);
