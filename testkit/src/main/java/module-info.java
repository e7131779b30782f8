/**
 * What tests of Baton are written with: the conformance suite that every provider runs, child JVMs,
 * and checks that nothing was left behind.
 */
module dev.baton.testkit {
    requires static org.jspecify;
    requires transitive dev.baton.winsock;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.assertj.core;

    uses dev.baton.winsock.spi.ProviderFactory;

    exports dev.baton.testkit;
    exports dev.baton.testkit.conformance;
    exports dev.baton.testkit.layer;
    exports dev.baton.testkit.model;

    opens dev.baton.testkit.conformance;

    provides dev.baton.winsock.spi.ProviderFactory with
            dev.baton.testkit.layer.RecordingFactory.First,
            dev.baton.testkit.layer.RecordingFactory.Second,
            dev.baton.testkit.layer.RecordingFactory.Third,
            dev.baton.testkit.layer.RecordingFactory.OwnHandles,
            dev.baton.testkit.layer.RecordingFactory.MoreHandles,
            dev.baton.testkit.layer.ScriptedFactory;
}
