import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../../view.js";
import { post } from "../../api.js";
import { may } from "../../session.js";
import "../../elements/action.js";
import { KeptFocus } from "../../elements/kept-focus.js";
import { count } from "../../format.js";

/** What can be done with all of a channel's jobs at once. Says `asked` when something was. */
class ChannelControls extends View {
  static properties = { channel: { attribute: false }, said: { state: true }, actions: { state: true } };

  constructor() {
    super();
    this.said = "";
    this.actions = [];
    new KeptFocus(this, ".actions");
  }

  willUpdate(changed) {
    const before = changed.get("channel");
    if (before && before.paused !== this.channel.paused) this.said = "";
  }

  render() {
    if (!may("submit")) return nothing;
    const { videos, paused, next_check: next } = this.channel;
    const waiting = videos.pending + videos.queued + videos.retrying;
    const open = waiting + videos.processing;
    const again = videos.failed + videos.cancelled;
    const button = (name, action, kind, call) => html`<button type="button" class=${kind} data-action=${action} ?disabled=${this.busy} @click=${call}>${name}</button>`;
    return html`<div class="actions" role="group" aria-label="The whole channel" tabindex="-1">
      ${paused ? button("Resume", "resume", "", () => this.#pause(false)) : open ? button("Pause", "pause", "second", () => this.#pause(true)) : nothing}
      ${again ? button(`Retry all ${count(again)} that failed or were cancelled`, "retry", "", () => this.#all("/retry")) : nothing}
      ${open || next ? button("Cancel the channel", "cancel", "danger", () => this.querySelector("dialog").showModal()) : nothing}
      <span role="status">${this.said}</span>
      ${this.told()}
      <dialog aria-labelledby="stop-title">
        <h2 id="stop-title">Cancel this channel?</h2>
        <p>${open ? `${count(open)} of its jobs have not ended and are stopped. ` : ""}${next ? "It is not looked at again. " : ""}What is made already stays.</p>
        <div class="actions"><button type="button" class="danger" data-action="confirm" @click=${this.#cancel}>Cancel the channel</button>
          <button type="button" class="second" @click=${() => this.querySelector("dialog").close()}>Let it go on</button></div>
      </dialog>
    </div>
    ${repeat(this.actions, (each) => each.id, (each) => html`<rf-action .action=${each} @dismissed=${() => this.#dismiss(each)}></rf-action>`)}`;
  }

  #pause(paused) {
    return this.#do(async () => {
      await post(this.#path(paused ? "/pause" : "/resume"));
      this.said = paused ? "It is being paused …" : "It goes on …";
      this.dispatchEvent(new CustomEvent("asked"));
    });
  }

  #cancel() {
    this.querySelector("dialog").close();
    return this.#all("/cancel", {});
  }

  #all(path, body) {
    return this.#do(async () => {
      const { matched, actions } = await post(this.#path(path), body);
      this.said = matched ? "" : "No job of it is one that this fits.";
      const action = path.slice(1);
      this.actions = [...this.actions, ...actions.map((each) => ({ id: each.split("/").at(-1), action }))];
      this.dispatchEvent(new CustomEvent("asked"));
    });
  }

  #dismiss(action) {
    this.actions = this.actions.filter((each) => each !== action);
  }

  #path(rest) {
    return `/channels/${encodeURIComponent(this.channel.channel_id)}${rest}`;
  }

  #do(work) {
    this.said = "";
    return this.attempt(work);
  }
}

customElements.define("rf-channel-controls", ChannelControls);
