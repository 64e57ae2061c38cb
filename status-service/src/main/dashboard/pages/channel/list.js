import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { get, query } from "../../api.js";
import { to } from "../../route.js";
import { ago, count, words } from "../../format.js";
import { styled } from "../../elements/styled.js";

const PAGE = 50;
const OFTEN = 5_000;
const parts = ["completed", "failed", "cancelled", "processing", "retrying"];

/** Channels, the newest first, and how far each is. */
class ChannelsView extends View {
  static properties = { at: { attribute: false }, page: { state: true } };

  constructor() {
    super();
    this.page = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => { if (!document.hidden && !this.busy) this.#read(); }, OFTEN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  willUpdate(changed) {
    if (changed.has("at")) this.#read();
  }

  render() {
    return html`<h1>Channels</h1>
      <p class="soft">Channels, playlists, feeds and sitemaps that become a job for each of their videos.</p>
      ${this.told()}
      ${this.page ? this.#list() : this.problem ? nothing : html`<p class="empty" role="status">One moment …</p>`}`;
  }

  #list() {
    const { channels, total, offset } = this.page;
    if (!total) return html`<p class="empty">There is no channel yet. <a href=${to("home")}>Send the address of one</a>; its videos appear here as they are found.</p>`;
    const turn = (name, from) => html`<a class="button second" href=${to("channels", "", { offset: from || "" })}>${name}</a>`;
    return html`<ul class="channels">${repeat(channels, (each) => each.channel_id, (each) => this.#channel(each))}</ul>
      ${total > PAGE ? html`<nav class="pages" aria-label="Pages">
        ${offset > 0 ? turn("Newer", Math.max(0, offset - PAGE)) : nothing}
        <span class="numbers">${count(offset + 1)}–${count(offset + channels.length)} of ${count(total)}</span>
        ${offset + channels.length < total ? turn("Older", offset + PAGE) : nothing}</nav>` : nothing}`;
  }

  #channel(each) {
    const { total, completed, failed } = each.videos;
    const ended = completed + failed + each.videos.cancelled;
    return html`<li class="card" data-channel=${each.channel_id}>
      <h2><a href=${to("channels", each.channel_id)}>${each.title || each.url.replace(/^https?:\/\/(www\.)?/, "")}</a></h2>
      <p class="soft">${words(each.job_type)} · ${each.user_id}${each.dry_run ? " · dry run" : ""}${each.paused ? " · paused" : ""} · ${this.#look(each)}</p>
      <div class="shares" aria-hidden="true">${parts.map((part) => each.videos[part]
        ? html`<i class=${part} ${styled({ width: `${(100 * each.videos[part]) / total}%` })}></i>` : nothing)}</div>
      <p class="numbers">${total ? html`${count(ended)} of ${count(total)} ended${failed ? `, ${count(failed)} failed` : ""}` : "No videos yet"}${
        ended < total && each.throughput_per_minute ? ` · ${count(Math.round(each.throughput_per_minute * 10) / 10)} a minute` : ""}${
        each.eta ? ` · likely done ${ago(each.eta)}` : ""}</p>
    </li>`;
  }

  #look(each) {
    if (each.status === "failed") return `the list could not be read: ${each.error?.message ?? each.message ?? ""}`;
    if (!["completed", "cancelled"].includes(each.status)) return "is being listed";
    return each.next_check ? `looked at again ${ago(each.next_check)}` : "not looked at again";
  }

  #read() {
    return this.attempt(async () => {
      const offset = Number(this.at.values.offset ?? 0) || 0;
      this.page = await get(`/channels${query({ limit: PAGE, offset })}`);
    });
  }
}

customElements.define("rf-channels", ChannelsView);
