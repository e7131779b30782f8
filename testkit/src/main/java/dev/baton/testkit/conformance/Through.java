package dev.baton.testkit.conformance;

import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;

/** Which descriptor of a socket an operation goes through: the result must be the same. */
enum Through {
    /** The descriptor it was made with. */
    SOURCE,
    /** A duplicate in the same process. */
    DUPLICATE,
    /** A duplicate in another process. */
    OTHER_PROCESS;

    Holder of(Holder source, Peer peer) {
        return switch (this) {
            case SOURCE -> source;
            case DUPLICATE -> source.shareWith(Here.HERE);
            case OTHER_PROCESS -> source.shareWith(peer);
        };
    }

    /** A second descriptor for tests that need two: in this process, or in the other one. */
    Holder other(Holder source, Peer peer) {
        return this == OTHER_PROCESS ? source.shareWith(peer) : source.shareWith(Here.HERE);
    }
}
