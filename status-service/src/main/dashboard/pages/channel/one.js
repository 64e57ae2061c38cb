import { html, nothing } from "lit";
import { View } from "../../view.js";
import { get, again } from "../../api.js";
import { Live } from "../../live.js";
import { to } from "../../route.js";
import { ago, count, duration, words } from "../../format.js";
import { Children } from "./children.js";
import "./controls.js";
import "./failures.js";
import "./grid.js";
import "./plots.js";

const OFTEN = 2_000;
const SELDOM = 5_000;

/** One channel: its jobs at a glance, what went wrong with them, how fast they go. */
class ChannelView extends View {
  static properties = { at: { attribute: false }, channel: { state: true }, line: { state: true } };

  constructor() {
    super();
    this.channel = null;
    this.line = "connecting";
    this.listedAt = Infinity;
  }

  willUpdate(changed) {
    if (changed.has("at") && changed.get("at")?.id !== this.at.id) this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  render() {
    if (!this.channel) return this.#without();
    const { channel } = this;
    return html`<p class="trail"><a href=${to("channels")}>Channels</a></p>
      <h1>${channel.title || channel.url.replace(/^https?:\/\/(www\.)?/, "")}</h1>
      <p class="standing">${this.#counted()}
        ${this.line === "offline" ? html`<span class="notice warn" role="status">Reconnecting …</span>` : nothing}</p>
      ${channel.paused ? html`<p class="notice warn" data-paused>Paused: those that wait stay in line, what runs goes on to its end.</p>` : nothing}
      ${this.told()}
      <rf-channel-controls .channel=${channel} @asked=${() => this.#look()}></rf-channel-controls>
      <section class="card" aria-labelledby="grid-title"><h2 id="grid-title">Jobs</h2>
        ${channel.videos.total ? html`<rf-job-grid .jobs=${this.jobs} .counts=${channel.videos}></rf-job-grid>
          <p><a href=${to("home", "", { channel_id: channel.channel_id })}>All of them as a list</a></p>`
          : html`<p class="empty">No videos yet. They appear here as the list is read.</p>`}
      </section>
      <rf-failures .channel=${channel} @asked=${() => this.#look()}></rf-failures>
      ${channel.videos.total ? html`<rf-plots .jobs=${this.jobs} .channel=${channel}></rf-plots>` : nothing}
      ${this.#list()}`;
  }

  #without() {
    if (this.problem?.status === 404 || this.problem?.status === 400) {
      return html`<h1>No such channel</h1><p class="empty">There is no channel ${this.at.id}. <a href=${to("channels")}>To the channels</a></p>`;
    }
    if (this.problem) {
      return html`<h1>Channel</h1>${this.told()}<button type="button" class="second" @click=${() => this.#begin()}>Try again</button>`;
    }
    return html`<h1>Channel</h1><p class="empty" role="status">One moment …</p>`;
  }

  #counted() {
    const { videos, eta } = this.channel;
    const ended = videos.completed + videos.failed + videos.cancelled;
    return html`<span class="numbers" data-ended>${count(ended)} of ${count(videos.total)} ended${eta ? `, all of them likely ${ago(eta)}` : ""}</span>`;
  }

  #list() {
    const { run, error, status, subscribe, next_check: next, checked_at: checked, url, channel_id: id } = this.channel;
    const skipped = Object.entries(run?.skipped ?? {});
    return html`<section class="card" aria-labelledby="list-title"><h2 id="list-title">Its list</h2>
      <p class="soft">${url}</p>
      ${error ? html`<p class="notice bad">${error.message} <code>${error.code}</code></p>` : nothing}
      ${run ? html`<p>${checked ? `Last looked at ${ago(checked)}: ` : ""}${count(run.listed)} listed, ${count(run.created)} of them new, ${count(run.known)} known${
        run.complete ? "" : "; there is more than was read"}.</p>` : nothing}
      ${skipped.length ? html`<p>Left out: ${skipped.map(([why, number]) => `${words(why)} ${count(number)}`).join(", ")}.</p>` : nothing}
      <p>${next ? `It is looked at again ${ago(next)}.` : status === "completed" || status === "cancelled" ? "It is not looked at again." : ""}
        ${subscribe ? `Asked for every ${duration(subscribe.every)}.` : ""} <a href=${to("jobs", id)}>The job that reads it</a></p>
    </section>`;
  }

  async #begin() {
    this.#stop();
    this.channel = null;
    const id = this.at.id;
    const well = await this.attempt(async () => {
      const channel = await get(`/channels/${encodeURIComponent(id)}`);
      if (id !== this.at.id || !this.isConnected) return;
      this.jobs = new Children(id, (job) => this.querySelector("rf-job-grid")?.moved(job));
      this.channel = channel;
    });
    if (well && this.channel) this.#follow();
    else if (this.isConnected && again(this.problem)) this.later = setTimeout(() => this.#begin(), OFTEN);
  }

  // The stream begins first, so that nothing happens between what is listed and what is told.
  #follow() {
    const id = this.channel.channel_id;
    const tell = (job) => this.jobs.tell(job);
    let listed = false;
    const list = () => { listed = true; this.#load(); };
    this.live = new Live(`/stream?channel_id=${encodeURIComponent(id)}`, {
      job_update: tell, job_completed: tell, job_failed: tell, job_cancelled: tell,
      stats: () => { if (!listed) list(); },
      resync: list,
    }, (state) => {
      if (state === "live") listed = false;
      this.line = state;
    });
    this.timer = setInterval(() => { if (!document.hidden) this.#look(); }, OFTEN);
  }

  async #look() {
    const id = this.at.id;
    const channel = await get(`/channels/${encodeURIComponent(id)}`).catch((problem) => problem);
    if (id !== this.at.id || !this.isConnected) return;
    if (channel instanceof Error) {
      if (channel.status === 404) this.#begin();
      else this.line = "offline";
      return;
    }
    this.line = this.live.state;
    this.#catchUp(this.channel.videos);
    this.channel = channel;
  }

  // The stream is ahead of the tables, so what they knew a look ago is known here; if not, it fell between the two.
  #catchUp({ total, completed, failed, cancelled }) {
    const missed = this.jobs.size < total || this.jobs.ended < completed + failed + cancelled;
    if (missed && !this.busy && Date.now() - this.listedAt > SELDOM) this.#load();
  }

  async #load() {
    this.listedAt = Infinity;
    await this.attempt(() => this.jobs.load());
    this.listedAt = Date.now();
  }

  #stop() {
    this.live?.close();
    this.jobs?.stop();
    clearInterval(this.timer);
    clearTimeout(this.later);
  }
}

customElements.define("rf-channel", ChannelView);
