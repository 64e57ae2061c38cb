/**
 * Keeps the keyboard where it was in a view that draws itself anew: what was focused is so again once it can be; where it is
 * gone, the element of `selector` is, which has a tabindex.
 */
export class KeptFocus {
  #host;
  #selector;
  #last = null;
  #busy = false;

  constructor(host, selector) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostUpdate() {
    const now = document.activeElement;
    // A button that is disabled while it works loses the focus to the page.
    const waits = now === document.body && (this.#busy || this.#host.busy);
    if (this.#host.contains(now)) this.#last = now;
    else if (!waits) this.#last = null;
    this.#busy = this.#host.busy;
  }

  hostUpdated() {
    if (!this.#last || this.#host.contains(document.activeElement)) return;
    const target = this.#host.contains(this.#last) ? this.#last : this.#host.querySelector(this.#selector);
    if (target && !target.disabled) target.focus({ preventScroll: true });
  }
}
