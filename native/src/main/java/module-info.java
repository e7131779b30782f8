/**
 * Bindings to the operating system through {@code java.lang.foreign}, and nothing else: each call
 * returns its value or the negated error number. The one module that needs {@code
 * --enable-native-access}.
 */
module dev.baton.ffm {
    requires static org.jspecify;

    exports dev.baton.ffm to
            dev.baton.provider.linux,
            dev.baton.bench,
            dev.baton.channels,
            dev.baton.it;
}
