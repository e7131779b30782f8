import dev.baton.channels.*;
import java.io.*;
import java.net.*;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.*;

/**
 * Root binds a port below 1024, a worker without any privilege serves it. The worker is the user
 * given on the command line; it gets the listening socket and nothing else of root's. Afterwards
 * the privileged process could end: the socket is the worker's. Run it as root:
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp 'cli/target/app/*' examples/PrivilegedBind.java 65534</pre>
 */
class PrivilegedBind {
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            work();
            return;
        }
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            int port = bind(listener);
            System.out.println("user " + user() + " has bound port " + port);
            Process worker = start(args[0]);
            try {
                System.out.println(worker.inputReader().readLine());

                Ticket ticket = SharedChannels.move(listener, worker.pid());
                worker.getOutputStream().write(ticket.toBytes());
                worker.getOutputStream().flush();

                try (Socket client = new Socket("127.0.0.1", port)) {
                    InputStream in = client.getInputStream();
                    System.out.println(new BufferedReader(new InputStreamReader(in)).readLine());
                }
                worker.waitFor();
            } finally {
                worker.destroy();
            }
        }
    }

    static void work() throws Exception {
        SharedChannels.reachable();
        System.out.println("user " + user() + " is ready; port 80 is not for it: " + refused());
        Ticket ticket = Ticket.ofBytes(System.in.readNBytes(Ticket.SIZE));
        try (ServerSocketChannel listener = SharedChannels.openServerSocketChannel(ticket);
                SocketChannel client = listener.accept()) {
            String text = "user " + user() + " serves " + listener.getLocalAddress() + "\n";
            Channels.newOutputStream(client).write(text.getBytes());
        }
    }

    static int bind(ServerSocketChannel listener) throws IOException {
        for (int port = 1023; port > 512; port--) {
            try {
                listener.bind(new InetSocketAddress("127.0.0.1", port));
                return port;
            } catch (BindException taken) {
                // The next one, then.
            }
        }
        throw new IOException("no port below 1024 can be bound: are you root?");
    }

    static String refused() {
        try (ServerSocket socket = new ServerSocket(80)) {
            return "but this system allows it";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    static String user() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    }

    static Process start(String user) throws IOException {
        // The worker must be able to read the class path and this file.
        List<String> command = new ArrayList<>();
        command.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("examples/PrivilegedBind.java");
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
