/** No browser lays out an element that is higher than some tens of millions of pixels. */
const HIGHEST = 15_000_000;

/**
 * Which of `total` rows of `row` pixels are seen by a window of `view` pixels whose top is `scrolled` pixels below the
 * top of the list, and where they lie: a list that would be too high is pressed together, its rows are not.
 */
export function seen({ total, row, view, scrolled }) {
  const whole = total * row;
  const height = Math.min(whole, HIGHEST);
  const pressed = height > view ? (whole - view) / (height - view) : 1;
  const within = Math.min(Math.max(scrolled, 0), Math.max(0, height - view));
  const top = scrolled < 0 ? scrolled : within * pressed;
  const around = Math.ceil(view / row / 2);
  const from = Math.max(0, Math.floor(top / row) - around);
  const to = Math.max(from, Math.min(total, Math.ceil((top + view) / row) + around));
  return { height, from, to, lies: (index) => within + index * row - within * pressed };
}
