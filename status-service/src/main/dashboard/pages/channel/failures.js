import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { post } from "../../api.js";
import { may } from "../../session.js";
import { count } from "../../format.js";
import { to } from "../../route.js";
import { styled } from "../../elements/styled.js";
import { reason } from "../job/reasons.js";
import "../../elements/action.js";
import { KeptFocus } from "../../elements/kept-focus.js";

/** Failed jobs of a channel by what went wrong; each group is retried with one click. Says `asked` when it was. */
class Failures extends View {
  static properties = { channel: { attribute: false }, actions: { state: true } };

  constructor() {
    super();
    this.actions = [];
    new KeptFocus(this, "h2");
  }

  render() {
    const groups = Object.entries(this.channel.failures).sort((a, b) => b[1] - a[1]);
    if (!groups.length && !this.actions.length) return nothing;
    const most = Math.max(...groups.map(([, number]) => number));
    return html`<section class="card" aria-labelledby="failures-title">
      <h2 id="failures-title" tabindex="-1">What went wrong</h2>
      ${this.told()}
      ${repeat(this.actions, (each) => each.id, (each) => html`<rf-action .action=${each} @dismissed=${() => this.#dismiss(each)}></rf-action>`)}
      ${groups.length ? nothing : html`<p class="empty">Nothing that failed is left.</p>`}
      <ul class="failures">${repeat(groups, ([code]) => code, ([code, number]) => this.#group(code, number, most))}</ul>
    </section>`;
  }

  #group(code, number, most) {
    const { title, advice } = reason(code);
    const jobs = number === 1 ? "job" : "jobs";
    const list = to("home", "", { channel_id: this.channel.channel_id, status_filter: "failed", error_code: code });
    return html`<li data-code=${code}>
      <h3>${title} <span class="soft">${count(number)} ${jobs} · <code>${code}</code></span></h3>
      <i class="share" ${styled({ width: `${Math.max(1, (100 * number) / most)}%` })}></i>
      <p>${advice}</p>
      ${may("submit") ? html`<button type="button" ?disabled=${this.busy} @click=${() => this.#retry(code)}>Retry ${
        number === 1 ? "this one" : `these ${count(number)}`}<span class="unseen">: ${title}</span></button>` : nothing}
      <a href=${list}>Show ${number === 1 ? "it" : "them"}<span class="unseen">: ${title}</span></a>
    </li>`;
  }

  #dismiss(action) {
    this.actions = this.actions.filter((each) => each !== action);
  }

  #retry(code) {
    const filter = { channel_id: this.channel.channel_id, status_filter: "failed", error_code: code };
    return this.attempt(async () => {
      const { id, matched } = await post("/jobs/actions", { action: "retry", filter });
      this.actions = [...this.actions, { id, matched, action: "retry" }];
      this.dispatchEvent(new CustomEvent("asked"));
    });
  }
}

customElements.define("rf-failures", Failures);
