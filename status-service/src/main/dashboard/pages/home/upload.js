import { post, Problem } from "../../api.js";

/** Sends the file to the storage; `tell` is given the bytes that are there. Resolves with the address to name in a job. */
export async function upload(file, tell, signal) {
  const { upload_url: address, url } = await post("/uploads", { filename: file.name, size: file.size }, { signal });
  await put(address, file, tell, signal);
  return url;
}

// By XMLHttpRequest: fetch does not say how much has gone out.
function put(address, file, tell, signal) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("PUT", address);
    request.upload.onprogress = (event) => tell(event.loaded);
    request.onload = () => (request.status < 300 ? done() : fail(new Problem(
      request.status === 413 ? "The file is too large." : `The file could not be stored (${request.status}). Send it again.`)));
    request.onerror = () => fail(new Problem("The connection was lost while the file was sent. Send it again."));
    request.onabort = () => fail(new DOMException("given up", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
