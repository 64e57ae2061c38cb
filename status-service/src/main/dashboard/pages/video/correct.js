import { call } from "../../api.js";

/**
 * Sends a change of a video that `part` shows, whose `tag` says what it is a change of. Fires `changed` with the answer; or
 * `stale`, and fails, where somebody else was first.
 */
export async function correct(part, method, path, body) {
  const fire = (name, detail) => part.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  try {
    const answer = await call(method, `/videos/${path.map(encodeURIComponent).join("/")}`, { body, headers: { "If-Match": part.tag } });
    fire("changed", answer);
  } catch (problem) {
    if (problem.status === 412) {
      problem.message = "Somebody else has changed this video meanwhile. It is shown now as it stands; save again if you still want to.";
      fire("stale");
    }
    throw problem;
  }
}
