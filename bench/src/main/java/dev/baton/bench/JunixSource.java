package dev.baton.bench;

import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.OutputStream;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.FileDescriptorCast;

/**
 * junixsocket: the descriptors ride on an AF_UNIX stream beside one byte; the target answers one
 * byte. Arguments: N WARM BATCH WINDOW fd|socket.
 */
final class JunixSource {
    private JunixSource() {}

    public static void main(String[] args) throws Exception {
        int batch = Integer.parseInt(args[2]);
        int window = Integer.parseInt(args[3]);
        Latencies lat = new Latencies(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        Pool pool = new Pool();
        FileDescriptor[] pooled = new FileDescriptor[Pool.SIZE];
        for (int i = 0; i < Pool.SIZE; i++) {
            pooled[i] = FileDescriptorCast.unsafeUsing(pool.descriptor(i)).getFileDescriptor();
        }
        String name = "baton-bench-junix-" + ProcessHandle.current().pid();
        long cpuOfTarget;
        try (AFUNIXServerSocket server = AFUNIXServerSocket.bindOn(address(name));
                Child target =
                        Child.start(JunixTarget.class, name, args[0], args[1], batch, args[4]);
                AFUNIXSocket socket = server.accept()) {
            DataInputStream acks = new DataInputStream(socket.getInputStream());
            loop(lat, pool, pooled, socket, acks, batch, window);
            cpuOfTarget = acks.readLong();
            target.end();
        }
        lat.print(batch, cpuOfTarget);
    }

    private static void loop(
            Latencies lat,
            Pool pool,
            FileDescriptor[] pooled,
            AFUNIXSocket socket,
            DataInputStream acks,
            int batch,
            int window)
            throws IOException {
        OutputStream out = socket.getOutputStream();
        FileDescriptor[] message = new FileDescriptor[batch];
        int inFlight = 0;
        for (int i = 0; i < lat.total(); i++) {
            lat.mark(i);
            long begin = System.nanoTime();
            for (int j = 0; j < batch; j++) {
                message[j] = pooled[(i + j) % Pool.SIZE];
            }
            socket.setOutboundFileDescriptors(message);
            out.write('t');
            if (++inFlight == window) {
                acks.readByte();
                inFlight--;
            }
            lat.record(i, System.nanoTime() - begin);
            if (i < Pool.SIZE && batch == 1 && window == 1) {
                pool.verify(i);
            }
        }
        for (; inFlight > 0; inFlight--) {
            acks.readByte();
        }
        lat.stop();
    }

    static AFUNIXSocketAddress address(String name) throws IOException {
        return AFUNIXSocketAddress.inAbstractNamespace(name);
    }
}
