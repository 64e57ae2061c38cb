package io.reelflow.bench.batch;

import tools.jackson.databind.JsonNode;

/** What the lines of a file were answered with, added up. */
final class Answers {
    private final BatchFile file;
    private long lines;
    private long outOfOrder;
    private long wrong;
    private long fingerprint;

    Answers(BatchFile file) {
        this.file = file;
    }

    void add(JsonNode answer) {
        lines++;
        long line = answer.path("line").asLong(0);
        outOfOrder += line == lines ? 0 : 1;
        String id = answer.path("id").asString("");
        String code = answer.at("/error/code").asString("");
        wrong += code.equals(file.code(line)) && id.isEmpty() != code.isEmpty() ? 0 : 1;
        fingerprint = fingerprint * 31 + id.hashCode();
    }

    long lines() {
        return lines;
    }

    boolean inOrder(long expected) {
        return lines == expected && outOfOrder == 0;
    }

    /** Lines that were answered otherwise than they had to be. */
    long wrong() {
        return wrong;
    }

    /** Of all ids in their order. */
    long fingerprint() {
        return fingerprint;
    }
}
