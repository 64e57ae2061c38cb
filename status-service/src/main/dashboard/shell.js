import { html, nothing } from "lit";
import { View } from "./view.js";
import { get, post, remove } from "./api.js";
import { route, to } from "./route.js";
import { is } from "./session.js";

const views = {
  home: { title: "Jobs", load: () => import("./pages/home.js"), draw: (at) => html`<rf-home .at=${at}></rf-home>` },
  jobs: { title: "Job", load: () => import("./pages/job.js"), draw: (at) => html`<rf-job .at=${at}></rf-job>` },
  videos: {
    title: "Videos",
    load: () => import("./pages/video.js"),
    draw: (at) => (at.id ? html`<rf-video .at=${at}></rf-video>` : html`<rf-videos .at=${at}></rf-videos>`),
  },
  channels: {
    title: "Channels",
    load: () => import("./pages/channel.js"),
    draw: (at) => (at.id ? html`<rf-channel .at=${at}></rf-channel>` : html`<rf-channels .at=${at}></rf-channels>`),
  },
  system: { title: "System", load: () => import("./pages/system.js"), draw: (at) => html`<rf-system .at=${at}></rf-system>` },
};
const navigation = ["home", "videos", "channels", "system"];

/** Frame of all views: who is signed in, where one is, which way to go; and the colours. */
class Shell extends View {
  static properties = { session: { state: true }, at: { state: true }, loaded: { state: true }, theme: { state: true } };

  constructor() {
    super();
    this.session = undefined; // null: nobody
    this.at = route();
    this.loaded = "";
    this.theme = localStorage.getItem("theme") ?? "auto";
    this.#colours();
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", () => this.#move());
    window.addEventListener("signed-out", () => this.#become(null));
    this.#begin();
  }

  render() {
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to the content</a>
      <header>
        <a class="name" href=${to("home")}><img src="/favicon.svg" alt="" width="24" height="24">Reelflow</a>
        ${this.session ? this.#navigation() : nothing}
        <div class="tools">
          <button type="button" class="quiet" @click=${this.#turn}>
            ${{ auto: "Colours: auto", light: "Colours: light", dark: "Colours: dark" }[this.theme]}
          </button>
          ${this.session ? html`<button type="button" id="sign-out" class="quiet" @click=${this.#signOut}>Sign out</button>` : nothing}
        </div>
      </header>
      <main id="main" tabindex="-1">${this.#content()}</main>`;
  }

  #navigation() {
    return html`<nav aria-label="Views"><ul>
      ${navigation.map((name) => html`<li><a href=${to(name)}
        aria-current=${this.at.view === name ? "page" : nothing}>${views[name].title}</a></li>`)}
    </ul></nav>`;
  }

  #content() {
    if (this.session === undefined) return html`${this.told()}<p class="empty" role="status">One moment …</p>`;
    if (this.session === null) return this.#signInForm();
    const view = views[this.at.view];
    if (!view) return html`<h1>Not here</h1><p class="empty">There is no such view. <a href=${to("home")}>To the jobs</a></p>`;
    if (this.loaded !== this.at.view) {
      this.#load(this.at.view);
      return html`${this.told()}<p class="empty" role="status">One moment …</p>`;
    }
    return view.draw(this.at);
  }

  #signInForm() {
    return html`<section class="card narrow" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">Sign in</h1>
      <p>With an API key. The first start of Reelflow prints one, and a link that signs in by itself.</p>
      <form id="sign-in-form" @submit=${this.#submit}>
        <label for="key">API key</label>
        <input id="key" name="key" type="password" autocomplete="current-password" required>
        <button type="submit" ?disabled=${this.busy}>Sign in</button>
      </form>
      ${this.told()}
    </section>`;
  }

  updated() {
    const view = views[this.at.view];
    document.title = this.session && view && this.at.view !== "home" ? `${view.title} · Reelflow` : "Reelflow";
  }

  // A link to sign in carries the key behind the #, where no server and no log sees it; it is used and taken away.
  async #begin() {
    const given = new URLSearchParams(location.hash.startsWith("#/") ? "" : location.hash.slice(1));
    const key = given.get("key");
    if (key) {
      given.delete("key");
      history.replaceState(null, "", given.size ? `#${given}` : location.pathname);
      this.at = route();
      await this.#signIn(key);
      if (this.session === undefined) this.#become(null);
      return;
    }
    const well = await this.attempt(async () => this.#become(await get("/session")));
    if (well) return;
    if (this.problem?.status === 401) {
      this.problem = null;
      this.#become(null);
    } else {
      setTimeout(() => this.#begin(), 2_000);
    }
  }

  #become(session) {
    is(session);
    this.session = session;
  }

  #signIn(key) {
    return this.attempt(async () => this.#become(await post("/session", { key })));
  }

  #submit(event) {
    event.preventDefault();
    this.#signIn(new FormData(event.target).get("key"));
  }

  #signOut() {
    return this.attempt(async () => {
      await remove("/session");
      this.#become(null);
    });
  }

  #load(name) {
    return this.attempt(async () => {
      await views[name].load();
      this.loaded = name;
    });
  }

  #move() {
    const before = this.at;
    this.at = route();
    if (before.view !== this.at.view || before.id !== this.at.id) {
      window.scrollTo(0, 0);
      this.querySelector("main")?.focus({ preventScroll: true });
    }
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector("main").focus();
  }

  #turn() {
    this.theme = { auto: "light", light: "dark", dark: "auto" }[this.theme];
    localStorage.setItem("theme", this.theme);
    this.#colours();
  }

  #colours() {
    if (this.theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }
}

customElements.define("rf-shell", Shell);
