import { html, nothing } from "lit";
import { View } from "../../view.js";
import { post } from "../../api.js";
import { bytes, count, moment, words } from "../../format.js";
import { to } from "../../route.js";
import { may } from "../../session.js";
import { optionFields } from "./fields.js";
import { optionsOf, TYPES } from "./options.js";
import { upload } from "./upload.js";

const KINDS = { video: "Video address", file: "File", channel: "Playlist or channel" };
const LISTS = /[?&]list=|\/(@|channel\/|c\/|user\/)|\.(xml|rss|atom)([?#]|$)|\/feed\/?$/i;
const CHECKS = [["", "only now"], ["PT1H", "every hour"], ["PT6H", "every 6 hours"], ["P1D", "every day"], ["P7D", "every week"]];

/** Where jobs are asked for. Tells of `sent`. */
class Submit extends View {
  static properties = {
    kind: { state: true },
    type: { state: true },
    file: { state: true },
    over: { state: true },
    sending: { state: true },
    estimate: { state: true },
    outcome: { state: true },
    open: { state: true },
  };

  #abort = null;
  #chosenByHand = false;

  constructor() {
    super();
    this.kind = "video";
    this.type = "full_processing";
    this.file = null;
    this.over = false;
    this.sending = null; // {done, size} of a file that goes up
    this.estimate = null;
    this.outcome = null; // {job, known}
    this.open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    // A file that misses the place is not opened instead of this page.
    for (const name of ["dragover", "drop"]) window.addEventListener(name, keep);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const name of ["dragover", "drop"]) window.removeEventListener(name, keep);
    this.#abort?.abort();
  }

  render() {
    return html`<section class="card submit ${this.over ? "over" : ""}" aria-labelledby="submit-title"
        @dragover=${this.#above} @dragleave=${() => { this.over = false; }} @drop=${this.#dropped}>
      <h2 id="submit-title">New job</h2>
      <form @submit=${this.#submit} @change=${this.#changed}>
        <fieldset class="kinds"><legend class="unseen">What to work on</legend>
          ${Object.entries(KINDS).map(([name, label]) => html`<label><input type="radio" name="kind" value=${name}
            .checked=${this.kind === name} @change=${this.#turn}> ${label}</label>`)}
        </fieldset>
        <div class="what">${this.kind === "file" ? this.#fileField() : this.#addressField()}
          <label class="type">Make <select name="job_type" @change=${(event) => { this.type = event.target.value; }}>
            ${TYPES.map(([name, told]) => html`<option value=${name} ?selected=${name === this.type}>${told}</option>`)}
          </select></label>
          ${this.#button()}</div>
        ${this.kind === "channel" ? this.#channelFields() : nothing}
        <details @toggle=${(event) => { this.open = event.target.open; }}><summary>Options</summary>
          ${this.open ? html`<div class="options">${this.#common()}</div>${optionFields(this.type, this.#wrong())}` : nothing}
        </details>
      </form>
      ${this.sending ? this.#progress() : nothing}
      ${this.told()}
      <div role="status">${this.estimate ? this.#estimated() : nothing}${this.outcome ? this.#done() : nothing}</div>
    </section>`;
  }

  #addressField() {
    const wrong = this.#wrong().url ?? this.#wrong().youtube_url;
    return html`<label class="address">${this.kind === "channel" ? "Address of a playlist, channel, feed or sitemap" : "Address"}
      <input name="url" type="url" required maxlength="4096" placeholder="https://" autocomplete="off"
        aria-invalid=${wrong ? "true" : nothing} @input=${this.#typed}></label>`;
  }

  #fileField() {
    return html`<label class="address drop">${this.file
      ? html`<span>${this.file.name}, ${bytes(this.file.size)}</span>` : html`<span>Drop a file here, or choose one</span>`}
      <input name="file" type="file" ?required=${!this.file} accept="video/*,audio/*,.mkv" @change=${(event) => { this.file = event.target.files[0] ?? null; }}
        aria-label="File"></label>`;
  }

  #channelFields() {
    return html`<div class="options">
      <div class="option"><label for="max-videos">At most</label>
        <input id="max-videos" name="max_videos" type="number" min="1" max="1000000" placeholder="all" aria-describedby="max-help">
        <small id="max-help">Videos, in the order of the list.</small></div>
      <div class="option"><label for="after">Published after</label>
        <input id="after" name="published_after" type="date"><small>Older ones are left out.</small></div>
      <div class="option"><label for="every">Look for new ones</label>
        <select id="every" name="every">${CHECKS.map(([value, told]) => html`<option value=${value}>${told}</option>`)}</select>
        <small>New videos become jobs by themselves.</small></div>
    </div>`;
  }

  #common() {
    return html`
      <div class="option"><label for="priority">Priority</label>
        <input id="priority" name="priority" type="number" min="1" max="9" placeholder=${this.kind === "channel" ? "7" : "5"}>
        <small>1 is first, 9 is last.</small></div>
      ${this.kind === "channel" ? nothing : html`
        <div class="option"><label for="not-before">Not before</label>
          <input id="not-before" name="not_before" type="datetime-local"><small>It waits until then.</small></div>
        <div class="option truth"><input id="force" name="force" type="checkbox"><label for="force">Do it again</label>
          <small>Even if the same was asked for before.</small></div>`}
      ${may("admin") ? html`<div class="option"><label for="user">Owner</label>
        <input id="user" name="user_id" type="text" maxlength="128"><small>Whose job it is; empty: your key's.</small></div>` : nothing}`;
  }

  #button() {
    const label = this.kind === "channel" && !this.estimate ? "Estimate" : "Start";
    return html`<button type="submit" ?disabled=${this.busy}>${this.busy && label === "Estimate" ? "Counting …" : label}</button>`;
  }

  #progress() {
    const { done, size } = this.sending;
    return html`<p class="sending"><progress max=${size} .value=${done} aria-label="Upload"></progress>
      <span class="numbers">${bytes(done)} of ${bytes(size)}</span>
      <button type="button" class="second" @click=${() => this.#abort.abort()}>Stop</button></p>`;
  }

  #estimated() {
    const { videos, hours, bytes: size, eta, complete } = this.estimate;
    return html`<p class="notice" data-estimate>${complete ? "" : "At least "}<strong>${count(videos)} videos</strong>,
      ${count(Math.round(hours * 10) / 10)} hours, about ${bytes(size)} to fetch${eta ? html`; all done about ${moment(eta)}` : nothing}.
      Nothing has been started yet.</p>`;
  }

  #done() {
    const { job, known } = this.outcome;
    const way = job.job_type === "channel" ? to("channels", job.job_id) : to("jobs", job.job_id);
    return html`<p class="notice" data-outcome>${known
      ? html`The same was asked for before and is ${words(job.status)}: <a href=${way}>see it</a>. To run it again, choose
        “Do it again” among the options.` : html`It is ${words(job.status)}: <a href=${way}>follow it</a>.`}</p>`;
  }

  #wrong() {
    return Object.fromEntries((this.problem?.fields ?? []).map((each) => [each.field, each.message]));
  }

  #turn(event) {
    this.kind = event.target.value;
    this.#chosenByHand = true;
  }

  #typed(event) {
    if (!this.#chosenByHand) this.kind = LISTS.test(event.target.value) ? "channel" : "video";
  }

  // An estimate is of what was asked for.
  #changed() {
    this.estimate = null;
    this.outcome = null;
  }

  #above(event) {
    if (![...event.dataTransfer.items].some((each) => each.kind === "file")) return;
    event.preventDefault();
    this.over = true;
  }

  async #dropped(event) {
    event.preventDefault();
    this.over = false;
    const [file] = event.dataTransfer.files;
    if (!file) return;
    this.kind = "file";
    this.file = file;
    this.outcome = null;
    await this.updateComplete;
    this.querySelector("button[type=submit]").focus();
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    this.outcome = null;
    await this.attempt(async () => {
      if (this.kind === "channel") await this.#channel(form);
      else await this.#job(form);
    });
    this.sending = null;
  }

  #shared(form) {
    const text = (name) => form.elements.namedItem(name)?.value.trim() || undefined;
    const priority = text("priority");
    const options = optionsOf(form, this.type);
    return {
      job_type: this.type,
      priority: priority && Number(priority),
      user_id: text("user_id"),
      options: Object.keys(options).length ? options : undefined,
    };
  }

  async #job(form) {
    let url = form.elements.namedItem("url")?.value.trim();
    if (this.kind === "file") {
      const file = this.file;
      this.#abort = new AbortController();
      this.sending = { done: 0, size: file.size };
      url = await upload(file, (done) => { this.sending = { done, size: file.size }; }, this.#abort.signal);
    }
    const later = form.elements.namedItem("not_before")?.value;
    let status;
    const job = await post("/jobs", {
      url,
      ...this.#shared(form),
      force: form.elements.namedItem("force")?.checked || undefined,
      not_before: later ? new Date(later).toISOString() : undefined,
    }, { answered: (answer) => { status = answer.status; } });
    this.file = null;
    this.#tell(job, status === 200, form);
  }

  async #channel(form) {
    const text = (name) => form.elements.namedItem(name)?.value || undefined;
    const { job_type, ...shared } = this.#shared(form);
    const after = text("published_after");
    const asked = {
      url: text("url").trim(),
      job_type,
      max_videos: text("max_videos") && Number(text("max_videos")),
      published_after: after && new Date(after).toISOString(),
    };
    if (!this.estimate) {
      this.estimate = await post("/channels/estimate", asked);
      return;
    }
    const every = text("every");
    let status;
    const job = await post("/channels", { ...asked, ...shared, subscribe: every && { every } },
      { answered: (answer) => { status = answer.status; } });
    this.estimate = null;
    this.#tell(job, status === 200, form);
  }

  // The options stay: the next one is often to be made alike.
  #tell(job, known, form) {
    this.outcome = { job, known };
    const address = form.elements.namedItem("url");
    if (address) address.value = "";
    this.#chosenByHand = false;
    this.dispatchEvent(new CustomEvent("sent", { detail: job }));
  }
}

const keep = (event) => event.preventDefault();

customElements.define("rf-submit", Submit);
