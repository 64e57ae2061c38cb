// Where in the dashboard one is: #/jobs/ID and the like. The server's own paths belong to its APIs.

/** `{view, id, values}` of an address: view is "home", "jobs", "videos", "channels" or "system". */
export function route(hash = location.hash) {
  const given = hash.slice(1);
  if (!given.startsWith("/")) {
    const job = new URLSearchParams(given).get("job"); // links of before
    return job ? { view: "jobs", id: job, values: {} } : { view: "home", id: "", values: {} };
  }
  const [path, search] = given.split("?");
  const [view, id] = path.slice(1).split("/").map(decodeURIComponent);
  return { view: view || "home", id: id ?? "", values: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a view. */
export function to(view, id = "", values = {}) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = given.length ? `?${new URLSearchParams(given)}` : "";
  if (view === "home") return `#/${search}`;
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ""}${search}`;
}

/** Goes there; `replace`: without a new entry in the history of the browser. */
export function go(address, { replace = false } = {}) {
  if (!replace) {
    location.hash = address;
    return;
  }
  history.replaceState(null, "", address);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
