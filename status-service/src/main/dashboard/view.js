import { LitElement, html, nothing } from "lit";
import { Problem } from "./api.js";

/**
 * A view or a part of one, drawn into the page itself: one style sheet, and labels that reach everywhere. Text goes in
 * as text.
 */
export class View extends LitElement {
  static properties = { problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.problem = null;
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  /** Does `work`; while it lasts, `busy`; what goes wrong is `problem`. Says whether it went well. */
  async attempt(work) {
    this.problem = null;
    this.busy = true;
    try {
      await work();
      return true;
    } catch (problem) {
      if (problem.name === "AbortError") return false;
      if (!(problem instanceof Problem)) console.error(problem);
      this.problem = problem;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What went wrong last, for the place in the view where it should be read. */
  told() {
    return this.problem ? html`<rf-problem .problem=${this.problem}></rf-problem>` : nothing;
  }
}
