/** The {@code baton} command. */
module dev.baton.cli {
    requires static org.jspecify;
    requires dev.baton.channels;
    requires dev.baton.winsock;
    requires info.picocli;
    requires java.logging;
    requires java.management;

    opens dev.baton.cli to
            info.picocli;
    opens dev.baton.cli.catalog to
            info.picocli;
}
