import { get, query } from "../../api.js";

/** Rows of one page, and how many pages on each side of what is seen are kept. */
export const PAGE = 100;
const KEPT = 5;
const FIELDS = "job_id,video_id,url,job_type,status,stage,progress,priority,user_id,channel_id,attempt,dry_run,"
  + "created_at,started_at,completed_at,updated_at,error,stalled,message,video_title";

/**
 * A list of any length, of which only the pages around what is seen are held. The next page is asked for by the cursor
 * of the one before, where that is known, and any other by its offset. It stands still: jobs that are younger than its
 * newest one are left to the next `restart`, so that nothing moves under a reader's eyes.
 */
export class Rows {
  #filter = {};
  #pages = new Map();
  #cursors = new Map();
  #asked = new Map();
  #places = new Map(); // index by job id
  #until = "";
  #turn = 0;
  total = undefined; // until the first answer

  /** Begins anew with the newest; resolves once the first page is there, and what was held stays until then. */
  async restart(filter) {
    const turn = ++this.#turn;
    this.#asked.forEach((each) => each.abort());
    this.#asked.clear();
    const first = await this.#fetch(filter, { limit: PAGE });
    if (turn !== this.#turn) return;
    this.#filter = filter;
    this.#pages.clear();
    this.#cursors.clear();
    this.#places.clear();
    const newest = first.jobs[0]?.created_at;
    this.#until = newest ? new Date(Date.parse(newest) + 1).toISOString() : "";
    this.#keep(0, first);
  }

  at(index) {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** The index of a job that is held; undefined otherwise. */
  place(id) {
    return this.#places.get(id);
  }

  /** Whether the job has its place among the rows that are held, and is not there. */
  misses(job) {
    if (this.total === undefined || this.#places.has(job.job_id)) return false;
    for (const [number, rows] of this.#pages) {
      const youngest = number === 0 || rows[0]?.created_at > job.created_at;
      const oldest = rows.length < PAGE || rows.at(-1).created_at < job.created_at;
      if (youngest && oldest) return true;
    }
    return false;
  }

  /** What is newer about a job that is held; says whether it is. */
  change(job) {
    const index = this.place(job.job_id);
    if (index === undefined) return false;
    this.#pages.get(Math.floor(index / PAGE))[index % PAGE] = { ...this.at(index), ...slim(job) };
    return true;
  }

  /** Asks for the pages of these rows and drops those far from them. Resolves with whether anything has come. */
  async show(from, to) {
    const first = Math.floor(from / PAGE);
    const last = Math.floor(Math.max(from, to - 1) / PAGE);
    for (const number of this.#pages.keys()) {
      if (number < first - KEPT || number > last + KEPT) this.#drop(number);
    }
    for (const [number, asked] of this.#asked) {
      if (number < first || number > last) {
        asked.abort();
        this.#asked.delete(number);
      }
    }
    const missing = [];
    for (let number = first; number <= last; number++) {
      if (!this.#pages.has(number) && !this.#asked.has(number)) missing.push(number);
    }
    const came = await Promise.all(missing.map((number) => this.#ask(number)));
    return came.some(Boolean);
  }

  async #ask(number) {
    const turn = this.#turn;
    const asked = new AbortController();
    this.#asked.set(number, asked);
    const cursor = this.#cursors.get(number);
    const place = cursor ? { cursor } : { offset: number * PAGE };
    try {
      const page = await this.#fetch(this.#filter, { limit: PAGE, created_before: this.#until, ...place }, asked.signal);
      if (turn !== this.#turn) return false;
      this.#keep(number, page);
      return true;
    } catch (problem) {
      if (problem.name === "AbortError") return false; // the others that were asked for with it still come
      throw problem;
    } finally {
      if (this.#asked.get(number) === asked) this.#asked.delete(number);
    }
  }

  #fetch(filter, place, signal) {
    return get(`/jobs${query({ ...filter, ...place, fields: FIELDS })}`, { signal });
  }

  #keep(number, page) {
    this.total = page.total;
    this.#pages.set(number, page.jobs);
    page.jobs.forEach((job, index) => this.#places.set(job.job_id, number * PAGE + index));
    if (page.next_cursor) this.#cursors.set(number + 1, page.next_cursor);
  }

  #drop(number) {
    this.#pages.get(number).forEach((job) => this.#places.delete(job.job_id));
    this.#pages.delete(number);
  }
}

/** Of a live job what a row shows: hundreds of them are held. */
function slim({ stages, options, links, ...job }) {
  return { error: undefined, stalled: undefined, ...job };
}
