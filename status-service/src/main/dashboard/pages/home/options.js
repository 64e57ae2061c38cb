// What can be asked of a job, in the words of the contract, with its defaults; only what differs is sent.
const SPOKEN = ["full_processing", "transcription", "shorts", "slides"];
const CLIPPED = ["full_processing", "shorts"];

/** Job types, and what they do. */
export const TYPES = [
  ["full_processing", "Everything: transcript, slides, clips"],
  ["transcription", "Transcript: only the sound is fetched"],
  ["shorts", "Clips: transcript and short clips"],
  ["slides", "Slides, with what was said to them"],
  ["metadata", "Metadata: title, chapters, no media"],
];

const MODELS = ["tiny", "base", "small", "medium", "large-v2", "large-v3", "large-v3-turbo"];

/** `name` with a dot is within an object; `number` is [least, most, step]; `words` are what it can be. */
export const GROUPS = [
  {
    title: "Speech", types: SPOKEN, options: [
      { name: "language", label: "Language", value: "auto", help: "A code of two letters, as en or de; auto finds out." },
      { name: "whisper_model", label: "Speech model", value: "base", words: MODELS, help: "Larger ones hear better and take longer." },
      { name: "force_whisper", label: "Always listen", value: false, help: "Even where the site has captions." },
      { name: "word_timestamps", label: "Time of each word", value: true, help: "For captions that run along, and for jumping to a word." },
      { name: "diarize", label: "Who speaks", value: false, help: "Tells speakers apart." },
    ],
  },
  {
    title: "Clips", types: CLIPPED, options: [
      { name: "max_clips", label: "At most", value: 10, number: [1, 50, 1], help: "Clips." },
      { name: "clip_duration", label: "Length", value: 30, number: [5, 180, 1], help: "Seconds, about." },
      { name: "min_clip_duration", label: "Shortest", value: 10, number: [3, 180, 1], help: "Seconds." },
      { name: "overlap_duration", label: "Overlap", value: 2, number: [0, 10, 0.5], help: "Seconds that two clips may share." },
      { name: "aspect_ratio", label: "Shape", value: "9:16", words: ["9:16", "1:1", "16:9", "source"], help: "9:16 is upright, as on a phone." },
      { name: "reframe", label: "Crop", value: "face", words: ["face", "center", "none"], help: "What the picture follows." },
      { name: "resolution", label: "Resolution", value: "1080p", words: ["480p", "720p", "1080p"], help: "Never more than the source has." },
      { name: "output_format", label: "Format", value: "mp4", words: ["mp4", "webm"], help: "mp4 plays everywhere." },
      { name: "captions.burn", label: "Captions in the picture", value: true, help: "They come as a file in any case." },
      { name: "captions.style", label: "Caption style", value: "karaoke", words: ["karaoke", "plain", "boxed"], help: "karaoke marks each word as it is said." },
      { name: "captions.position", label: "Caption place", value: "bottom", words: ["bottom", "middle", "top"], help: "In the picture." },
      { name: "watermark.text", label: "Watermark", value: "", help: "A short text in a corner; empty: none." },
      { name: "progress_bar", label: "Progress bar", value: false, help: "A line that grows while the clip plays." },
    ],
  },
  {
    title: "Slides", types: ["full_processing", "slides"], options: [
      { name: "slides.min_seconds", label: "Shown for at least", value: 2, number: [0.5, 600, 0.5], help: "Seconds; what passes faster is no slide." },
      { name: "slides.ocr", label: "Read their text", value: true, help: "So that they can be searched." },
    ],
  },
  {
    title: "Comments", types: ["full_processing", "metadata"], options: [
      { name: "include_comments", label: "Fetch comments", value: false, help: "What people say under the video." },
      { name: "max_comments", label: "At most", value: 500, number: [0, 100000, 1], help: "Comments." },
    ],
  },
  {
    title: "The run", types: TYPES.map(([name]) => name), options: [
      { name: "dry_run", label: "Dry run", value: false, help: "Goes through every stage and does no work: a test of the system." },
      { name: "webhook_url", label: "Webhook", value: "", help: "An address that is told when the job has ended." },
    ],
  },
];

/** The `options` of a request, of a filled form: those that this type has and that are not the default. */
export function optionsOf(form, type) {
  const options = {};
  for (const { name, value, number } of GROUPS.filter((each) => each.types.includes(type)).flatMap((each) => each.options)) {
    const field = form.elements.namedItem(`options.${name}`);
    if (!field) continue;
    const given = typeof value === "boolean" ? field.checked : number ? Number(field.value) : field.value.trim();
    if (given === value || given === "") continue;
    const [first, second] = name.split(".");
    if (second) options[first] = { ...options[first], [second]: given };
    else options[first] = given;
  }
  return options;
}
