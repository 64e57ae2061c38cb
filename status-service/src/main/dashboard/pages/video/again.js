import { html } from "lit";
import { View } from "../../view.js";
import { post } from "../../api.js";

const TYPES = { "": "what it was made for", full_processing: "everything", transcription: "transcript", shorts: "clips", slides: "slides" };
const MODELS = ["tiny", "base", "small", "medium", "large-v3"];

/** A form to make results anew from what is stored. Fires `changed` with the job. */
class Again extends View {
  static properties = { videoId: {} };

  render() {
    return html`<details class="again-form"><summary>Make them anew</summary>
      <p class="soft">From what is stored: nothing is downloaded, and what people have corrected stays. The versions above are kept.</p>
      <form @submit=${this.#send}>
        <label>Make <select name="job_type">${Object.entries(TYPES).map(([type, name]) => html`<option value=${type}>${name}</option>`)}</select></label>
        <label>Speech recognised by <select name="model_size"><option value="">the same model</option>
          ${MODELS.map((model) => html`<option>${model}</option>`)}</select></label>
        <label>Clips at most <input type="number" name="max_clips" min="1" max="50" placeholder="as before"></label>
        <button type="submit" ?disabled=${this.busy}>Make anew</button>
      </form>${this.told()}</details>`;
  }

  #send(event) {
    event.preventDefault();
    const given = new FormData(event.target);
    const body = {};
    for (const name of ["job_type", "model_size"]) if (given.get(name)) body[name] = given.get(name);
    if (body.model_size) body.force_whisper = true; // else the publisher's own captions would do
    if (given.get("max_clips")) body.options = { max_clips: Number(given.get("max_clips")) };
    this.attempt(async () => {
      const job = await post(`/videos/${encodeURIComponent(this.videoId)}/reprocess`, body,
        { headers: { "Idempotency-Key": crypto.getRandomValues(new Uint32Array(4)).join("-") } });
      this.dispatchEvent(new CustomEvent("changed", { detail: { job_id: job.id, what: "Results are made anew" }, bubbles: true }));
      scrollTo(0, 0);
    });
  }
}

customElements.define("rf-again", Again);
