package dev.baton.provider.linux;

/** A call that blocks until what is pending before it has ended; then it does its work itself. */
final class WaitingCall implements Operation {
    private final LinuxSocket socket;
    private volatile boolean reached;

    /** A call through a descriptor. */
    WaitingCall(LinuxSocket socket) {
        this.socket = socket;
    }

    boolean reached() {
        return reached;
    }

    @Override
    public boolean proceed(LinuxSocket any) {
        if (!reached) {
            reached = true;
            socket.wakeAll();
        }
        return false;
    }

    /** Closing its descriptor has woken it. */
    @Override
    public void abort() {}
}
