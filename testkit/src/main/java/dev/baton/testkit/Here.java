package dev.baton.testkit;

/** This process. */
public enum Here implements Caller {
    /** The one there is. */
    HERE;

    private static final long PID = ProcessHandle.current().pid();

    @Override
    public long pid() {
        return PID;
    }

    @Override
    public Outcome make(Call call) {
        return CallRunner.run(call);
    }

    @Override
    public String toString() {
        return "this process";
    }
}
