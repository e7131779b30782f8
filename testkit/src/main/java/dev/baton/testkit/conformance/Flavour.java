package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_UNIX;

import dev.baton.testkit.Caller;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The two ways to hear of network events: they differ in A191, A196, A199, A203 and A204. */
enum Flavour {
    /** An event object: {@code WSAEventSelect}. */
    EVENT,
    /** Messages: {@code WSAAsyncSelect}. */
    MESSAGE;

    private static final String HERE = "dev.baton.testkit.conformance.Flavour#";

    /** A test with each flavour, through each descriptor. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource(HERE + "throughAll")
    @interface ThroughAll {}

    /** A test with each flavour, replaced or ended by each, through each descriptor. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource(HERE + "replacements")
    @interface Replacements {}

    /** A test with each flavour, on each family of streams. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource(HERE + "ofStreams")
    @interface OfStreams {}

    /** A test with each flavour, over each version of IP. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource(HERE + "overIp")
    @interface OverIp {}

    static Stream<Arguments> throughAll() {
        return each(List.of(Through.values()));
    }

    static Stream<Arguments> replacements() {
        return Arrays.stream(values())
                .flatMap(first ->
                        throughAll()
                                .map(Arguments::get)
                                .map(rest -> Arguments.of(first, rest[0], rest[1])));
    }

    static Stream<Arguments> ofStreams() {
        return each(List.of(AF_INET, AF_INET6, AF_UNIX));
    }

    static Stream<Arguments> overIp() {
        return each(List.of(AF_INET, AF_INET6));
    }

    private static Stream<Arguments> each(List<?> others) {
        return Arrays.stream(values())
                .flatMap(flavour -> others.stream().map(other -> Arguments.of(flavour, other)));
    }

    /** An event object, or a window, in a process. */
    Notices in(Caller caller) {
        return this == EVENT ? new SignaledNotices(caller) : new PostedNotices(caller);
    }

    /** Ends a socket's registration with this flavour's function; the handle is not looked at. */
    Outcome cancel(Holder s) {
        return this == EVENT ? s.eventSelect(-1, 0) : s.asyncSelect(-1, 0, 0);
    }
}
