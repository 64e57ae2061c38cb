import { html } from "lit";
import { View } from "../view.js";

class ChannelView extends View {
  static properties = { at: { attribute: false } };

  render() {
    return html`<h1>Channel</h1>`;
  }
}

class ChannelsView extends View {
  static properties = { at: { attribute: false } };

  render() {
    return html`<h1>Channels</h1>`;
  }
}

customElements.define("rf-channel", ChannelView);
customElements.define("rf-channels", ChannelsView);
