import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { Follower, begun, reachable, roving } from "./playhead.js";
import { own } from "../../api.js";
import { clock } from "../../format.js";

/** A row or a list of moments, one button each: the one that is shown is marked, a click goes there. */
class Moments extends Follower {
  static properties = { moments: { attribute: false }, label: {} };

  #now = -1;

  render() {
    return html`<ol class="moments" aria-label=${this.label} @click=${this.#click} @keydown=${this.#key}>
      ${guard([this.moments], () => this.moments.map((each, index) => html`<li>
        <button type="button" class="moment" data-moment=${index} tabindex=${index ? -1 : 0}>${this.content(each, index)}</button>
      </li>`))}
    </ol>`;
  }

  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has("moments")) this.#now = -1;
  }

  start(moment) {
    return moment.start;
  }

  moved(time) {
    const index = begun(this.moments, time, (each) => this.start(each));
    if (index === this.#now) return;
    const items = this.#items();
    items[this.#now]?.removeAttribute("aria-current");
    this.#now = index;
    const item = items[index];
    if (!item) return;
    item.setAttribute("aria-current", "true");
    if (items.includes(document.activeElement)) return;
    reachable(items, item);
    const list = this.querySelector(".moments");
    list.scrollLeft += item.getBoundingClientRect().left - list.getBoundingClientRect().left - list.clientWidth / 3;
    list.scrollTop += item.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
  }

  #items() {
    return [...this.querySelectorAll(".moment")];
  }

  #click(event) {
    const item = event.target.closest(".moment");
    if (item) this.head.seek(this.start(this.moments[Number(item.dataset.moment)]));
  }

  #key(event) {
    const items = this.#items();
    const next = roving(event, items);
    if (!next) return;
    event.preventDefault();
    reachable(items, next);
    next.focus();
  }
}

/** Slides, as pictures in a row. */
class Slides extends Moments {
  start(slide) {
    return slide.start_time;
  }

  content(slide) {
    const name = slide.title || `Slide ${slide.index}`;
    return html`<img src=${own(slide.image_url)} alt="" loading="lazy" decoding="async" width="160" height="90">
      <span class="numbers">${clock(slide.start_time)}</span> <span class="name" dir="auto">${name}</span>
      ${slide.same_as ? html`<span class="soft">again slide ${slide.same_as}</span>` : nothing}`;
  }
}

/** Chapters, as lines. */
class Chapters extends Moments {
  content(chapter) {
    return html`<span class="numbers">${clock(chapter.start)}</span> <span class="name" dir="auto">${chapter.title}</span>`;
  }
}

customElements.define("rf-slides", Slides);
customElements.define("rf-chapters", Chapters);
