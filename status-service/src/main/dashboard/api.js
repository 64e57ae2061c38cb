// The API, from the page that it serves. What goes wrong is a Problem.
const base = "/api/v1";

/** An answer of 400 and up, or none at all (status 0). `fields` is [{field, message, ...}]. */
export class Problem extends Error {
  constructor(message, { status = 0, code = "", fields = [] } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/**
 * The body of the answer, or null where there is none. `options`: body (an object), signal, headers; `answered` is given
 * the answer itself, for its headers.
 */
export async function call(method, path, { body, signal, headers, answered } = {}) {
  const init = { method, signal, headers: { ...headers }, credentials: "same-origin" };
  if (body !== undefined) {
    init.headers["Content-Type"] ??= "application/json";
    init.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  let answer;
  let text;
  try {
    answer = await fetch(base + path, init);
    text = await answer.text(); // an answer can be cut off, or no longer be wanted, in its midst
  } catch (cause) {
    if (cause.name === "AbortError") throw cause;
    throw new Problem("The service cannot be reached. It is tried again as soon as it answers.");
  }
  answered?.(answer);
  if (answer.ok) return text ? JSON.parse(text) : null;
  const given = read(text);
  const fields = given.errors ?? [];
  const told = fields.map((each) => `${each.field}: ${each.message}`).join("; ");
  const problem = new Problem(told || given.detail || `The service answered ${answer.status}.`,
    { status: answer.status, code: given.code, fields });
  if (answer.status === 401) window.dispatchEvent(new CustomEvent("signed-out"));
  throw problem;
}

// A gateway in between may answer with a page of its own.
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Whether what went wrong may go well without anybody doing anything: no answer, or one of a service in trouble. */
export const again = (problem) => problem instanceof Problem && !(problem.status >= 400 && problem.status < 500);

export const get = (path, options) => call("GET", path, options);
export const post = (path, body, options) => call("POST", path, { ...options, body });
export const patch = (path, body, options) => call("PATCH", path, { ...options, body });
export const remove = (path, options) => call("DELETE", path, options);

/** `?a=1&b=2` of what is not empty. */
export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

/** An address out of a body, as one of this host: bodies carry the API's public address, the page asks its own. */
export function own(address) {
  if (!address) return "";
  const url = new URL(address, location.href);
  return url.pathname + url.search;
}
