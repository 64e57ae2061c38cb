// What a job goes through. The API tells of the stages that have begun; a person wants to see those to come, too.
const media = ["downloading", "extracting_metadata"];
const heard = ["extracting_audio", "transcribing"];
const working = {
  full_processing: [...media, ...heard, "extracting_frames", "analyzing", "generating_clips"],
  transcription: [...media, ...heard, "analyzing"],
  shorts: [...media, ...heard, "extracting_frames", "analyzing", "generating_clips"],
  slides: [...media, ...heard, "extracting_frames", "analyzing"],
  metadata: ["extracting_metadata"],
  channel: ["extracting_metadata"],
  conversion: ["converting"],
  purge: [],
};
const last = ["uploading", "finalizing"];
const lanes = [
  { name: "Sound", stages: heard },
  { name: "Picture", stages: ["extracting_frames"] },
];

const names = {
  initializing: "Get ready", downloading: "Download", extracting_metadata: "Read metadata",
  extracting_comments: "Fetch comments", extracting_audio: "Extract sound", transcribing: "Transcribe",
  extracting_frames: "Find slides and faces", analyzing: "Analyze", generating_clips: "Make clips",
  uploading: "Store", finalizing: "Finish", converting: "Convert",
};
const ofTypes = {
  channel: { extracting_metadata: "List the videos" },
  purge: { initializing: "Stop what runs", finalizing: "Remove everything" },
};

/** A stage as people say it. */
export const stageName = (stage, type) => ofTypes[type]?.[stage] ?? names[stage] ?? stage.replaceAll("_", " ");

/**
 * `{before, lanes, after}`: stages in order, those of sound and of picture side by side where the job has both. Each is
 * `{stage, status, progress, parts, message, started_at, completed_at}`; `status` is "waiting" until it begins,
 * "stopped" where its attempt ended before it, and "skipped" where the job ended without it.
 */
export function timeline(job) {
  const told = new Map((job.stages ?? []).map((each) => [each.stage, each]));
  const ended = ["completed", "failed", "cancelled"].includes(job.status);
  const all = planned(job);
  for (const stage of told.keys()) if (!all.includes(stage)) all.push(stage);
  const one = (stage) => begun(job, told.get(stage)) ?? { stage, status: untold(job, stage, ended), progress: 0, parts: 1 };
  const both = lanes.every((lane) => lane.stages.some((stage) => all.includes(stage)));
  const side = both ? lanes.flatMap((lane) => lane.stages) : [];
  const cut = all.findIndex((stage) => side.includes(stage));
  const plain = all.filter((stage) => !side.includes(stage));
  return {
    before: (both ? plain.slice(0, cut) : plain).map(one),
    lanes: both ? lanes.map((lane) => ({ name: lane.name, stages: lane.stages.filter((each) => all.includes(each)).map(one) })) : [],
    after: both ? plain.slice(cut).map(one) : [],
  };
}

// Work that was stopped is not told of any more.
function begun(job, stage) {
  if (stage?.status !== "running" || job.status === "processing") return stage;
  return { ...stage, status: job.status === "failed" && job.error?.stage === stage.stage ? "failed" : "stopped" };
}

function planned(job) {
  if (job.job_type === "purge") return ["initializing", "finalizing"];
  const own = [...(working[job.job_type] ?? [])];
  if (job.options?.include_comments && own.includes("extracting_metadata") && job.job_type !== "channel") {
    own.splice(own.indexOf("extracting_metadata") + 1, 0, "extracting_comments");
  }
  return [...own, ...(own.length ? last : [])];
}

// Small stages say nothing of themselves: they are over when the job is.
function untold(job, stage, ended) {
  if (!ended) return job.status === "processing" && job.stage === stage ? "running" : "waiting";
  return job.status === "completed" && last.includes(stage) ? "completed" : "skipped";
}
