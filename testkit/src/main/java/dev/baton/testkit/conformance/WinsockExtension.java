package dev.baton.testkit.conformance;

import dev.baton.testkit.Here;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts and cleans up Winsock in this process, and lends other processes to tests. */
final class WinsockExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    /** The peers that one test has borrowed. */
    private static final class Borrowed {
        final List<Peer> peers = new ArrayList<>();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Sockets.startup();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Here.HERE.closeHandles();
        Sockets.cleanupAll();
        Borrowed borrowed = store(context).remove(Borrowed.class, Borrowed.class);
        if (borrowed == null) {
            return;
        }
        PeerPool pool = pool(context);
        if (context.getExecutionException().isPresent()) {
            borrowed.peers.forEach(Peer::close);
        } else {
            borrowed.peers.forEach(pool::giveBack);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Peer.class;
    }

    @Override
    public Peer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Peer peer = pool(context).borrow();
        store(context)
                .computeIfAbsent(Borrowed.class, key -> new Borrowed(), Borrowed.class)
                .peers
                .add(peer);
        return peer;
    }

    private static PeerPool pool(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(WinsockExtension.class))
                .computeIfAbsent(PeerPool.class, key -> new PeerPool(), PeerPool.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(
                ExtensionContext.Namespace.create(WinsockExtension.class, context.getUniqueId()));
    }
}
