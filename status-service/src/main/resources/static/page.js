// The first page: sign in, send a job, follow it, see what came out. Everything from outside goes in as text.
const api = "/api/v1";
const $ = (id) => document.getElementById(id);
let stream = null;

async function call(path, init = {}) {
  const answer = await fetch(api + path, { credentials: "same-origin", ...init });
  if (answer.status === 204) return null;
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  const fields = (body.errors ?? []).map((each) => `${each.field}: ${each.message}`);
  const problem = new Error(fields.join("; ") || body.detail || `The service answered ${answer.status}`);
  problem.status = answer.status;
  throw problem;
}

const send = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

function notice(text) {
  $("notice").textContent = text ?? "";
  $("notice").hidden = !text;
}

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const words = (text) => (text ?? "").replaceAll("_", " ");

function clock(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.slice(parts[0] ? 0 : 1).map((each, index) => (index ? String(each).padStart(2, "0") : each)).join(":");
}

function signedIn(yes) {
  $("sign-in").hidden = yes;
  for (const id of ["submit", "recent", "sign-out"]) $(id).hidden = !yes;
  if (!yes) {
    stream?.close();
    for (const id of ["job", "clips-section", "slides-section", "transcript-section"]) $(id).hidden = true;
  }
}

async function attempt(work, form) {
  notice(null);
  const buttons = form ? [...form.querySelectorAll("button")] : [];
  buttons.forEach((button) => { button.disabled = true; });
  try {
    await work();
  } catch (problem) {
    if (problem.status === 401) signedIn(false);
    notice(problem.message);
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

async function signIn(key) {
  await send("/session", { key });
  signedIn(true);
  await recent();
}

async function recent() {
  const { jobs } = await call("/jobs?limit=10");
  $("jobs").replaceChildren(...jobs.map((job) => {
    const link = make("a", { href: `#job=${job.id}`, textContent: job.url ?? job.video_id });
    return make("li", {}, link, ` ${words(job.status)}`);
  }));
}

function show(job) {
  $("job").hidden = false;
  $("job-title").textContent = job.video_title || job.url || job.video_id;
  $("job-status").textContent = words(job.status);
  $("job-status").className = `status ${job.status}`;
  $("job-message").textContent = job.status === "completed" ? "" : job.message ?? "";
  $("job-bar").value = job.progress;
  $("job-percent").textContent = `${Math.floor(job.progress)} %`;
  $("job").dataset.job = job.id;
  $("job").dataset.status = job.status;
  $("stages").replaceChildren(...(job.stages ?? []).map((stage) => {
    const bar = make("progress", { max: 100, value: stage.progress });
    bar.setAttribute("aria-label", words(stage.stage));
    const item = make("li", { className: stage.status }, make("span", { textContent: words(stage.stage) }), bar,
      make("output", { textContent: `${Math.floor(stage.progress)} %` }));
    item.dataset.stage = stage.stage;
    return item;
  }));
  const failed = job.status === "failed" && job.error;
  $("job-error").hidden = !failed;
  $("job-error").textContent = failed ? `${job.error.message} (${job.error.code})` : "";
}

function follow(id) {
  stream?.close();
  for (const section of ["clips-section", "slides-section", "transcript-section"]) $(section).hidden = true;
  const source = new EventSource(`${api}/jobs/${encodeURIComponent(id)}/stream`);
  stream = source;
  const update = (message) => show(JSON.parse(message.data));
  for (const name of ["initial_status", "job_update", "resync"]) source.addEventListener(name, update);
  for (const name of ["job_completed", "job_failed", "job_cancelled"]) {
    source.addEventListener(name, (message) => {
      source.close();
      update(message);
      attempt(async () => {
        await results(id);
        await recent();
      });
    });
  }
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) attempt(async () => show(await call(`/jobs/${encodeURIComponent(id)}`)));
  };
}

const own = (address) => {
  const url = new URL(address, location.href);
  return url.pathname + url.search;
};

function clip(each) {
  const video = make("video", { src: own(each.assets.video_url), controls: true, preload: "none", playsInline: true });
  video.poster = own(each.assets.thumbnail_url);
  video.append(make("track", { kind: "captions", src: own(each.assets.captions_vtt_url), label: "Captions" }));
  const link = make("a", { href: own(each.assets.video_url), download: `${each.clip_id}.mp4`, textContent: "Download" });
  return make("figure", {}, video, make("figcaption", {},
    make("strong", { textContent: each.title || each.hook || each.clip_id }),
    `${clock(each.start_time)}–${clock(each.end_time)} · score ${each.score.toFixed(2)} · `, link));
}

function slide(each) {
  const image = make("img", { src: own(each.image_url), loading: "lazy", alt: each.title || `Slide ${each.index}` });
  return make("figure", {}, image, make("figcaption", {},
    make("strong", { textContent: each.title || `Slide ${each.index}` }),
    `${clock(each.start_time)}–${clock(each.end_time)}`));
}

async function results(id) {
  const job = await call(`/jobs/${encodeURIComponent(id)}`);
  show(job);
  const fill = (name, items, draw) => {
    $(`${name}-section`).hidden = !items?.length;
    $(name).replaceChildren(...(items ?? []).map(draw));
  };
  fill("clips", job.generated_clips, clip);
  fill("slides", job.slides, slide);
  fill("transcript", job.transcript_segments, (each) =>
    make("p", {}, make("time", { textContent: clock(each.start) }), make("span", { textContent: each.text })));
  const video = encodeURIComponent(job.video_id);
  $("transcript-files").replaceChildren(...["txt", "vtt", "srt", "json"].flatMap((format) =>
    [make("a", { href: `${api}/videos/${video}/transcript.${format}?job_id=${job.id}`, textContent: format }), " "]));
}

function open(id) {
  if (location.hash === `#job=${id}`) follow(id);
  else location.hash = `job=${id}`;
}

async function submit(url) {
  const job = await send("/jobs", { url });
  open(job.id);
  await recent();
}

function put(address, file) {
  const bar = $("upload-bar");
  bar.hidden = false;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", address);
    request.upload.onprogress = (event) => { bar.value = (100 * event.loaded) / event.total; };
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`The upload ended with ${request.status}`)));
    request.onerror = () => reject(new Error("The upload was interrupted"));
    request.send(file);
  }).finally(() => { bar.hidden = true; });
}

$("sign-in-form").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    await signIn($("key").value);
    $("key").value = "";
  }, event.target);
});

$("url-form").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => submit($("url").value), event.target);
});

$("file-form").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const file = $("file").files[0];
    const upload = await send("/uploads", { filename: file.name, size: file.size });
    await put(upload.upload_url, file);
    await submit(upload.url);
  }, event.target);
});

$("sign-out").addEventListener("click", () => attempt(async () => {
  await call("/session", { method: "DELETE" });
  signedIn(false);
}));

function fromHash() {
  const job = new URLSearchParams(location.hash.slice(1)).get("job");
  if (job) follow(job);
}

// A link to sign in carries the key behind the #, where no server and no log sees it; it is used and taken away.
async function begin() {
  const given = new URLSearchParams(location.hash.slice(1));
  const key = given.get("key");
  if (key) {
    given.delete("key");
    history.replaceState(null, "", given.size ? `#${given}` : location.pathname);
    await attempt(() => signIn(key));
  } else {
    await call("/session").then(() => signedIn(true), () => signedIn(false));
    if (!$("submit").hidden) await attempt(recent);
  }
  if (!$("submit").hidden) fromHash();
}

window.addEventListener("hashchange", fromHash);
begin();
