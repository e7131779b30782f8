package dev.baton.channels.handoff;

/** Waiting for the end of threads. */
final class Threads {
    private Threads() {}

    /** Waits, whatever interrupts it. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
