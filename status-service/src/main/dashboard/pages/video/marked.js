import { html } from "lit";

/** Text of a search hit: what was found stays marked, all else is text, whatever it looks like. */
export function marked(text) {
  const parsed = new DOMParser().parseFromString(text ?? "", "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK" ? html`<mark>${node.textContent}</mark>` : node.textContent);
}
