package io.reelflow.bench.measure;

/**
 * What the usual way reaches on the machine that the targets were set on (2 cores of an AMD EPYC, 24 GiB, otherwise
 * idle): FastAPI before Celery with Redis as broker, Postgres for the jobs; six tasks of no work a job. Medians of three.
 */
public final class Baselines {
    /** Commit of a change to a subscriber, 100 jobs with 5 changes each: server-sent events that poll a table. */
    public static final String LIVE_POLLING_SSE = "988 ms p99, SSE that polls";
    /** The same through Redis publish/subscribe and a WebSocket. */
    public static final String LIVE_WEBSOCKET = "1.5 ms p99, WebSocket over Redis";
    /** 2,000 jobs, each with five changes of state. */
    public static final String JOBS_PER_SECOND = "482/s, Celery";
    /** CPU of web server, workers, Postgres and Redis together. */
    public static final String CPU_PER_JOB = "3.21 ms, Celery";
    /** wrk with 64 connections, while workers consume. */
    public static final String SUBMITS_PER_SECOND = "1073/s, FastAPI";
    /** kill -9 of the one worker with half of 2,000 accepted jobs done: lost for good, and silent for an hour. */
    public static final String WORKER_KILLED = "2 lost, 7 stuck of 2,000 a kill, Celery";
    /** kill -9 of Redis with its own snapshots only: the whole backlog. */
    public static final String BROKER_KILLED = "995 lost of 2,000 a kill, Redis";

    private Baselines() {}
}
