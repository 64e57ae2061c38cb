import { html } from "lit";
import { View } from "../../view.js";
import { post, remove } from "../../api.js";
import { moment } from "../../format.js";
import { to } from "../../route.js";

/** A button that asks how a video is to be deleted, and says what that means. Fires `removed` with the answer. */
class Removal extends View {
  static properties = { videoId: {}, what: {}, sure: { state: true } };

  render() {
    return html`<button type="button" class="second" aria-haspopup="dialog" @click=${this.#open}>Delete</button>
      <dialog aria-labelledby="removal-title">
        <h2 id="removal-title">Delete this video?</h2>
        <p dir="auto"><strong>${this.what}</strong></p>
        <h3>For now</h3>
        <p>It is shown nowhere any more, and its links end. Everything is kept for a while, and you can take it back.</p>
        <button type="button" ?disabled=${this.busy} @click=${() => this.#remove(false)}>Delete, can be restored</button>
        <h3>For good</h3>
        <p class="notice bad">The video, its transcript, slides, clips, comments and jobs are removed everywhere: rows, events and
          every file. Nobody can bring them back.</p>
        <p><label><input type="checkbox" .checked=${this.sure} @change=${(event) => { this.sure = event.target.checked; }}>
          I know that this cannot be undone</label></p>
        <button type="button" class="danger" ?disabled=${!this.sure || this.busy} @click=${() => this.#remove(true)}>Delete for good</button>
        ${this.told()}
        <p><button type="button" class="second" @click=${() => this.querySelector("dialog").close()}>Keep it</button></p>
      </dialog>`;
  }

  #open() {
    this.sure = false;
    this.problem = null;
    this.querySelector("dialog").showModal();
  }

  #remove(forGood) {
    this.attempt(async () => {
      const answer = await remove(`/videos/${encodeURIComponent(this.videoId)}?hard_delete=${forGood}`);
      this.querySelector("dialog").close();
      this.dispatchEvent(new CustomEvent("removed", { detail: answer, bubbles: true }));
    });
  }
}

/** What is left to say of a video that has been deleted, and the way back. Fires `restored`. */
class Deleted extends View {
  static properties = { videoId: {}, until: {} };

  render() {
    return html`<h1 tabindex="-1">This video has been deleted</h1>
      <p>It is shown nowhere, and everything is kept${this.until ? html` until ${moment(this.until)}; then it is removed for good` : ""}.</p>
      <button type="button" ?disabled=${this.busy} @click=${this.#restore}>Restore it</button>
      ${this.told()}
      <p><a href=${to("videos")}>All videos</a></p>`;
  }

  firstUpdated() {
    this.querySelector("h1").focus();
  }

  #restore() {
    this.attempt(async () => {
      await post(`/videos/${encodeURIComponent(this.videoId)}/restore`);
      this.dispatchEvent(new Event("restored"));
    });
  }
}

customElements.define("rf-removal", Removal);
customElements.define("rf-deleted", Deleted);
