package dev.baton.channels;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of the JDK's channel classes that have no public door: the one place that names them.
 * They have had these names and shapes since JDK 17.
 */
final class JdkChannels {
    static final String PACKAGE = "sun.nio.ch";

    private final Class<?> selectable;
    private final MethodHandle descriptorOf;
    private final MethodHandle newDescriptor;
    private final MethodHandle newConnection;
    private final MethodHandle newListener;
    private final MethodHandle newDatagram;
    private final Fields connections;
    private final Fields listeners;
    private final Fields datagrams;
    private final VarHandle datagramState;
    private final VarHandle datagramLocal;
    private final VarHandle datagramRemote;

    /**
     * What the channels of one kind keep.
     *
     * @param nonBlocking whether O_NONBLOCK is no longer changed
     * @param threads that are blocked in it, 0 for none
     */
    private record Fields(
            Class<?> type, VarHandle lock, VarHandle nonBlocking, List<VarHandle> threads) {
        static Fields of(String name, String... threads) throws ReflectiveOperationException {
            Class<?> type = named(name);
            MethodHandles.Lookup inside = inside(type);
            List<VarHandle> blocked = new ArrayList<>();
            for (String thread : threads) {
                blocked.add(inside.findVarHandle(type, thread, long.class));
            }
            return new Fields(
                    type,
                    inside.findVarHandle(type, "stateLock", Object.class),
                    inside.findVarHandle(type, "forcedNonBlocking", boolean.class),
                    blocked);
        }
    }

    private JdkChannels() throws ReflectiveOperationException {
        selectable = named("SelChImpl");
        Class<?> tools = named("IOUtil");
        connections = Fields.of("SocketChannelImpl", "readerThread", "writerThread");
        listeners = Fields.of("ServerSocketChannelImpl", "thread");
        datagrams = Fields.of("DatagramChannelImpl", "readerThread", "writerThread");
        descriptorOf =
                inside(selectable)
                        .findVirtual(selectable, "getFDVal", MethodType.methodType(int.class))
                        .asType(MethodType.methodType(int.class, Object.class));
        newDescriptor =
                inside(tools)
                        .findStatic(
                                tools,
                                "newFD",
                                MethodType.methodType(FileDescriptor.class, int.class));
        newConnection =
                constructor(
                        connections,
                        SocketChannel.class,
                        ProtocolFamily.class,
                        FileDescriptor.class,
                        SocketAddress.class);
        newListener =
                constructor(
                        listeners,
                        ServerSocketChannel.class,
                        ProtocolFamily.class,
                        FileDescriptor.class,
                        boolean.class);
        newDatagram = constructor(datagrams, DatagramChannel.class, FileDescriptor.class);
        MethodHandles.Lookup inside = inside(datagrams.type);
        datagramState = inside.findVarHandle(datagrams.type, "state", int.class);
        datagramLocal =
                inside.findVarHandle(datagrams.type, "localAddress", InetSocketAddress.class);
        datagramRemote =
                inside.findVarHandle(datagrams.type, "remoteAddress", InetSocketAddress.class);
    }

    private static Class<?> named(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + "." + name);
    }

    private static MethodHandles.Lookup inside(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    private static MethodHandle constructor(Fields fields, Class<?> type, Class<?>... arguments)
            throws ReflectiveOperationException {
        MethodType shape =
                MethodType.methodType(void.class, SelectorProvider.class)
                        .appendParameterTypes(arguments);
        return inside(fields.type)
                .findConstructor(fields.type, shape)
                .bindTo(SelectorProvider.provider())
                .asType(MethodType.methodType(type, arguments));
    }

    /** Empty if the package is not open to this module, or is another one than known. */
    static Optional<JdkChannels> open() {
        if (!isOpen()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JdkChannels());
        } catch (ReflectiveOperationException changed) {
            return Optional.empty();
        }
    }

    private static boolean isOpen() {
        return Object.class.getModule().isOpen(PACKAGE, JdkChannels.class.getModule());
    }

    /** Why {@link #open} gives nothing. */
    static String closedReason() {
        Module self = JdkChannels.class.getModule();
        String to = self.isNamed() ? self.getName() : "ALL-UNNAMED";
        return isOpen()
                ? "this JDK's channel classes are not the known ones"
                : "the package "
                        + PACKAGE
                        + " is closed; --add-opens java.base/"
                        + PACKAGE
                        + "="
                        + to
                        + " opens it";
    }

    private Optional<Fields> fields(Channel channel) {
        if (connections.type.isInstance(channel)) {
            return Optional.of(connections);
        }
        if (listeners.type.isInstance(channel)) {
            return Optional.of(listeners);
        }
        return datagrams.type.isInstance(channel) ? Optional.of(datagrams) : Optional.empty();
    }

    /** Whether this is a channel of the JDK's own classes. */
    boolean knows(Channel channel) {
        return fields(channel).isPresent();
    }

    /** The channel's lock: while it is held, an open channel's descriptor is not closed. */
    Object lock(Channel channel) {
        return fields(channel).orElseThrow().lock.get(channel);
    }

    /** Whether threads are blocked in a channel; ask under its {@link #lock}. */
    boolean blocks(Channel channel) {
        for (VarHandle thread : fields(channel).orElseThrow().threads) {
            if ((long) thread.get(channel) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a channel no longer changes O_NONBLOCK. */
    boolean keepsNonBlocking(Channel channel) {
        return (boolean) fields(channel).orElseThrow().nonBlocking.getVolatile(channel);
    }

    /** Makes a channel never change O_NONBLOCK again, which it must have set. */
    void keepNonBlocking(Channel channel) {
        fields(channel).orElseThrow().nonBlocking.setVolatile(channel, true);
    }

    /** The number of a channel's descriptor; use it under its {@link #lock}. */
    int descriptor(Channel channel) {
        try {
            return (int) descriptorOf.invokeExact((Object) channel);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    SocketChannel connection(ProtocolFamily family, int descriptor, SocketAddress remote)
            throws IOException {
        try {
            FileDescriptor fd = (FileDescriptor) newDescriptor.invokeExact(descriptor);
            return (SocketChannel) newConnection.invokeExact(family, fd, remote);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    ServerSocketChannel listener(ProtocolFamily family, int descriptor) throws IOException {
        try {
            FileDescriptor fd = (FileDescriptor) newDescriptor.invokeExact(descriptor);
            return (ServerSocketChannel) newListener.invokeExact(family, fd, true);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Of a socket of the family INET6: the JDK assumes it. */
    DatagramChannel datagram(int descriptor) throws IOException {
        try {
            FileDescriptor fd = (FileDescriptor) newDescriptor.invokeExact(descriptor);
            return (DatagramChannel) newDatagram.invokeExact(fd);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Tells a channel the names its socket has. A connect would do so too, but it throws away the
     * datagrams that are queued.
     */
    void names(
            DatagramChannel channel,
            Optional<InetSocketAddress> local,
            Optional<InetSocketAddress> remote) {
        synchronized (lock(channel)) {
            datagramLocal.set(channel, local.orElse(null));
            if (remote.isPresent()) {
                datagramRemote.set(channel, remote.get());
                datagramState.set(channel, 1);
            }
        }
    }

    private static RuntimeException unexpected(Throwable e) {
        return e instanceof RuntimeException known
                ? known
                : new IllegalStateException("a channel of the JDK can't be made", e);
    }
}
