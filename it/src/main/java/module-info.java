/** Tests of real combinations: several processes, several users, faults. */
module dev.baton.it {
    requires static org.jspecify;
    requires dev.baton.channels;
    requires dev.baton.ffm;
    requires dev.baton.layers;
    requires dev.baton.provider.linux;
    requires dev.baton.testkit;
    requires dev.baton.winsock;
    requires micrometer.core;
    requires org.assertj.core;
}
