import { drawCell, sideOf } from "./cells.js";
import { colours } from "./colours.js";

const TALL = 420;

/** A canvas of cells in rows, as many in each as there is room for, sharp on any screen. */
export class Picture {
  #canvas;
  #pen = null;
  #palette = null;
  #side = 1;
  #size = 0;
  row = 1; // cells in each

  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** Empties it and makes room for so many cells. */
  lay(size) {
    const width = Math.max(100, Math.floor(this.#canvas.parentElement.clientWidth));
    this.#size = size;
    this.#side = sideOf(size, width, TALL);
    this.row = Math.floor(width / this.#side);
    const height = Math.max(1, Math.ceil(size / this.row)) * this.#side;
    const scale = Math.min(2, devicePixelRatio || 1);
    this.#canvas.width = width * scale;
    this.#canvas.height = height * scale;
    this.#canvas.style.setProperty("width", `${width}px`);
    this.#canvas.style.setProperty("height", `${height}px`);
    this.#palette = colours("good", "accent", "edge", "line", "warn", "bad", "idle", "ink");
    this.#pen = this.#canvas.getContext("2d");
    this.#pen.setTransform(scale, 0, 0, scale, 0, 0);
  }

  /** @param job undefined: one that is not known yet */
  cell(place, job, faint) {
    this.#pen.globalAlpha = faint ? 0.15 : 1;
    drawCell(this.#pen, this.#palette, job, ...this.#corner(place), this.#side);
    this.#pen.globalAlpha = 1;
  }

  mark(place) {
    const [x, y] = this.#corner(place);
    this.#pen.strokeStyle = this.#palette.ink;
    this.#pen.lineWidth = 2;
    this.#pen.strokeRect(x + 1, y + 1, this.#side - 2, this.#side - 2);
  }

  /** The place under a pointer; -1 for none. */
  under({ offsetX, offsetY }) {
    const [column, line] = [Math.floor(offsetX / this.#side), Math.floor(offsetY / this.#side)];
    const place = line * this.row + column;
    return column < this.row && place < this.#size ? place : -1;
  }

  #corner(place) {
    return [(place % this.row) * this.#side, Math.floor(place / this.row) * this.#side];
  }
}
