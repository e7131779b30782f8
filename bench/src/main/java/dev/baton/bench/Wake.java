package dev.baton.bench;

import java.io.IOException;

/** Something that happens, and how long until a program hears of it. */
interface Wake extends AutoCloseable {
    /** One time: nanoseconds from before the cause to the notice. */
    long once() throws IOException;

    @Override
    void close() throws IOException;

    /** How to set one up. */
    @FunctionalInterface
    interface Setting {
        Wake open(int registered) throws IOException;
    }
}
