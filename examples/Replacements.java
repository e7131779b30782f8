import dev.baton.channels.*;
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.util.*;

/**
 * The lines of the README's "What it replaces", as they stand there, between two processes. After
 * any ./baton command:
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp 'cli/target/app/*' examples/Replacements.java</pre>
 */
class Replacements {
    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "all" : args[0]) {
            case "inherited" -> inheritedChannel();
            case "reused" -> reusedPort();
            case "cast" -> castDescriptor();
            case "proxied" -> proxied();
            default -> {
                with("inherited", Replacements::inheritedChannel);
                with("reused", Replacements::reusedPort);
                with("cast", Replacements::castDescriptor);
                with("proxied", Replacements::proxy);
            }
        }
    }

    interface Source {
        void run(Process child) throws Exception;
    }

    static void with(String role, Source source) throws Exception {
        Process child = start(role);
        try {
            source.run(child);
        } finally {
            child.destroy();
        }
    }

    static void inheritedChannel(Process child) throws Exception {
        ServerSocketChannel http = listener();
        ServerSocketChannel admin = listener();
        awaitReady(child);

        for (Ticket ticket : SharedChannels.move(List.of(http, admin), child.pid())) {
            child.getOutputStream().write(ticket.toBytes());
        }
        child.getOutputStream().flush();

        print("two listeners", child);
    }

    static void inheritedChannel() throws Exception {
        SharedChannels.reachable();
        System.out.println("ready");

        Ticket first = Ticket.ofBytes(System.in.readNBytes(Ticket.SIZE));
        Ticket second = Ticket.ofBytes(System.in.readNBytes(Ticket.SIZE));
        ServerSocketChannel http = SharedChannels.openServerSocketChannel(first);
        ServerSocketChannel admin = SharedChannels.openServerSocketChannel(second);

        System.out.println(serves(http) && serves(admin));
    }

    static void reusedPort(Process successor) throws Exception {
        ServerSocketChannel listener = listener();
        try (SocketChannel waiting = SocketChannel.open(listener.getLocalAddress())) {
            awaitReady(successor);

            Ticket ticket = SharedChannels.move(listener, successor.pid());
            successor.getOutputStream().write(ticket.toBytes());
            successor.getOutputStream().flush();

            boolean served = waiting.read(ByteBuffer.allocate(1)) == 1;
            print("served what waited: " + served, successor);
        }
    }

    static void reusedPort() throws Exception {
        SharedChannels.reachable();
        System.out.println("ready");
        Ticket ticket = Ticket.ofBytes(System.in.readNBytes(Ticket.SIZE));
        ServerSocketChannel listener = SharedChannels.openServerSocketChannel(ticket);

        try (SocketChannel waiting = listener.accept()) {
            waiting.write(ByteBuffer.wrap(new byte[] {'x'}));
        }
        System.out.println(serves(listener));
    }

    static void castDescriptor(Process target) throws Exception {
        ServerSocketChannel listener = listener();
        try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
            SocketChannel connection = listener.accept();
            awaitReady(target);

            Ticket ticket = SharedChannels.move(connection, target.pid());
            target.getOutputStream().write(ticket.toBytes());
            target.getOutputStream().flush();

            client.write(ByteBuffer.wrap(new byte[] {'x'}));
            print("from " + client.getLocalAddress(), target);
        }
    }

    static void castDescriptor() throws Exception {
        SharedChannels.reachable();
        System.out.println("ready");
        Selector selector = Selector.open();

        Ticket ticket = Ticket.ofBytes(System.in.readNBytes(Ticket.SIZE));
        SocketChannel connection = SharedChannels.openSocketChannel(ticket);
        System.out.println(connection.getRemoteAddress());
        connection.configureBlocking(false).register(selector, SelectionKey.OP_READ);

        selector.select();
        System.out.println(connection.read(ByteBuffer.allocate(10)) == 1);
    }

    static void proxy(Process worker) throws Exception {
        ServerSocketChannel listener = listener();
        try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
            client.write(ByteBuffer.wrap("first, second".getBytes()));
            SocketChannel connection = listener.accept();
            ByteBuffer request = ByteBuffer.allocate(6);
            while (request.hasRemaining()) {
                connection.read(request);
            }
            awaitReady(worker);

            try (Handoff workers = Handoff.to("replacements")) {
                workers.send(HandoffItem.of(connection).withReadAhead(request.flip()));
            }

            print("read ahead and go on", worker);
        }
    }

    static void proxied() throws Exception {
        try (HandoffPoint point = HandoffPoint.open("replacements")) {
            System.out.println("ready");
            ReceivedItem item = point.take();
            SocketChannel connection = item.acceptSocketChannel();
            InputStream in = ReadAhead.stream(item.readAhead(), connection);

            System.out.println(new String(in.readNBytes("first, second".length())));
        }
    }

    static ServerSocketChannel listener() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    }

    static boolean serves(ServerSocketChannel listener) throws IOException {
        try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                SocketChannel served = listener.accept()) {
            return served.getRemoteAddress().equals(client.getLocalAddress());
        }
    }

    static void awaitReady(Process child) throws IOException {
        if (!"ready".equals(child.inputReader().readLine())) {
            throw new IOException("the child did not start");
        }
    }

    static void print(String what, Process child) throws Exception {
        System.out.println(what + ": " + child.inputReader().readAllAsString().strip());
        child.waitFor();
    }

    static Process start(String role) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("examples/Replacements.java", role));
        ProcessBuilder builder = new ProcessBuilder(command);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
