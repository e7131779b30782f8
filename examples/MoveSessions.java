import dev.baton.channels.*;
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.charset.StandardCharsets;
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
    /** What a server knows of a client: it would be lost with the server. */
    static class Session {
        static final int SIZE = 1024;
        final ByteBuffer state; // how many messages, and whatever else belongs to it

        Session(ByteBuffer state) {
            this.state = ByteBuffer.allocate(SIZE).put(state).clear();
        }

        String answer() {
            state.putInt(0, state.getInt(0) + 1);
            return state.getInt(0) + " " + ProcessHandle.current().pid() + "\n";
        }
    }

    public static void main(String[] args) throws Exception {
        switch (args.length == 1 ? "old" : args[1]) {
            case "old" -> oldServer(args[0]);
            case "new" -> newServer(Integer.parseInt(args[0]), HandoffPlace.at(Path.of(args[2])));
            default -> clients(Integer.parseInt(args[0]), Integer.parseInt(args[2]));
        }
    }

    static void oldServer(String count) throws Exception {
        Path folder = Files.createTempDirectory("sessions");
        Map<SocketChannel, Session> sessions = new HashMap<>();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress("127.0.0.1", 0), 1000);
        Process clients = start(count, "clients", listener.socket().getLocalPort() + "");
        while (sessions.size() < Integer.parseInt(count)) {
            sessions.put(listener.accept(), new Session(ByteBuffer.allocate(0)));
        }
        serve(sessions, sessions.size());
        Process successor = start(count, "new", folder.toString());
        successor.inputReader().readLine();

        long begin = System.nanoTime();
        try (Handoff handoff = Handoff.to(HandoffPlace.at(folder))) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            sessions.forEach(
                    (channel, session) ->
                            all.add(
                                    handoff.sendAsync(
                                                    HandoffItem.of(channel)
                                                            .withKind("session")
                                                            .withContext(session.state))
                                            .toCompletableFuture()));
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println("moved " + sessions.size() + " sessions in " + millis + " ms");
        clients.getOutputStream().write('\n'); // they go on, with the new server
        clients.getOutputStream().flush();
        clients.inputReader().lines().forEach(System.out::println);
        successor.waitFor();
        Files.delete(folder);
    }

    static void newServer(int count, HandoffPlace place) throws Exception {
        Map<SocketChannel, Session> sessions = new HashMap<>();
        try (HandoffPoint point = HandoffPoint.open(place)) {
            System.out.println("ready");
            while (sessions.size() < count) {
                ReceivedItem item = point.take();
                sessions.put(item.acceptSocketChannel(), new Session(item.context()));
            }
        }
        serve(sessions, count);
    }

    /** Answers one message of each. */
    static void serve(Map<SocketChannel, Session> sessions, int messages) throws IOException {
        try (Selector selector = Selector.open()) {
            for (SocketChannel channel : sessions.keySet()) {
                channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            }
            ByteBuffer line = ByteBuffer.allocate(100);
            for (int answered = 0; answered < messages; ) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    SocketChannel channel = (SocketChannel) key.channel();
                    if (channel.read(line.clear()) > 0) {
                        String answer = sessions.get(channel).answer();
                        channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
                        answered++;
                    }
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
        Map<String, Integer> answers = new TreeMap<>();
        talk(sockets, answers, 1);
        System.in.read();
        int lost = talk(sockets, answers, 2);
        answers.forEach((server, n) -> System.out.println("server " + server + " answered " + n));
        System.out.println("lost " + lost);
    }

    static int talk(List<Socket> sockets, Map<String, Integer> answers, int expected) {
        int lost = 0;
        for (Socket socket : sockets) {
            try {
                socket.getOutputStream().write('\n');
                InputStream in = socket.getInputStream();
                String[] answer = new BufferedReader(new InputStreamReader(in)).readLine().split(" ");
                lost += answer[0].equals(expected + "") ? 0 : 1;
                answers.merge(answer[1], 1, Integer::sum);
            } catch (IOException e) {
                lost++;
            }
        }
        return lost;
    }

    static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("examples/MoveSessions.java");
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
