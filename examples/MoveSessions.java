import dev.baton.channels.*;
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;

/**
 * Ten thousand live connections, each with a session, move to a new JVM; the clients, a third
 * process, go on talking and notice nothing. A message is a line; the answer says how many this
 * session has sent, and which server counted. After any ./baton command:
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp 'cli/target/app/*' examples/MoveSessions.java 10000</pre>
 */
class MoveSessions {
    /** Each client's session, which would be lost with the server: 1 KiB that begin with a count. */
    static final Map<SocketChannel, ByteBuffer> sessions = new HashMap<>();

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        switch (args.length == 1 ? "old" : args[1]) {
            case "old" -> oldServer(count);
            case "new" -> newServer(count, HandoffPlace.at(Path.of(args[2])));
            default -> clients(count, Integer.parseInt(args[2]));
        }
    }

    static void oldServer(int count) throws Exception {
        Path folder = Files.createTempDirectory("sessions");
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress("127.0.0.1", 0), 1000);
        Process clients = start(count, "clients", listener.socket().getLocalPort() + "");
        Process successor = start(count, "new", folder.toString());
        try (Handoff handoff = Handoff.to(HandoffPlace.at(folder))) {
            while (sessions.size() < count) {
                sessions.put(listener.accept(), ByteBuffer.allocate(1024));
            }
            serve(count);
            successor.inputReader().readLine(); // it is ready

            long begin = System.nanoTime();
            List<CompletableFuture<Void>> all = new ArrayList<>();
            sessions.forEach((channel, session) -> {
                HandoffItem item = HandoffItem.of(channel).withKind("session").withContext(session);
                all.add(handoff.sendAsync(item).toCompletableFuture());
            });
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            long millis = (System.nanoTime() - begin) / 1_000_000;
            System.out.println("moved " + count + " sessions in " + millis + " ms");

            clients.getOutputStream().write('\n'); // they go on, with the new server
            clients.getOutputStream().flush();
            clients.inputReader().lines().forEach(System.out::println);
            successor.waitFor();
            Files.delete(folder);
        } finally {
            clients.destroy();
            successor.destroy();
        }
    }

    static void newServer(int count, HandoffPlace place) throws Exception {
        try (HandoffPoint point = HandoffPoint.open(place)) {
            System.out.println("ready");
            while (sessions.size() < count) {
                ReceivedItem item = point.take();
                ByteBuffer session = ByteBuffer.allocate(1024).put(item.context()).clear();
                sessions.put(item.acceptSocketChannel(), session);
            }
        }
        serve(count);
    }

    /** Answers so many messages. */
    static void serve(int messages) throws IOException {
        try (Selector selector = Selector.open()) {
            for (SocketChannel channel : sessions.keySet()) {
                channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            }
            for (int answered = 0; answered < messages; ) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    SocketChannel channel = (SocketChannel) key.channel();
                    if (channel.read(ByteBuffer.allocate(1)) < 1) {
                        throw new EOFException("a client has gone");
                    }
                    ByteBuffer session = sessions.get(channel);
                    int n = session.getInt(0) + 1;
                    session.putInt(0, n);
                    String answer = n + " server " + ProcessHandle.current().pid() + "\n";
                    channel.write(ByteBuffer.wrap(answer.getBytes()));
                    answered++;
                }
                selector.selectedKeys().clear();
            }
        }
    }

    static void clients(int count, int port) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new Socket("127.0.0.1", port));
        }
        Map<String, Integer> servers = new TreeMap<>();
        int lost = 0;
        for (String message : List.of("1", "2")) {
            for (Socket socket : sockets) {
                socket.getOutputStream().write('\n');
                String answer = new Scanner(socket.getInputStream()).nextLine();
                lost += answer.startsWith(message + " ") ? 0 : 1;
                servers.merge(answer.substring(2), 1, Integer::sum);
            }
            if (message.equals("1")) {
                System.in.read(); // the sessions have moved
            }
        }
        servers.forEach((server, n) -> System.out.println(server + " answered " + n));
        System.out.println("lost " + lost);
    }

    static Process start(int count, String role, String where) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("examples/MoveSessions.java", count + "", role, where));
        ProcessBuilder builder = new ProcessBuilder(command);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
