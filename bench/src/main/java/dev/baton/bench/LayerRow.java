package dev.baton.bench;

/**
 * One iteration of a layer benchmark.
 *
 * @param group {@code echo} or {@code dispatch}
 * @param fork the JVM, from 1; JVMs of one number belong together
 * @param round the iteration of this stack in that JVM, from 0
 * @param nanos what a call took
 * @param base what it took at the same time with {@link LayerStack#NONE}
 */
record LayerRow(String group, LayerStack stack, int fork, int round, double nanos, double base) {
    double ratio() {
        return nanos / base;
    }

    double over() {
        return nanos - base;
    }
}
