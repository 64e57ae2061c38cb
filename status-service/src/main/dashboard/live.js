// Server-sent events that come back by themselves, and say so.
const SILENCE = 40_000; // of a stream that tells of itself only by comments, which a page cannot hear

/**
 * Follows `path` (below /api/v1) until `close()`. `events`: a function for each name of an event, given its data; `open`
 * each time that the stream begins. `tell` is given "live" or "offline" as it changes. A stream with no event for 40 s
 * is opened anew, as one that hangs looks the same; one whose page is hidden for a minute rests until it is seen again.
 * The stream of a job begins with a snapshot, so nothing is missed by it; that of all jobs does not: list them again.
 */
export class Live {
  #path;
  #events;
  #tell;
  #source = null;
  #silence = 0;
  #rest = 0;
  #again = 0;
  #ended = false;
  #seen = () => this.#visibility();
  #left = () => this.#shut(); // a page that is kept for the way back would keep one of six connections
  state = "connecting";

  constructor(path, events, tell = () => {}) {
    this.#path = path;
    this.#events = events;
    this.#tell = tell;
    document.addEventListener("visibilitychange", this.#seen);
    window.addEventListener("pagehide", this.#left);
    window.addEventListener("pageshow", this.#seen);
    this.#open();
  }

  close() {
    this.#ended = true;
    document.removeEventListener("visibilitychange", this.#seen);
    window.removeEventListener("pagehide", this.#left);
    window.removeEventListener("pageshow", this.#seen);
    clearTimeout(this.#rest);
    this.#shut();
  }

  #open() {
    this.#shut();
    const source = new EventSource(`/api/v1${this.#path}`);
    this.#source = source;
    source.onopen = () => {
      this.#say("live");
      this.#heard();
      this.#events.open?.();
    };
    for (const [name, handle] of Object.entries(this.#events)) {
      source.addEventListener(name, (message) => {
        this.#heard();
        if (message.data !== undefined) handle(JSON.parse(message.data), name);
      });
    }
    source.onerror = () => {
      this.#say("offline");
      // CLOSED: an answer that is no stream. 204 (all is told) ends it by the handler of the last event.
      if (source.readyState === EventSource.CLOSED) this.#later();
    };
    this.#heard();
  }

  #later() {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#ended || this.#open(), 2_000);
  }

  #heard() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#ended || this.#open(), SILENCE);
  }

  #shut() {
    clearTimeout(this.#silence);
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = null;
  }

  #say(state) {
    if (state === this.state) return;
    this.state = state;
    this.#tell(state);
  }

  #visibility() {
    clearTimeout(this.#rest);
    if (document.hidden) this.#rest = setTimeout(() => this.#shut(), 60_000);
    else if (!this.#source) this.#open();
  }
}
