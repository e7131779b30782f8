package dev.baton.layers.trace;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;

/** Where lines go; the chains of a process that print to the same place share it. */
final class TraceFile {
    static final String STDERR = "stderr";

    private static final System.Logger LOG = System.getLogger("dev.baton.layers");
    private static final Map<String, TraceFile> ALL = new HashMap<>();

    private final String name;
    private final OutputStream out;
    private int users;
    private boolean broken;

    TraceFile(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    /** Opens a file, or standard error, once more; each opening is to be {@link #close closed}. */
    static TraceFile open(String name) throws IOException {
        synchronized (ALL) {
            TraceFile file = ALL.get(name);
            if (file == null) {
                file = new TraceFile(name, stream(name));
                ALL.put(name, file);
            }
            file.users++;
            return file;
        }
    }

    // The descriptor and not System.err: a trace must not disappear into what that was set to,
    // which
    // may itself end in sockets.
    private static OutputStream stream(String name) throws IOException {
        return name.equals(STDERR)
                ? new FileOutputStream(FileDescriptor.err)
                : new FileOutputStream(name, true);
    }

    /** After a failure nothing more is printed. */
    synchronized void print(byte[] line) {
        if (broken) {
            return;
        }
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            broken = true;
            LOG.log(
                    Level.WARNING,
                    "cannot print the trace to " + name + ", nothing more is printed",
                    e);
        }
    }

    void close() {
        synchronized (ALL) {
            users--;
            if (users == 0) {
                ALL.remove(name);
                end();
            }
        }
    }

    private synchronized void end() {
        broken = true;
        if (name.equals(STDERR)) {
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot close the trace " + name, e);
        }
    }
}
