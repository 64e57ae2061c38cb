import { html, nothing } from "lit";
import { View } from "../view.js";

let chart = null;

/** Chart.js, once it is needed. */
async function library() {
  chart ??= import("chart.js/dist/chart.umd.js").then((given) => given.default);
  return chart;
}

/** A colour of the style sheet as the canvas understands it: light or dark as the page is. */
function colour(host, token) {
  const probe = host.querySelector("canvas");
  probe.style.color = `var(--${token})`;
  return getComputedStyle(probe).color;
}

/**
 * Numbers as a picture, as a sentence and as a table. `kind`: line, bar, or across (bars that lie). `series`:
 * [{label, values, colour (a token), dash}], `null` for what is not known; `stacked`: one upon the other. `write`: a number
 * for people.
 */
class Plot extends View {
  static properties = {
    heading: {}, told: { attribute: false }, kind: {}, first: {}, stacked: { type: Boolean },
    labels: { attribute: false }, series: { attribute: false }, write: { attribute: false },
  };

  #drawn = null;
  #looks = matchMedia("(prefers-color-scheme: dark)");
  #turned = () => this.#draw(true);
  #theme = new MutationObserver(this.#turned);

  constructor() {
    super();
    this.kind = "line";
    this.first = "";
    this.labels = [];
    this.series = [];
    this.write = String;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#looks.addEventListener("change", this.#turned);
    this.#theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#looks.removeEventListener("change", this.#turned);
    this.#theme.disconnect();
    this.#drawn?.destroy();
    this.#drawn = null;
  }

  render() {
    const some = this.series.some((each) => each.values.some((value) => value != null && value !== 0));
    return html`<figure class="plot">
      <figcaption><h3>${this.heading}</h3><p class="soft">${this.told}</p></figcaption>
      <div class="canvas" ?hidden=${!some}><canvas role="img" aria-label="${this.heading}. ${this.told}"></canvas></div>
      ${some ? html`<details @toggle=${() => this.requestUpdate()}><summary>As a table<span class="unseen">: ${this.heading}</span></summary>
        ${this.querySelector("details")?.open ? this.#table() : nothing}</details>` : nothing}
    </figure>`;
  }

  #table() {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="${this.heading}, table"><table>
      <thead><tr><th scope="col">${this.first}</th>${this.series.map((each) => html`<th scope="col">${each.label}</th>`)}</tr></thead>
      <tbody>${this.labels.map((label, row) => html`<tr><th scope="row">${label}</th>
        ${this.series.map((each) => html`<td>${each.values[row] == null ? "–" : this.write(each.values[row])}</td>`)}</tr>`)}
      </tbody></table></div>`;
  }

  updated() {
    this.#draw(false);
  }

  async #draw(anew) {
    const Chart = await library();
    if (!this.isConnected) return;
    if (anew) {
      this.#drawn?.destroy();
      this.#drawn = null;
    }
    if (!this.#drawn) {
      this.#drawn = new Chart(this.querySelector("canvas"), { ...this.#look(), data: { labels: [], datasets: [] } });
    }
    const data = this.#drawn.data;
    data.labels = this.labels;
    this.series.forEach((each, index) => {
      data.datasets[index] ??= this.#line(each);
      data.datasets[index].data = each.values;
    });
    data.datasets.length = this.series.length;
    this.#drawn.update("none");
  }

  #line({ label, colour: token = "accent", dash = [] }) {
    const ink = colour(this, token);
    return { label, backgroundColor: ink, borderColor: ink, borderWidth: 2, borderDash: dash, pointRadius: 2.5, pointHitRadius: 12, maxBarThickness: 28 };
  }

  #look() {
    const across = this.kind === "across";
    const ink = colour(this, "soft");
    const grid = { color: colour(this, "line") };
    const { stacked = false } = this;
    const numbers = { stacked, beginAtZero: true, grid, ticks: { color: ink, maxTicksLimit: 5, callback: (value) => this.write(value) } };
    const names = { stacked, grid: { display: false }, ticks: { color: ink, maxRotation: 0, autoSkip: !across, autoSkipPadding: 16 } };
    return {
      type: this.kind === "line" ? "line" : "bar",
      options: {
        indexAxis: across ? "y" : "x",
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: "index", axis: across ? "y" : "x", intersect: false },
        scales: across ? { x: numbers, y: names } : { x: names, y: numbers },
        plugins: {
          legend: { display: this.series.length > 1, labels: { color: ink, boxHeight: 2, boxWidth: 24 } },
          tooltip: { callbacks: { label: (at) => `${at.dataset.label}: ${this.write(across ? at.parsed.x : at.parsed.y)}` } },
        },
      },
    };
  }
}

customElements.define("rf-plot", Plot);
