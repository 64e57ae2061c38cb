// Files that may have to be made before they can be sent.
import { Problem } from "../../api.js";

const AGAIN = 3_000; // where the answer does not say when

/**
 * Waits until the file at `path` (below /api/v1) is there, and answers its address. `waiting` is called each time it is
 * still being made, with the job that makes it. Fails with a Problem.
 */
export async function made(path, { signal, waiting = () => {} } = {}) {
  const address = `/api/v1${path}`;
  for (;;) {
    let answer;
    try {
      answer = await fetch(address, { headers: { Range: "bytes=0-0" }, signal });
    } catch (cause) {
      if (cause.name === "AbortError") throw cause;
      throw new Problem("The service cannot be reached.");
    }
    if (answer.status !== 202) {
      if (answer.ok) {
        await answer.body?.cancel();
        return address;
      }
      const given = await answer.json().catch(() => ({}));
      throw new Problem(given.detail ?? `The service answered ${answer.status}.`, { status: answer.status, code: given.code });
    }
    waiting((await answer.json()).job_id);
    await pause(1000 * Number(answer.headers.get("Retry-After")) || AGAIN, signal);
  }
}

function pause(milliseconds, signal) {
  return new Promise((done, broken) => {
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      broken(signal.reason);
    }, { once: true });
  });
}

/** Saves what is at `address` as the browser saves links. */
export function save(address) {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
