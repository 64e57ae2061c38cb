package io.reelflow.media;

/** What a task mostly needs; each process counts permits by it, whoever asks. */
public enum WorkKind {
    NETWORK,
    CPU,
    ENCODE
}
