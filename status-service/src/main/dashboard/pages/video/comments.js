import { html, nothing } from "lit";
import { View } from "../../view.js";
import { get } from "../../api.js";
import { ago, count, moment } from "../../format.js";

const PAGE = 50;

/** What people say under a video, in threads; fetched when somebody wants to read it. */
class Comments extends View {
  static properties = { videoId: {}, threads: { state: true }, shown: { state: true } };

  constructor() {
    super();
    this.shown = PAGE;
  }

  render() {
    if (!this.threads) {
      return html`<button type="button" class="second" ?disabled=${this.busy} @click=${this.#load}>
        ${this.busy ? "One moment …" : "Show the comments"}</button>${this.told()}`;
    }
    if (!this.threads.length) {
      return html`<p class="empty" role="status">There are none: no job has fetched comments (the option include_comments), or nobody said anything.</p>`;
    }
    const rest = this.threads.length - this.shown;
    return html`<p role="status" class="soft">${count(this.threads.length)} threads</p>
      <ol class="threads">${this.threads.slice(0, this.shown).map((thread) => html`<li>${comment(thread)}${replies(thread)}</li>`)}</ol>
      ${rest > 0 ? html`<button type="button" class="second" @click=${() => { this.shown += PAGE; }}>
        Show ${count(Math.min(rest, PAGE))} more of ${count(rest)}</button>` : nothing}`;
  }

  #load() {
    this.attempt(async () => {
      this.threads = (await get(`/videos/${encodeURIComponent(this.videoId)}?include_comments=true`)).comments ?? [];
    });
  }
}

const replies = (thread) => (thread.replies?.length
  ? html`<details><summary>${thread.replies.length === 1 ? "1 reply" : `${count(thread.replies.length)} replies`}</summary>
      <ol>${thread.replies.map((each) => html`<li>${comment(each)}</li>`)}</ol></details>`
  : nothing);

const comment = (each) => html`<article class="comment">
  <p class="soft"><strong dir="auto">${each.author ?? "Somebody"}</strong>${each.author_is_uploader ? ", who published the video" : ""}
    ${each.published_at ? html`<time datetime=${each.published_at} title=${moment(each.published_at)}>${ago(each.published_at)}</time>` : nothing}
    ${each.is_pinned ? "· pinned" : ""} ${each.is_favorited ? "· liked by the publisher" : ""}
    ${each.like_count ? `· ${count(each.like_count)} likes` : ""}</p>
  <p class="text" dir="auto">${each.text}</p></article>`;

customElements.define("rf-comments", Comments);
