package io.reelflow.status.export;

/** A column of a file. */
record Column(String name, ColumnType type) {
    String quoted() {
        return '"' + name + '"';
    }
}
