package dev.baton.cli.demo;

/**
 * The client's longest waits for an answer, in nanoseconds.
 *
 * @param before while the source served
 * @param across from then on until the target had answered for a while
 * @param after when the source was gone
 */
record Pauses(long before, long across, long after) {
    long longest() {
        return Math.max(before, Math.max(across, after));
    }
}
