#!/usr/bin/env python3
"""One talk through the whole system, against the bare tools by hand on the same file, in one run.

    deploy/bench/talk.py FILE [--truth FILE.json]

Serves FILE on loopback, starts a stack in a home of its own, sends one full_processing job, then does by hand what the job did, one
tool after another: ffmpeg to wav, the same Whisper on it (`media transcribe`), ffmpeg's scene detection over the picture, one ffmpeg run for
each clip of the same stretch, size and burned captions. Prints wall times, the seconds of each stage, the memory of each process and,
with the truth at hand, the word error rate. Needs only Python's own library; `./reelflow` does the rest.
"""

import argparse
import functools
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
REELFLOW = str(ROOT / "reelflow")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def call(api, key, path, body=None):
    url = path if path.startswith("http") else api + path
    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + key, "Content-Type": "application/json"})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(request, data, timeout=120) as response:
        return response.read()


def words(text):
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower())


def word_error_rate(truth, heard):
    """Levenshtein distance over words, divided by the words of the truth."""
    row = list(range(len(heard) + 1))
    for i, expected in enumerate(truth, 1):
        previous, row[0] = row[0], i
        for j, actual in enumerate(heard, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (expected != actual))
    return row[-1] / max(1, len(truth))


def timed(command, **options):
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options)
    return time.monotonic() - began


def through_the_system(home, file, port):
    endpoints = json.loads((home / "endpoints.json").read_text())
    api, key = endpoints["api"].rstrip("/"), endpoints["keys"]["admin"]
    if not api.endswith("/api/v1"):
        api += "/api/v1"
    url = f"http://127.0.0.1:{port}/{urllib.request.quote(file.name)}"
    began = time.monotonic()
    job = json.loads(call(api, key, "/jobs", {"url": url}))
    while job["status"] not in ("completed", "failed", "cancelled"):
        time.sleep(0.2)
        job = json.loads(call(api, key, "/jobs/" + job["id"] + "?fields=id,status"))
    wall = time.monotonic() - began
    job = json.loads(call(api, key, "/jobs/" + job["id"]))
    if job["status"] != "completed":
        sys.exit(f"the job ended {job['status']}: {job.get('error')}")
    memory = subprocess.run([REELFLOW, "status", "--json", "--home", str(home)], check=True, stdout=subprocess.PIPE).stdout
    return wall, job, stage_seconds(api, key, job), json.loads(memory), (api, key)


def stage_seconds(api, key, job):
    """Wall seconds from the first to the last event of each stage; stages overlap."""
    spans = {}
    for event in json.loads(call(api, key, f"/jobs/{job['id']}/history"))["events"]:
        if event.get("stage"):
            stamp = time.mktime(time.strptime(event["time"][:19], "%Y-%m-%dT%H:%M:%S"))
            stamp += float("0." + (re.findall(r"\.(\d+)", event["time"]) or ["0"])[0])
            first, last = spans.get(event["stage"], (stamp, stamp))
            spans[event["stage"]] = (min(first, stamp), max(last, stamp))
    return {stage: round(last - first, 1) for stage, (first, last) in spans.items()}


def by_hand(file, job, access, ffmpeg, media):
    took = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        quiet = [ffmpeg, "-nostdin", "-v", "error", "-y", "-i", str(file)]
        took["wav"] = timed(quiet + ["-vn", "-ac", "1", "-ar", "16000", str(folder / "sound.wav")])
        took["transcribe"] = timed(media + ["transcribe", str(folder / "sound.wav")])
        took["scenes"] = timed(quiet + ["-an", "-vf", "select='gt(scene,0.3)'", "-f", "null", "-"])
        took["clips"] = 0.0
        for clip in job["generated_clips"]:
            captions = folder / "captions.srt"
            captions.write_bytes(call(*access, clip["assets"]["captions_srt_url"]))
            picture = (
                f"crop=min(iw\\,ih*9/16):ih,scale={clip['width']}:{clip['height']},subtitles={captions}"
            )
            took["clips"] += timed(
                [ffmpeg, "-nostdin", "-v", "error", "-y", "-ss", str(clip["start_time"]), "-t", str(clip["duration"])]
                + ["-i", str(file), "-vf", picture, "-c:v", "libx264", "-preset", "veryfast", "-crf", "21"]
                + ["-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart", str(folder / "clip.mp4")]
            )
    return took


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", type=pathlib.Path)
    options.add_argument("--truth", type=pathlib.Path)
    options = options.parse_args()
    file = options.file.resolve()
    truth = options.truth or file.with_name(file.name + ".json")

    server = serve(file.parent)
    with tempfile.TemporaryDirectory(prefix="reelflow-bench-") as home:
        home = pathlib.Path(home)
        began = time.monotonic()
        allowed = f"127.0.0.1:{server.server_port}"
        subprocess.run([REELFLOW, "up", "--home", str(home), "--allow-host", allowed], check=True)
        ready = time.monotonic() - began
        try:
            wall, job, stages, memory, access = through_the_system(home, file, server.server_port)
            cache = pathlib.Path(os.environ.get("REELFLOW_CACHE") or pathlib.Path.home() / ".cache/reelflow")
            jars = ROOT / "flink-jobs/dataflow/target/lib"
            media = ["java", "-cp", f"{jars}/*", "io.reelflow.media.Main"]
            ffmpeg = next(cache.glob("tools/*/lib/python*/site-packages/imageio_ffmpeg/binaries/ffmpeg-*"))
            hand = by_hand(file, job, access, str(ffmpeg), media)
        finally:
            subprocess.run([REELFLOW, "down", "--purge", "--home", str(home)], check=True)

    print(f"ready after {ready:.1f} s; {file.name}: {len(job['slides'])} slides, {len(job['generated_clips'])} clips")
    if truth.exists():
        expected = words(" ".join(s["text"] for s in json.loads(truth.read_text())["transcript_segments"]))
        print(f"word error rate {word_error_rate(expected, words(job['transcript'])):.3f}")
    print(f"the job {wall:.1f} s; by hand {sum(hand.values()):.1f} s; ratio {wall / sum(hand.values()):.2f}")
    print("by hand: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in hand.items()))
    print("stages (side by side): " + ", ".join(f"{name} {seconds} s" for name, seconds in stages.items()))
    print(json.dumps(memory, indent=1))


if __name__ == "__main__":
    main()
