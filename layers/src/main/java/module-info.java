/** Layered service providers that are useful as they are. */
module dev.baton.layers {
    requires static org.jspecify;
    requires dev.baton.winsock;
}
