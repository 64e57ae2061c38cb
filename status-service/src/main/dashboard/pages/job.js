import { html, nothing } from "lit";
import { View } from "../view.js";
import { get, again } from "../api.js";
import { Live } from "../live.js";
import { to } from "../route.js";
import { ago, moment } from "../format.js";
import { facts, wrong } from "./job/facts.js";
import "./job/timeline.js";
import "./job/history.js";
import "./job/actions.js";
import "./job/results.js";

const ends = ["completed", "failed", "cancelled"];
const fields = "id,job_id,youtube_url,url,video_id,job_type,status,stage,progress,message,priority,attempt,retry_count,"
  + "max_retries,queue_position,eta,stalled,dry_run,user_id,channel_id,not_before,created_at,updated_at,started_at,"
  + "completed_at,error,options,stages,links,bytes_done,bytes_total,chunks_done,chunks_total,clips_done,clips_total";
const PLACE = 5_000; // between two looks at the place in line
const AGAIN = 2_000;

/** One job as it goes: its stages, what went wrong and what to do, what came out. */
class JobView extends View {
  static properties = { at: { attribute: false }, job: { state: true }, title: { state: true }, line: { state: true } };

  constructor() {
    super();
    this.job = null;
    this.title = "";
    this.line = "connecting";
    this.waitsFor = 0; // the attempt that was asked for
  }

  willUpdate(changed) {
    if (changed.has("at") && changed.get("at")?.id !== this.at.id) this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  render() {
    if (!this.job) return this.#without();
    const job = this.job;
    return html`
      ${job.channel_id ? html`<p class="trail"><a href=${to("channels", job.channel_id)}>Its channel</a></p>` : nothing}
      <h1>${this.title || address(job)}</h1>
      <p class="standing"><rf-status .value=${job.status}></rf-status> <span data-message>${this.#message(job)}</span>
        ${this.line === "offline" ? html`<span class="notice warn" role="status">Reconnecting …</span>` : nothing}</p>
      <div class="overall ${job.status}"><progress max="100" .value=${job.progress} aria-label="The whole job"></progress>
        <output class="numbers" data-percent>${Math.floor(job.progress)} %</output></div>
      <rf-job-actions .job=${job} @asked=${this.#asked}></rf-job-actions>
      ${job.error && ["failed", "retrying", "pending"].includes(job.status) ? wrong(job) : nothing}
      ${job.stalled ? html`<p class="notice warn">Nothing has been heard of it for a minute. The machine that works on it may be gone; another takes over by itself.</p>` : nothing}
      ${job.job_type === "channel" ? html`<p><a class="button" href=${to("channels", job.id)}>Open the channel</a></p>` : nothing}
      ${job.status === "completed" && !["channel", "purge"].includes(job.job_type)
        ? html`<rf-results .job=${job} @titled=${(event) => { this.title = event.detail; }}></rf-results>` : nothing}
      <rf-timeline .job=${job}></rf-timeline>
      ${facts(job)}
      <rf-history .jobId=${job.id} .type=${job.job_type} .moved=${`${job.status} ${job.attempt} ${job.stage}`}></rf-history>`;
  }

  #without() {
    if (!this.at.id || this.problem?.status === 404 || this.problem?.status === 400) {
      return html`<h1>No such job</h1><p class="empty">There is no job ${this.at.id}. It may have been removed with its video.
        <a href=${to("home")}>To the jobs</a></p>`;
    }
    if (this.problem) {
      return html`<h1>Job</h1>${this.told()}<button type="button" class="second" @click=${() => this.#begin()}>Try again</button>`;
    }
    return html`<h1>Job</h1><p class="empty" role="status">One moment …</p>`;
  }

  #message(job) {
    if (job.status === "queued" && job.queue_position) {
      return `Number ${job.queue_position} in line${job.eta ? `, likely done ${ago(job.eta)}` : ""}`;
    }
    if (job.status === "pending" && job.not_before) return `Waits until ${moment(job.not_before)}`;
    return job.status === "completed" ? "" : job.message ?? "";
  }

  async #begin() {
    this.#stop();
    this.job = null;
    this.title = "";
    const id = this.at.id;
    const well = await this.attempt(async () => {
      const job = await get(`/jobs/${encodeURIComponent(id)}?fields=${fields}`);
      if (id === this.at.id && this.isConnected) this.job = job;
    });
    if (well && this.job) this.#follow();
    else if (this.isConnected && again(this.problem)) this.later = setTimeout(() => this.#begin(), AGAIN);
  }

  #follow() {
    this.#stop();
    const show = (job) => this.#show(job);
    this.live = new Live(`/jobs/${encodeURIComponent(this.job.id)}/stream`, {
      initial_status: show, job_update: show, job_completed: show, job_failed: show, job_cancelled: show, resync: show,
    }, (state) => { this.line = state; });
    this.place = setInterval(() => this.#look(), PLACE);
  }

  // The stream of a job that has ended ends, too; one that was asked to run again may not have begun yet.
  #show(job) {
    const { queue_position, eta } = this.job;
    this.job = job.status === "queued" ? { queue_position, eta, ...job } : job;
    if (!ends.includes(job.status)) {
      this.waitsFor = 0;
      return;
    }
    this.#stop();
    this.line = "live";
    if (this.waitsFor > job.attempt) this.later = setTimeout(() => this.#follow(), AGAIN);
  }

  // A stream does not tell how the line moves.
  async #look() {
    if (this.job?.status !== "queued" || document.hidden || this.line !== "live") return;
    const id = this.job.id;
    const place = await get(`/jobs/${encodeURIComponent(id)}?fields=queue_position,eta`).catch(() => null); // the stream says so
    if (place && this.job?.id === id && this.job.status === "queued") this.job = { ...this.job, queue_position: place.queue_position, eta: place.eta };
  }

  #asked(event) {
    const answer = event.detail;
    if (answer?.id && answer.attempt !== undefined) {
      if (ends.includes(answer.status)) this.waitsFor = answer.attempt + 1;
      this.job = answer;
    }
    if (!this.live) this.#follow();
  }

  #stop() {
    this.live?.close();
    this.live = null;
    clearInterval(this.place);
    clearTimeout(this.later);
  }
}

/** An address without what all have. */
const address = (job) => (job.url ?? job.youtube_url ?? job.video_id).replace(/^https?:\/\/(www\.)?/, "");

customElements.define("rf-job", JobView);
