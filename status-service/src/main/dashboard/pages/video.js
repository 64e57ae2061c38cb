import { html } from "lit";
import { View } from "../view.js";

class VideoView extends View {
  static properties = { at: { attribute: false } };

  render() {
    return html`<h1>Video</h1>`;
  }
}

class VideosView extends View {
  static properties = { at: { attribute: false } };

  render() {
    return html`<h1>Videos</h1>`;
  }
}

customElements.define("rf-video", VideoView);
customElements.define("rf-videos", VideosView);
