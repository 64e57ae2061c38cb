import { View } from "../../view.js";

/** Where the player is, for all that follows it, and the way to send it elsewhere. */
export class Playhead extends EventTarget {
  time = 0;

  /** The player is there. */
  at(seconds) {
    if (seconds === this.time) return;
    this.time = seconds;
    this.dispatchEvent(new Event("moved"));
  }

  /** Somebody wants it there. */
  seek(seconds) {
    this.dispatchEvent(new CustomEvent("wanted", { detail: Math.max(0, seconds) }));
  }
}

/** A part of the view that is told by `moved(seconds)` where the player is, up to 60 times a second. */
export class Follower extends View {
  static properties = { head: { attribute: false } };

  #heard = () => this.moved(this.head.time);

  connectedCallback() {
    super.connectedCallback();
    this.head?.addEventListener("moved", this.#heard);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.head?.removeEventListener("moved", this.#heard);
  }

  willUpdate(changed) {
    if (!changed.has("head")) return;
    changed.get("head")?.removeEventListener("moved", this.#heard);
    this.head.addEventListener("moved", this.#heard);
  }

  updated() {
    this.moved(this.head.time);
  }

  moved() {}
}

/** Index of the last of `parts`, ordered by `start(part)`, that has begun at `time`; -1 before the first. */
export function begun(parts, time, start = (part) => part.start) {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start(parts[middle]) <= time + 0.001) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** One of `items` is reached by Tab, the others by arrows, Home and End. Says which the key means; undefined for none. */
export function roving(event, items) {
  const now = items.indexOf(event.target);
  if (now < 0) return undefined;
  const wanted = {
    ArrowDown: now + 1, ArrowRight: now + 1, ArrowUp: now - 1, ArrowLeft: now - 1, Home: 0, End: items.length - 1,
  }[event.key];
  return wanted === undefined ? undefined : items[Math.min(Math.max(wanted, 0), items.length - 1)];
}

/** Makes `item` the one of `items` that Tab reaches. */
export function reachable(items, item) {
  for (const each of items) each.tabIndex = each === item ? 0 : -1;
}
