package dev.baton.bench;

import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.FileDescriptorCast;

/** The receiver of {@link JunixSource}. Arguments: NAME N WARM BATCH fd|socket. */
final class JunixTarget {
    private static final int CONTROL_BYTES = 8192;

    private JunixTarget() {}

    public static void main(String[] args) throws Exception {
        int warm = Integer.parseInt(args[2]);
        int total = warm + Integer.parseInt(args[1]);
        int batch = Integer.parseInt(args[3]);
        boolean asSocket = args[4].equals("socket");
        Marks marks = new Marks(total);
        try (AFUNIXSocket control = AFUNIXSocket.connectTo(JunixSource.address(args[0]))) {
            control.ensureAncillaryReceiveBufferSize(CONTROL_BYTES);
            InputStream in = control.getInputStream();
            DataOutputStream acks = new DataOutputStream(control.getOutputStream());
            for (int i = 0; i < total; i++) {
                marks.at(i);
                if (in.read() < 0) {
                    throw new EOFException("the source ended");
                }
                FileDescriptor[] got = control.getReceivedFileDescriptors();
                if (got.length != batch) {
                    throw new IOException(got.length + " descriptors instead of " + batch);
                }
                Socket[] sockets = asSocket ? sockets(got) : new Socket[0];
                if (i < Pool.SIZE && batch == 1) {
                    prove(got[0], sockets);
                }
                acks.write('a');
                close(got);
            }
            acks.writeLong(marks.cpuSince(warm));
        }
    }

    private static Socket[] sockets(FileDescriptor[] got) throws IOException {
        Socket[] sockets = new Socket[got.length];
        for (int j = 0; j < got.length; j++) {
            sockets[j] = FileDescriptorCast.using(got[j]).as(Socket.class);
        }
        return sockets;
    }

    @SuppressWarnings("resource") // the stream does not own the descriptor: it is closed below
    private static void prove(FileDescriptor fd, Socket[] sockets) throws IOException {
        if (sockets.length > 0) {
            sockets[0].getOutputStream().write(Pool.PROOF);
        } else {
            new FileOutputStream(fd).write(Pool.PROOF);
        }
    }

    // A cast socket's own close() shuts the shared connection down and leaves the descriptor open.
    private static void close(FileDescriptor[] got) throws IOException {
        for (FileDescriptor fd : got) {
            new FileOutputStream(fd).close();
        }
    }
}
