const NAMES = ["status_filter", "job_type", "channel_id", "video_id", "user_id", "priority", "error_code", "q"];

/** The fields of GET /jobs among the values of an address, those of them that are filled. */
export function filterOf(values) {
  return Object.fromEntries(NAMES.filter((name) => values[name]).map((name) => [name, values[name]]));
}

/** As the body of POST /jobs/actions has it. */
export function asBody(filter) {
  return filter.priority ? { ...filter, priority: Number(filter.priority) } : filter;
}

/** Whether the list of this filter has a place for the job; its title, which only the tables know, is not looked at. */
export function matches(filter, job) {
  const holds = (name, value) => !filter[name] || filter[name] === String(value ?? "");
  const text = (filter.q ?? "").toLowerCase();
  return holds("status_filter", job.status) && holds("job_type", job.job_type) && holds("channel_id", job.channel_id)
    && holds("video_id", job.video_id) && holds("user_id", job.user_id) && holds("priority", job.priority)
    && holds("error_code", job.error?.code)
    && (!text || [job.url, job.video_id, job.job_id].some((each) => each?.toLowerCase().includes(text)));
}
