import { get, query } from "../../api.js";

const PAGE = 1000;
const fields = "id,url,status,progress,error,created_at,completed_at,updated_at";
const ends = ["completed", "failed", "cancelled"];

/**
 * The jobs of a channel in the order in which they were found, the newest last: read page by page, moved by the live
 * stream. Those that are not read yet have their places all the same, so that no job moves while others come in.
 */
export class Children {
  #channel;
  #moved;
  #old = []; // as listed, the newest first
  #fresh = []; // those that were not there yet when they were listed
  #listed = 0;
  #known = new Map();
  #reading = null;
  #complete = false;

  /** @param moved is called with a job that has changed, or with null where places have */
  constructor(channel, moved) {
    this.#channel = channel;
    this.#moved = moved;
  }

  get size() {
    return this.#listed + this.#fresh.length;
  }

  /** The job of a place; undefined where it is not read yet. */
  at(place) {
    return place < this.#listed ? this.#old[this.#listed - 1 - place] : this.#fresh[place - this.#listed];
  }

  place(job) {
    return job.fresh ? this.#listed + job.slot : this.#listed - 1 - job.slot;
  }

  /** How many of them have ended, as far as is known. */
  get ended() {
    let number = 0;
    for (const each of this.#known.values()) if (ends.includes(each.status)) number++;
    return number;
  }

  /** Those that are known. */
  all() {
    return this.#known.values();
  }

  /** Reads all of them, or what has been missed; takes the place of a call that goes on. */
  async load() {
    this.#reading?.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    const first = !this.#complete;
    if (first) [this.#old, this.#fresh, this.#known] = [[], [], new Map()];
    let cursor = "";
    do {
      const page = await get(`/jobs${query({ channel_id: this.#channel, limit: PAGE, cursor, fields })}`, { signal });
      if (first && !cursor) this.#listed = page.total;
      for (const each of page.jobs) this.#take(small(each), first);
      cursor = page.next_cursor;
      if (first && !cursor) this.#listed = this.#old.length;
      this.#moved(null);
    } while (cursor);
    this.#complete = true;
  }

  /** What the stream tells of a job. */
  tell(told) {
    const job = small(told);
    const present = this.#known.get(job.id);
    this.#take(job, false);
    this.#moved(present ?? null);
  }

  stop() {
    this.#reading?.abort();
  }

  #take(job, listed) {
    const present = this.#known.get(job.id);
    if (present) {
      if (!(job.updated < present.updated)) Object.assign(present, job);
      if (listed) this.#listed--; // it has a place among the fresh ones
      return;
    }
    const among = listed ? this.#old : this.#fresh;
    this.#known.set(job.id, Object.assign(job, { fresh: !listed, slot: among.length }));
    among.push(job);
    this.#listed = Math.max(this.#listed, this.#old.length);
  }
}

function small(told) {
  return {
    id: told.id, address: told.url ?? "", status: told.status, progress: told.progress, code: told.error?.code ?? "",
    created: Date.parse(told.created_at), updated: Date.parse(told.updated_at),
    ended: ends.includes(told.status) ? Date.parse(told.completed_at) : NaN,
  };
}
