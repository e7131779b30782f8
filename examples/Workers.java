import dev.baton.channels.*;
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.*;

/**
 * One process accepts, others serve: each connection goes to the next worker, with what was read of
 * it. The acceptor reads what has come first and sends it along; a worker reads that, then the rest.
 * No byte of a connection passes through the acceptor afterwards. After any ./baton command:
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp 'cli/target/app/*' examples/Workers.java</pre>
 */
class Workers {
    static final int WORKERS = 3;
    static final int CLIENTS = 12;

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            work(HandoffPlace.at(Path.of(args[0])));
            return;
        }
        Path folder = Files.createTempDirectory("workers");
        HandoffPlace place = HandoffPlace.at(folder);
        List<Process> workers = new ArrayList<>();
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                Handoff handoff = Handoff.to(place)) {
            listener.bind(new InetSocketAddress("127.0.0.1", 0));
            for (int i = 0; i < WORKERS; i++) {
                workers.add(start(folder));
            }
            for (Process worker : workers) {
                worker.inputReader().readLine(); // it is ready
            }
            Thread clients = Thread.ofPlatform().start(() -> talk(listener));
            for (int i = 0; i < CLIENTS; i++) {
                SocketChannel connection = listener.accept();
                ByteBuffer first = ByteBuffer.allocate(100);
                connection.read(first);
                handoff.send(HandoffItem.of(connection).withReadAhead(first.flip()));
            }
            clients.join();
        } finally {
            for (Process worker : workers) {
                worker.getOutputStream().close(); // it ends with its input
                worker.waitFor();
            }
            Files.delete(folder);
        }
    }

    static void work(HandoffPlace place) throws Exception {
        String name = "worker " + ProcessHandle.current().pid();
        try (HandoffPoint point = HandoffPoint.open(place)) {
            System.out.println("ready");
            Thread.ofVirtual().start(() -> serveAll(point, name));
            System.in.read();
        }
    }

    static void serveAll(HandoffPoint point, String name) {
        try {
            while (true) {
                ReceivedItem item = point.take();
                SocketChannel connection = item.acceptSocketChannel();
                InputStream in = ReadAhead.stream(item.readAhead(), connection);
                Thread.ofVirtual().start(() -> serve(connection, in, name));
            }
        } catch (IOException | InterruptedException closed) {
            // The point was closed: nothing comes any more.
        }
    }

    static void serve(SocketChannel connection, InputStream in, String name) {
        try (connection) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in));
            PrintWriter out = new PrintWriter(Channels.newWriter(connection, "UTF-8"), true);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(name + " answers \"" + line + "\"");
            }
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    static void talk(ServerSocketChannel listener) {
        for (int i = 1; i <= CLIENTS; i++) {
            try (Socket socket = new Socket("127.0.0.1", listener.socket().getLocalPort())) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream()));
                for (String word : List.of("hello from client " + i, "goodbye from client " + i)) {
                    socket.getOutputStream().write((word + "\n").getBytes());
                    System.out.println(in.readLine());
                }
            } catch (IOException e) {
                System.out.println("client " + i + " failed: " + e);
            }
        }
    }

    static Process start(Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("examples/Workers.java", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
