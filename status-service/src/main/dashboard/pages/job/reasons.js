// Error codes of the API in plain words: what happened, and what a person can do.
const reasons = {
  SOURCE_NOT_FOUND: ["The video is not there", "The address leads to nothing, or the video was removed. Check the address; if it is right, the video can no longer be had."],
  SOURCE_FORBIDDEN: ["The source does not let us in", "The video is private, limited to a country or an age, or wants a sign-in. Ask its owner, upload the file instead, or have an administrator set up an identity that may see it."],
  SOURCE_TOO_LARGE: ["The file is too large", "Upload a smaller version, or ask an administrator to raise the limit."],
  SOURCE_TOO_LONG: ["The video is too long", "Send a shorter part of it, or ask an administrator to raise the limit."],
  URL_NOT_ALLOWED: ["This address may not be fetched", "Only public http and https addresses are fetched. Use another address or upload the file; an administrator can allow a host."],
  MEDIA_UNREADABLE: ["The file cannot be read", "It holds no sound or picture, or is damaged beyond reading. Check that it plays elsewhere, then send it again."],
  MEDIA_EMPTY: ["Nothing in it that this job needs", "The file lacks sound or picture for what was asked. Choose another job type: slides for silent pictures, transcription for sound alone."],
  MODEL_UNAVAILABLE: ["The speech model is not there", "Choose another Whisper model, or ask an administrator to fetch this one (reelflow models pull)."],
  SOURCE_UNAVAILABLE: ["The source did not answer", "It had an error or could not be reached, several times. Retry once it works again."],
  DOWNLOAD_INTERRUPTED: ["The download broke off", "The connection ended early, several times. Retry; it goes on from what is there."],
  STAGE_TIMEOUT: ["A stage took too long", "The machine may be overloaded, or the file unusual. Retry; if it happens again, try a smaller model or a shorter part."],
  INTERNAL: ["Something went wrong on our side", "Retry. If it happens again, tell an administrator the job's id: the logs name it."],
  SOURCE_RATE_LIMITED: ["The source wants us to wait", "Too many requests were made of it. The job waits and goes on by itself; after 24 hours it fails."],
  SOURCE_NOT_READY: ["The video is not ready yet", "It is live or announced. The job waits and goes on by itself; after 24 hours it fails."],
  STORAGE_UNAVAILABLE: ["Our storage is away", "The job waits and goes on by itself once the storage is back. An administrator can see more in System."],
  PURGE_UNFINISHED: ["The video is just being removed", "The removal looks again by itself until nothing is left; a job for the video waits for it."],
  STAGE_CRASHED: ["This file crashes the program that reads it", "It was tried three times. The file is probably damaged: make it anew (for example convert it), then upload that."],
  CANCELLED: ["Cancelled", "Somebody stopped it. Retry it if it is wanted after all."],
};

/** `{title, advice}` of an error code; one that is not known says so. */
export function reason(code) {
  const [title, advice] = reasons[code] ?? ["It failed", "The message below says why. Retry it, or tell an administrator the job's id."];
  return { title, advice };
}
