import { html, nothing } from "lit";
import { View } from "../../view.js";
import { post } from "../../api.js";
import { moment } from "../../format.js";

/** A button that opens a form for a link to `file` (a path) that anyone may open until it expires. `what` is its name. */
class Share extends View {
  static properties = { file: {}, what: {}, link: { state: true }, copied: { state: true } };

  render() {
    return html`<button type="button" class="second" aria-haspopup="dialog" aria-label="Share ${this.what}"
        @click=${this.#open}>Share</button>
      <dialog aria-label="Share ${this.what}">
        <h3>Share ${this.what}</h3>
        <p>Whoever has the link can open this one file without a key, until the link expires.</p>
        <form @submit=${this.#make}>
          <label>It opens for <select name="seconds">
            <option value="3600">an hour</option><option value="86400" selected>a day</option><option value="604800">a week</option>
          </select></label>
          <button type="submit" ?disabled=${this.busy}>Make the link</button>
        </form>
        ${this.told()}
        ${this.link ? html`<p><label>Link <input type="text" readonly .value=${this.link.url} @focus=${(event) => event.target.select()}></label>
          <button type="button" class="second" @click=${this.#copy}>Copy</button></p>
          <p role="status">It expires ${moment(this.link.expires_at)}. ${this.copied ?? ""}</p>` : nothing}
        <button type="button" class="second" @click=${() => this.querySelector("dialog").close()}>Close</button>
      </dialog>`;
  }

  #open() {
    this.link = null;
    this.copied = "";
    this.problem = null;
    this.querySelector("dialog").showModal();
  }

  #make(event) {
    event.preventDefault();
    const seconds = Number(new FormData(event.target).get("seconds"));
    this.attempt(async () => { this.link = await post("/sign", { url: this.file, seconds }); });
  }

  // Pages that did not come by TLS or from this machine have no clipboard: the text is selected, to be copied by hand.
  async #copy() {
    this.querySelector("input").select();
    try {
      await navigator.clipboard.writeText(this.link.url);
      this.copied = "Copied.";
    } catch {
      this.copied = "The browser does not let the page copy: it is selected, copy it by hand.";
    }
  }
}

customElements.define("rf-share", Share);
