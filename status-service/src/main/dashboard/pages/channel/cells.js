// How a job looks as one cell: a shape of its own for each state, so that no state is told by its colour alone.

/** Length of a cell's side in pixels: the largest that keeps the grid about as tall as a screen. */
export function sideOf(number, width, height) {
  return [18, 16, 14, 12, 10, 8, 7, 6, 5, 4].find((side) => Math.ceil(number / Math.max(1, Math.floor(width / side))) * side <= height) ?? 3;
}

/** Draws it at x, y in a square of `side`, of which a part is the gap to the next. */
export function drawCell(pen, colours, job, x, y, side) {
  const gap = side > 6 ? 2 : side > 3 ? 1 : 0.5;
  const size = side - gap;
  pen.clearRect(x, y, side, side);
  (shapes[job?.status] ?? waits)(pen, colours, x, y, size, job);
}

function box(pen, colour, x, y, size) {
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
}

function waits(pen, { line, edge }, x, y, size, job) {
  box(pen, job ? edge : line, x, y, size);
}

const shapes = {
  completed(pen, { good }, x, y, size) {
    pen.fillStyle = good;
    pen.fillRect(x, y, size, size);
  },
  processing(pen, { accent }, x, y, size, job) {
    box(pen, accent, x, y, size);
    const high = Math.max(1, Math.round((size * job.progress) / 100));
    pen.fillStyle = accent;
    pen.fillRect(x, y + size - high, size, high);
  },
  failed(pen, { bad }, x, y, size) {
    pen.strokeStyle = bad;
    pen.lineWidth = size > 6 ? 2.5 : 1.5;
    pen.beginPath();
    pen.moveTo(x + 1, y + 1);
    pen.lineTo(x + size - 1, y + size - 1);
    pen.moveTo(x + size - 1, y + 1);
    pen.lineTo(x + 1, y + size - 1);
    pen.stroke();
  },
  retrying(pen, { warn }, x, y, size) {
    pen.fillStyle = warn;
    pen.beginPath();
    pen.moveTo(x, y + size);
    pen.lineTo(x + size / 2, y);
    pen.lineTo(x + size, y + size);
    pen.fill();
  },
  cancelled(pen, { idle }, x, y, size) {
    pen.fillStyle = idle;
    pen.fillRect(x, y + Math.floor(size / 2) - 1, size, Math.max(1, size / 5));
  },
};
