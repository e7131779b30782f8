package dev.baton.channels;

/**
 * How this process makes channels of other processes' sockets.
 *
 * @param way how
 * @param reason why this way, and what would change it; one line
 */
public record Capabilities(Way way, String reason) {
    /** A way to make a channel of a descriptor. */
    public enum Way {
        /**
         * The JDK's own constructors: everything a channel has is true, its addresses too. Needs
         * {@code --add-opens java.base/sun.nio.ch=dev.baton.channels} ({@code =ALL-UNNAMED} on the
         * class path), or the same as {@code Add-Opens} in the manifest of the jar that {@code java
         * -jar} starts.
         */
        DIRECT,
        /**
         * A channel that the JDK has opened itself, whose descriptor is replaced. Reading, writing,
         * accepting, selectors and virtual threads work alike. {@code getLocalAddress} and {@code
         * getRemoteAddress} of the channel itself tell those of the carrier: ask {@link
         * SharedChannels#localAddress} and {@link SharedChannels#remoteAddress}. Each connection
         * costs one more over the loopback, and {@code configureBlocking} changes the mode for all
         * holders of the socket.
         */
        CARRIER
    }

    /** Both in one line. */
    @Override
    public String toString() {
        return (way == Way.DIRECT ? "directly: " : "over a carrier: ") + reason;
    }

    /** What this process can do: found out once, at the first call. */
    public static Capabilities current() {
        return ChannelDoor.CURRENT.capabilities();
    }
}
