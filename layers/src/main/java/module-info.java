/** Layered service providers that are useful as they are. */
module dev.baton.layers {
    requires static micrometer.core;
    requires static org.jspecify;
    requires transitive dev.baton.winsock;

    exports dev.baton.layers.access;
    exports dev.baton.layers.compress;
    exports dev.baton.layers.fault;
    exports dev.baton.layers.meter;
    exports dev.baton.layers.throttle;
    exports dev.baton.layers.trace;

    provides dev.baton.winsock.spi.ProviderFactory with
            dev.baton.layers.access.AccessFactory,
            dev.baton.layers.compress.CompressFactory,
            dev.baton.layers.fault.FaultFactory,
            dev.baton.layers.meter.MeterFactory,
            dev.baton.layers.throttle.ThrottleFactory,
            dev.baton.layers.trace.TraceFactory;
}
