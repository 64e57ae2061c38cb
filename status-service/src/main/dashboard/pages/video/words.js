// Words of a line of the transcript, and where in its text they stand.
const placed = new WeakMap();

/** `[{start, end, from, to}]`: seconds, and offsets in the line's text; empty where the line's words are not known. */
export function placesOf(line) {
  if (!placed.has(line)) placed.set(line, find(line));
  return placed.get(line);
}

function find(line) {
  const found = [];
  let after = 0;
  for (const word of line.words ?? []) {
    const text = word.text.trim();
    const from = text ? line.text.indexOf(text, after) : -1;
    if (from < 0) continue;
    after = from + text.length;
    found.push({ start: word.start, end: word.end, from, to: after });
  }
  return found;
}

/** The word at an offset of the text: the last that begins there or before. */
export const wordAt = (line, offset) => placesOf(line).findLast((word) => word.from <= offset) ?? placesOf(line)[0];

/** Offset in the text of `element`, its only child, below a point of the window; undefined where there is none. */
export function offsetAt(element, x, y) {
  const position = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(x, y)
    : fromRange(document.caretRangeFromPoint?.(x, y));
  return position && position.offsetNode === element.firstChild ? position.offset : undefined;
}

const fromRange = (range) => (range ? { offsetNode: range.startContainer, offset: range.startOffset } : null);

/** Shows a stretch of the text of `element` as the word that is said; nothing where `word` is null. */
export function highlight(element, word) {
  const known = globalThis.CSS?.highlights;
  if (!known) return;
  if (!word || !element?.firstChild) {
    known.delete("said");
    return;
  }
  const range = document.createRange();
  range.setStart(element.firstChild, word.from);
  range.setEnd(element.firstChild, word.to);
  known.set("said", new Highlight(range));
}
