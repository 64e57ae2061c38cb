/**
 * Which element of the page each row that is shown has. A row keeps its own while it is shown; after it, that element shows
 * another row: to take one out of a page and make another costs a browser ten times as much as to write into it.
 */
export class Slots {
  #held = new Map(); // slot by index, in the order of the page
  #made = 0;

  /**
   * The slots of these rows, which are given from top to bottom. None goes past the row `fixed`, whose element then never
   * moves: it would lose the focus.
   */
  show(indexes, fixed = -1) {
    const shown = new Set(indexes);
    const free = { true: [], false: [] };
    for (const [index, slot] of this.#held) if (!shown.has(index)) free[index < fixed].push(slot);
    const held = new Map();
    for (const index of indexes) held.set(index, this.#held.get(index) ?? free[index < fixed].shift() ?? this.#made++);
    this.#held = held;
    return held;
  }
}
