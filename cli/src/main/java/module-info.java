/** The {@code baton} command. */
module dev.baton.cli {
    requires static org.jspecify;
    requires dev.baton.winsock;
    requires info.picocli;
    requires java.management;

    opens dev.baton.cli to
            info.picocli;
}
