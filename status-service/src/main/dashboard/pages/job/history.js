import { html, nothing } from "lit";
import { View } from "../../view.js";
import { get } from "../../api.js";
import { words } from "../../format.js";
import { stageName } from "./stages.js";

const time = (text) => new Date(text).toLocaleTimeString();

/** What happened to a job, attempt by attempt; read anew when `moved` changes. */
class History extends View {
  static properties = { jobId: { attribute: false }, moved: { attribute: false }, type: { attribute: false }, attempts: { state: true }, open: { state: true } };

  constructor() {
    super();
    this.attempts = null;
    this.open = new Set();
  }

  willUpdate(changed) {
    if (changed.has("jobId")) { this.attempts = null; this.open = new Set(); }
    if (changed.has("jobId") || changed.has("moved")) this.#read();
  }

  render() {
    return html`<section class="card" aria-labelledby="history-title">
      <h2 id="history-title">Attempts and history</h2>
      ${this.told()}
      ${this.attempts === null ? html`<p class="empty">One moment …</p>`
        : this.attempts.length ? this.attempts.map((each) => this.#attempt(each))
          : html`<p class="empty">Nothing has happened yet: the job has just been asked for.</p>`}
    </section>`;
  }

  #attempt({ attempt, events }) {
    const end = events.at(-1);
    const open = this.open.has(attempt);
    return html`<details data-attempt=${attempt} ?open=${open} @toggle=${(event) => this.#toggle(attempt, event.target.open)}>
      <summary>Attempt ${attempt} · ${end.status === "retrying" ? "failed, tried again" : words(end.status)}${end.error ? html` <span class="soft">(${end.error.code})</span>` : nothing}
        <span class="soft">${new Date(events[0].time).toLocaleString()} · ${events.length} ${events.length === 1 ? "entry" : "entries"}</span></summary>
      ${open ? html`<div class="scroll" tabindex="0" role="region" aria-label="Attempt ${attempt}"><table>
        <thead><tr><th scope="col">Time</th><th scope="col">What</th><th scope="col">Stage</th><th scope="col">Progress</th><th scope="col">Message</th></tr></thead>
        <tbody>${events.map((each) => this.#row(each))}</tbody></table></div>` : nothing}
    </details>`;
  }

  #row(each) {
    return html`<tr><td class="numbers"><time datetime=${each.time}>${time(each.time)}</time></td>
      <td>${words(each.type)}${each.reused ? " (a stored result was used)" : ""}</td>
      <td>${each.stage ? stageName(each.stage, this.type) : ""}</td>
      <td class="numbers">${Math.floor(each.progress)} %</td>
      <td>${each.error?.message ?? each.message ?? ""}</td></tr>`;
  }

  #toggle(attempt, open) {
    const now = new Set(this.open);
    if (open) now.add(attempt); else now.delete(attempt);
    this.open = now;
  }

  // While one answer is awaited, the next wish waits for it: a busy job does not make a storm of reads.
  async #read() {
    if (this.busy) { this.again = true; return; }
    await this.attempt(async () => {
      const id = this.jobId;
      const { events } = await get(`/jobs/${encodeURIComponent(id)}/history`);
      if (id === this.jobId) this.attempts = byAttempt(events);
    });
    if (this.again) { this.again = false; this.#read(); }
  }
}

/** The newest attempt first; what came before the first belongs to it. */
function byAttempt(events) {
  const found = new Map();
  for (const each of events) {
    const attempt = Math.max(1, each.attempt);
    if (!found.has(attempt)) found.set(attempt, []);
    found.get(attempt).push(each);
  }
  return [...found].map(([attempt, all]) => ({ attempt, events: all })).sort((a, b) => b.attempt - a.attempt);
}

customElements.define("rf-history", History);
