package dev.baton.provider.linux.sharing;

/** The provider's logger, made when the first message is logged: it costs 20 ms of start-up. */
public final class Log {
    /** Named after the provider's module. */
    public static final System.Logger LOG = System.getLogger("dev.baton.provider.linux");

    private Log() {}
}
