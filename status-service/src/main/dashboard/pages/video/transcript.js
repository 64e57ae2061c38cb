import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { Follower, begun, roving } from "./playhead.js";
import { highlight, offsetAt, placesOf, wordAt } from "./words.js";
import { clock } from "../../format.js";
import "./correction.js";
import "./speaker.js";

const FORMS = "rf-correction, rf-speaker"; // keys and clicks in them are theirs

/**
 * What is said, line by line. The line and the word follow the player, and a click on a word sends it there. A line is one
 * text, whatever the number of its words: an hour of them costs a thousand elements.
 */
class Transcript extends Follower {
  static properties = {
    video: { attribute: false }, tag: {}, editable: { type: Boolean }, following: { state: true }, editing: { state: true },
  };

  #line = -1;
  #word = null;
  #reached = null; // the line whose buttons Tab reaches

  constructor() {
    super();
    this.following = true;
    this.editing = -1;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    highlight(null, null);
  }

  get lines() {
    return this.video.transcript?.segments ?? [];
  }

  render() {
    if (!this.lines.length) return html`<p class="empty">${this.#none()}</p>`;
    return html`<p class="unseen" id="transcript-keys">Arrow up and down go from line to line, left and right from word to word.</p>
      <ol class="lines" aria-label="Lines" aria-describedby="transcript-keys" lang=${this.video.transcript.language ?? nothing}
        @click=${this.#click} @keydown=${this.#key} @wheel=${this.#leave} @touchmove=${this.#leave}>
        ${guard([this.lines, this.tag, this.editable, this.editing], () => this.lines.map((line, index) => this.#row(line, index)))}
      </ol>
      ${this.following ? nothing
        : html`<button type="button" class="second again" @click=${this.#again}>Follow the player again</button>`}`;
  }

  #none() {
    return this.video.transcript ? "Nothing is said in it." : "There is no transcript of this video.";
  }

  #row(line, index) {
    if (index === this.editing) {
      return html`<li data-line=${index}><rf-correction .line=${line} .videoId=${this.video.video_id} .tag=${this.tag}
        @done=${() => this.#close(index)}></rf-correction></li>`;
    }
    const speaker = line.speaker && line.speaker !== this.lines[index - 1]?.speaker ? line.speaker : "";
    return html`<li data-line=${index}>
      <button type="button" class="quiet numbers time" tabindex="-1" aria-label="Go to ${clock(line.start)}">${clock(line.start)}</button>
      <div>${speaker ? html`<rf-speaker .name=${speaker} .videoId=${this.video.video_id} .tag=${this.tag}
        .editable=${this.editable}></rf-speaker>` : nothing}<p class="said" .textContent=${line.text}></p></div>
      ${this.editable ? html`<button type="button" class="quiet correct" tabindex="-1"
        title="Correct" aria-label="Correct the line at ${clock(line.start)}">✎</button>` : nothing}
    </li>`;
  }

  updated(changed) {
    if (changed.has("video") || changed.has("editing")) this.#forget();
    super.updated(changed);
    if (this.lines.length && !this.querySelector('.time[tabindex="0"]')) this.#reach(Math.max(0, this.#line));
  }

  // Lines have come and gone: where the player is has to be found anew.
  #forget() {
    for (const each of this.querySelectorAll(".lines > [aria-current]")) each.removeAttribute("aria-current");
    this.#line = -1;
  }

  moved(time) {
    const lines = this.lines;
    const index = begun(lines, time);
    const places = index >= 0 ? placesOf(lines[index]) : [];
    const said = places[begun(places, time)] ?? null;
    const word = said && time < said.end + 1 ? said : null;
    if (index === this.#line && word === this.#word) return;
    this.#word = word;
    if (index !== this.#line) this.#show(index);
    highlight(this.#item(index)?.querySelector(".said"), word);
  }

  #show(index) {
    this.#item(this.#line)?.removeAttribute("aria-current");
    this.#line = index;
    const item = this.#item(index);
    if (!item) return;
    item.setAttribute("aria-current", "true");
    if (!this.querySelector(".lines").contains(document.activeElement)) this.#reach(index);
    if (this.following) this.#scroll(item);
  }

  #item(index) {
    return index < 0 ? null : this.querySelector(`.lines > :nth-child(${index + 1})`);
  }

  // Of the list alone: the page stays where its reader is.
  #scroll(item) {
    const list = this.querySelector(".lines");
    const top = item.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (top < 0 || top > list.clientHeight * 0.6) list.scrollTop += top - list.clientHeight * 0.25;
  }

  #reach(index) {
    for (const each of this.#reached?.querySelectorAll("button") ?? []) each.tabIndex = -1;
    this.#reached = this.#item(index);
    for (const each of this.#reached?.querySelectorAll("button") ?? []) each.tabIndex = 0;
  }

  #click(event) {
    const item = event.target.closest("[data-line]");
    const index = Number(item?.dataset.line ?? -1);
    const line = this.lines[index];
    if (!line || event.target.closest(FORMS)) return;
    if (event.target.closest(".correct")) {
      this.editing = index;
      return;
    }
    if (!getSelection().isCollapsed) return; // somebody copies a quotation
    const said = event.target.closest(".said");
    const offset = said ? offsetAt(said, event.clientX, event.clientY) : undefined;
    this.#go(index, offset === undefined ? line.start : wordAt(line, offset)?.start ?? line.start);
  }

  #go(index, seconds) {
    this.#reach(index);
    this.following = true;
    this.head.seek(seconds);
  }

  #key(event) {
    if (event.target.closest(FORMS)) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const row = event.target.closest("[data-line]");
    if (!row) return;
    if (step) {
      event.preventDefault();
      this.#step(Number(row.dataset.line), step);
      return;
    }
    const times = [...this.querySelectorAll(".time")];
    const next = roving({ key: event.key, target: row.querySelector(".time") }, times);
    if (!next) return;
    event.preventDefault();
    this.following = false; // else the list would run away below the focus
    this.#reach(Number(next.closest("[data-line]").dataset.line));
    next.focus();
  }

  #step(index, step) {
    const line = this.lines[index];
    const places = placesOf(line);
    const time = this.head.time;
    const inside = this.#line === index ? begun(places, time) : -1;
    const word = places[Math.min(Math.max(inside + step, 0), places.length - 1)];
    this.head.seek(word?.start ?? line.start);
  }

  #leave() {
    this.following = false;
  }

  #again() {
    this.following = true;
    const item = this.#item(this.#line);
    if (item) this.#scroll(item);
  }

  async #close(index) {
    this.editing = -1;
    await this.updateComplete;
    this.#reach(index);
    this.#item(index)?.querySelector(".correct")?.focus();
  }
}

customElements.define("rf-transcript", Transcript);
