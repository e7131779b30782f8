package dev.baton.channels.handoff;

/** The logger of hand-over points, made when the first message is logged. */
final class Log {
    static final System.Logger LOG = System.getLogger("dev.baton.channels");

    private Log() {}
}
