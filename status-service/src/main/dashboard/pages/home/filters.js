import { html, nothing } from "lit";
import { View } from "../../view.js";
import { get } from "../../api.js";
import { words } from "../../format.js";
import { go, to } from "../../route.js";
import { may } from "../../session.js";
import { filterOf } from "./filter.js";

const STATUSES = ["pending", "queued", "processing", "retrying", "completed", "failed", "cancelled"];
const TYPES = ["full_processing", "transcription", "shorts", "slides", "metadata", "channel", "conversion", "purge"];
const TOLD = { video_id: "of one video", error_code: "failed with" };

/** Which jobs are shown. All of it is in the address, so it can be kept, and the way back is the browser's own. */
class Filters extends View {
  static properties = { values: { attribute: false }, channels: { state: true } };

  #typing = 0;

  constructor() {
    super();
    this.values = {};
    this.channels = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.attempt(async () => { this.channels = (await get("/channels?limit=200")).channels; });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  render() {
    const { values } = this;
    return html`<form class="filters" role="search" aria-label="Jobs" @submit=${(event) => event.preventDefault()}>
      <label>Search <input type="search" name="q" .value=${values.q ?? ""} placeholder="address, title or id" maxlength="500"
        @input=${this.#typed}></label>
      ${this.#choice("State", "status_filter", STATUSES)}
      ${this.#choice("Type", "job_type", TYPES)}
      ${this.channels.length || values.channel_id ? this.#channel() : nothing}
      ${this.#choice("Priority", "priority", ["1", "2", "3", "4", "5", "6", "7", "8", "9"])}
      ${may("admin") ? html`<label>Owner <input type="text" name="user_id" class="short" .value=${values.user_id ?? ""}
        @change=${this.#changed} maxlength="128"></label>` : nothing}
      ${Object.keys(TOLD).filter((name) => values[name]).map((name) => html`<span class="tag">
        ${TOLD[name]} ${name === "error_code" ? words(values[name]).toLowerCase() : nothing}
        <a href=${to("home", "", { ...values, [name]: "" })} aria-label="Without: ${TOLD[name]}">✕</a></span>`)}
      ${Object.keys(filterOf(values)).length ? html`<a href=${to("home")}>Show all</a>` : nothing}
    </form>`;
  }

  #choice(label, name, choices) {
    return html`<label>${label} <select name=${name} @change=${this.#changed}>
      <option value="" .selected=${!this.values[name]}>any</option>
      ${choices.map((each) => html`<option value=${each} .selected=${this.values[name] === each}>${words(each)}</option>`)}
    </select></label>`;
  }

  // One that is older than the list of them is told by its id.
  #channel() {
    const chosen = this.values.channel_id ?? "";
    const known = this.channels.some((each) => each.channel_id === chosen);
    return html`<label>Channel <select name="channel_id" class="long" @change=${this.#changed}>
      <option value="" .selected=${!chosen}>any</option>
      ${chosen && !known ? html`<option value=${chosen} selected>${chosen}</option>` : nothing}
      ${this.channels.map((each) => html`<option value=${each.channel_id} .selected=${each.channel_id === chosen}>
        ${each.title || each.url}</option>`)}
    </select></label>`;
  }

  #changed({ target }) {
    go(to("home", "", { ...this.values, [target.name]: target.value.trim() }));
  }

  #typed({ target }) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(
      () => go(to("home", "", { ...this.values, q: target.value.trim() }), { replace: true }), 300);
  }
}

customElements.define("rf-filters", Filters);
