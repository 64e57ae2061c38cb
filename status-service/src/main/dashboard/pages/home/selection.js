/** Jobs that somebody has picked: some by id, or all that match the filter. Each change is a new one. */
export class Selection {
  constructor(ids = new Set(), all = false) {
    this.ids = ids;
    this.all = all;
  }

  static get everything() {
    return new Selection(new Set(), true);
  }

  has(id) {
    return this.all || this.ids.has(id);
  }

  with(ids, chosen) {
    const now = new Set(this.ids);
    for (const id of ids) {
      if (chosen) now.add(id);
      else now.delete(id);
    }
    return new Selection(now);
  }

  get isEmpty() {
    return !this.all && this.ids.size === 0;
  }

  /** As the body of POST /jobs/actions names them. */
  wanted(filter) {
    if (!this.all) return { ids: [...this.ids] };
    return { filter: Object.keys(filter).length ? filter : { all: true } };
  }
}
