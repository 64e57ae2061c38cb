#!/usr/bin/env python3
"""Shots, crops and clips against the truth, and against bare ffmpeg and PySceneDetect on the same files, in one run.

    deploy/bench/render.py PYTHON [--corpus DIR] [--json FILE]

Makes films of which everything is known out of the sample talk (a face that walks, two who speak in turns, cuts and fades), and takes
those of a development corpus where there is one. PYTHON is one that has PySceneDetect. Each task runs in a media worker, which says how
much wall and processor time it took; ffmpeg says the same of itself. Needs only Python's own library.
"""

import argparse
import datetime
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TALK = ROOT / "deploy/local/demo/talk.mp4"
MAX_SPEED = 0.6  # sides of the crop a second: CameraMove.MAX_SPEED
OPTIONS = {
    **{"language": "auto", "whisper_model": "base", "force_whisper": False, "word_timestamps": True, "diarize": False},
    **{"clip_duration": 30, "min_clip_duration": 10, "overlap_duration": 2, "max_clips": 10, "output_format": "mp4", "resolution": "1080p"},
    **{"aspect_ratio": "9:16", "reframe": "face", "progress_bar": False, "include_comments": False, "max_comments": 500},
    "slides": {"min_seconds": 2, "ocr": True},
}
SCENES = """
import json, sys, time
from scenedetect import AdaptiveDetector, SceneManager, ThresholdDetector, open_video
began, used, found = time.time(), time.process_time(), []
for detector in (AdaptiveDetector(), ThresholdDetector()):
    manager = SceneManager()
    manager.add_detector(detector)
    manager.detect_scenes(open_video(sys.argv[1]))
    found += [scene[0].seconds for scene in manager.get_scene_list() if scene[0].seconds > 0]
found = [time for i, time in enumerate(sorted(found)) if i == 0 or time - sorted(found)[i - 1] >= 0.5]
print(json.dumps({"found": found, "seconds": time.time() - began, "cpu": time.process_time() - used}))
"""


class Worker:
    """A media worker: one order a line, its reports a line each."""

    def __init__(self, folder):
        self.folder = folder
        self.orders = 0
        jars = ROOT / "flink-jobs/dataflow/target/lib"
        command = ["java", "-Xmx512m", "-cp", f"{jars}/*", "io.reelflow.media.worker.WorkerMain"]
        log = open(folder / "worker.log", "w")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)

    def run(self, task, order):
        self.orders += 1
        folder = self.folder / f"{task}-{self.orders}"
        folder.mkdir()
        line = {"task": task, "directory": str(folder), "input": order}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            report = json.loads(line)
            if report["kind"] == "DONE":
                return report["output"], report["seconds"], report["cpu_seconds"], folder
            if report["kind"] in ("FAILED", "BROKEN"):
                break
        sys.exit(f"{task} failed: {line.strip()}")

    def source(self, file):
        given = {"url": "upload:local/" + file.name, "kind": "upload", "local_file": str(file), "sound_only": False, "metadata_only": False}
        given |= {"max_bytes": 2**62, "max_seconds": 1e9, "allowed_hosts": []}
        output, _, _, folder = self.run("fetch", given)
        return output, folder / output["file"]


def ffmpeg(program, *arguments):
    """Wall and processor seconds of a run, as it says itself."""
    command = [program, "-nostdin", "-hide_banner", "-benchmark", "-y", *map(str, arguments)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    user, system, wall = map(float, re.findall(r"bench: utime=([\d.]+)s stime=([\d.]+)s rtime=([\d.]+)s", said)[-1])
    return wall, user + system


def films(program, folder):
    face = folder / "face.png"
    ffmpeg(program, "-ss", 33, "-i", TALK, "-frames:v", 1, "-vf", "crop=300:300:930:370", face)
    grey = ["-f", "lavfi", "-i", "color=0x405060:s=1280x720:r=25:d=12"]
    walk = folder / "walk.mp4"
    ffmpeg(program, *grey, "-i", face, "-filter_complex", "overlay=x='490+430*sin(0.55*t)':y='200+60*sin(t)'", "-pix_fmt", "yuv420p", walk)
    mouth = "[1]split[{0}0][{0}1];[{0}1]crop=70:40:110:128[{0}2];[{0}0][{0}2]overlay=x=110:y='128+4*sin(26*t)*between(t,{1},{2})'[{0}];"
    sides = mouth.format("a", 0, 6) + mouth.replace("[1]", "[2]").format("b", 6, 12) + "[0][a]overlay=100:200[l];[l][b]overlay=880:200"
    still = ["-loop", 1, "-framerate", 25, "-t", 12, "-i", face]
    two = folder / "two.mp4"
    ffmpeg(program, *grey, *still, *still, "-filter_complex", sides, "-pix_fmt", "yuv420p", two)
    parts = ["testsrc=s=640x360:r=25:d=4", "smptehdbars=s=640x360:r=25:d=4", "mandelbrot=s=640x360:r=25", "testsrc2=s=640x360:r=25:d=4"]
    inputs = [word for part in parts for word in ("-f", "lavfi", "-t", "4", "-i", part)]
    changes = folder / "changes.mp4"
    alike = ";".join(f"[{i}]format=yuv420p,fps=25[p{i}]" for i in range(4))
    graph = alike + ";[p0][p1]concat,fps=25[x];[x][p2]xfade=fadeblack:duration=1:offset=7[y];[y][p3]xfade=fade:duration=0.8:offset=10"
    ffmpeg(program, *inputs, "-filter_complex", graph, "-pix_fmt", "yuv420p", changes)
    return walk, two, changes


def crop_at(path, time):
    after = next((i for i, crop in enumerate(path) if crop["time"] > time), len(path))
    if after in (0, len(path)):
        return path[min(after, len(path) - 1)]["x"]
    a, b = path[after - 1], path[after]
    return a["x"] + (time - a["time"]) / (b["time"] - a["time"]) * (b["x"] - a["x"])


def clip(worker, file, start, end, burn=True, segments=(), picture=None):
    source, stored = worker.source(file)
    watched = picture or worker.run("watch", {"file": str(stored), "source": source, "slides": False, "min_slide_seconds": 2})[0]
    planned = {"clip_id": "clip", "start": start, "end": end, "score": 1, "tags": [], "hashtags": [], "transcript_segment": "", "reasons": []}
    options = OPTIONS | {"captions": {"burn": burn, "style": "karaoke", "position": "bottom"}}
    order = {"file": str(stored), "source": source, "clip": planned, "picture": watched, "segments": list(segments), "options": options}
    return worker.run("render", order), watched


def framing(worker, name, file, end, middle_at, fits):
    """Share of frames in which the crop holds what it should, and the highest speed of its moves, in sides a second."""
    (made, seconds, cpu, _), _ = clip(worker, file, 0, end)
    path = made["crop_path"]
    width = path[0]["width"]
    times = [i / 25 for i in range(int(end * 25)) if middle_at(i / 25) is not None]
    inside = sum(fits(crop_at(path, t), width, middle_at(t)) for t in times) / len(times)
    moves = [abs(b["x"] - a["x"]) / (b["time"] - a["time"]) / width for a, b in zip(path, path[1:]) if b["time"] > a["time"]]
    return [f"{name}: frames with the face inside", inside, f"{max(moves, default=0):.2f} sides/s at most (limit {MAX_SPEED}); {seconds:.1f} s, {cpu:.1f} s CPU"]


def changes(name, found, expected):
    """Found, missed and false: hard cuts to two frames, soft ones to half a second."""
    left = list(found)
    hits = 0
    for time, within in expected:
        near = [each for each in left if abs(each - time) <= within]
        if near:
            left.remove(min(near, key=lambda each: abs(each - time)))
            hits += 1
    return f"{name}: {hits} of {len(expected)} found, {len(left)} false"


def shots(worker, python, name, file, expected):
    source, stored = worker.source(file)
    picture, seconds, cpu, _ = worker.run("watch", {"file": str(stored), "source": source, "slides": False, "min_slide_seconds": 2})
    ours = changes("ours", [shot["start"] for shot in picture["shots"][1:]], expected)
    other = json.loads(subprocess.run([python, "-c", SCENES, str(file)], check=True, capture_output=True, text=True).stdout)
    theirs = changes("PySceneDetect adaptive + threshold", other["found"], expected)
    return [f"{name}: shots", f"{ours} ({seconds:.1f} s, {cpu:.1f} s CPU)", f"{theirs} ({other['seconds']:.1f} s, {other['cpu']:.1f} s CPU)"]


def costs(worker, program, folder):
    """One clip with captions and without, and the same stretch by bare ffmpeg, by turns; the least of three."""
    words = [{"start": 13.2 + i * 0.4, "end": 13.5 + i * 0.4, "text": f"word{i}", "probability": 1} for i in range(40)]
    said = [{"start": 13.2, "end": 29.2, "text": " ".join(w["text"] for w in words), "words": words}]
    took = {"burned": [], "plain": [], "bare": []}
    picture = None
    for _ in range(3):
        for kind, burn in (("burned", True), ("plain", False)):
            (_, seconds, cpu, _), picture = clip(worker, TALK, 12.7, 29.7, burn, said, picture)
            took[kind].append((cpu, seconds))
        bare = ["-ss", 12.7, "-t", 17, "-i", TALK, "-vf", "crop=406:720:437:0,scale=1080:1920:flags=bicubic,setsar=1", "-c:v", "libx264"]
        bare += ["-preset", "veryfast", "-crf", 21, "-profile:v", "high", "-g", 60, "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart"]
        wall, used = ffmpeg(program, *bare, folder / "bare.mp4")
        took["bare"].append((used, wall))
    least = {kind: min(each) for kind, each in took.items()}
    say = lambda kind: f"{least[kind][0]:.1f} s CPU, {least[kind][1]:.1f} s"
    return [
        ["captions cost, of the CPU time without (target at most 1.15)", least["burned"][0] / least["plain"][0], f"{say('burned')} against {say('plain')}"],
        ["a clip of 17 s at 1080p, of bare ffmpeg's CPU time", least["burned"][0] / least["bare"][0], f"{say('burned')} against {say('bare')}"],
    ]


def of_corpus(worker, python, corpus):
    read = lambda name: json.loads((corpus / (name + ".json")).read_text())
    track = read("faces/moving_face_wide.mp4")["track"]
    segments = read("faces/two_speakers_sidebyside.mp4")["segments"]

    def walking(time):
        step = min(len(track) - 2, int(time / 0.2))
        share = min(1, time / 0.2 - step)
        a, b = (each["box"][0] + each["box"][2] / 2 for each in track[step : step + 2])
        return a + share * (b - a)

    def speaking(time):
        box = next((s["active_box"] for s in segments if s["start"] <= time < s["end"]), [0, 0, 1280, 720])
        return None if box[2] > 1000 else box[0] + box[2] / 2

    yield framing(worker, "moving_face_wide", corpus / "faces/moving_face_wide.mp4", 15.5, walking, within)
    yield framing(worker, "two_speakers_sidebyside", corpus / "faces/two_speakers_sidebyside.mp4", 30.3, speaking, same_side)
    expected = [(1.001, 0.07), (6.006, 0.07), (6.6, 0.5), (12.58, 0.5), (18.0, 0.5)]
    yield shots(worker, python, "pyscenedetect_testvideo", corpus / "scenes/pyscenedetect_testvideo.mp4", expected)
    yield shots(worker, python, "pyscenedetect_fades", corpus / "scenes/pyscenedetect_fades.mp4", [(3.36, 0.5), (6.68, 0.5)])


def within(x, width, middle):
    return x < middle < x + width


def same_side(x, width, middle):
    return (x + width / 2 > 640) == (middle > 640)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python")
    parser.add_argument("--corpus", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path, default=ROOT / "target/bench/render.json")
    given = parser.parse_args()
    began = time.time()
    cache = pathlib.Path(os.environ.get("REELFLOW_CACHE") or pathlib.Path.home() / ".cache/reelflow")
    program = str(next(cache.glob("tools/*/lib/python*/site-packages/imageio_ffmpeg/binaries/ffmpeg-*")))
    with tempfile.TemporaryDirectory(prefix="reelflow-render-") as folder:
        folder = pathlib.Path(folder)
        worker = Worker(folder)
        walk, two, change = films(program, folder)
        rows = [
            framing(worker, "a face that walks", walk, 11.9, lambda t: 490 + 430 * math.sin(0.55 * t) + 145, within),
            framing(worker, "two who speak in turns", two, 11.9, lambda t: 245 if t < 6 else 1025, same_side),
            shots(worker, given.python, "a cut, a fade, a dissolve", change, [(4, 0.08), (7.5, 0.5), (10.4, 0.5)]),
        ]
        if given.corpus:
            rows += of_corpus(worker, given.python, given.corpus)
        rows += costs(worker, program, folder)
        worker.process.stdin.close()
        worker.process.wait()
    for what, figure, beside in rows:
        print(f"{what:62} {figure if isinstance(figure, str) else format(figure, '.3f')}\n{'':62} {beside}")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(report(rows, began), indent=2))


def report(rows, began):
    """As the programs in Java write theirs; of shots the share that was found is the figure."""
    figures = []
    for what, figure, beside in rows:
        if isinstance(figure, str):
            hits, expected = map(int, re.search(r"(\d+) of (\d+)", figure).groups())
            figure, beside, what = hits / expected, f"{figure}; {beside}", what + " found"
        figures.append({"what": what, "value": figure, "unit": "", "baseline": beside})
    started = datetime.datetime.fromtimestamp(began, datetime.timezone.utc).isoformat().replace("+00:00", "Z")
    whole = {"name": "bench render", "started": started, "seconds": time.time() - began, "processors": os.cpu_count()}
    return whole | {"kept": True, "figures": figures, "promises": []}


if __name__ == "__main__":
    main()
