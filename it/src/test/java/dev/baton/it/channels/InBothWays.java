package dev.baton.it.channels;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that the build runs in two JVMs, one that opens the JDK's channels to Baton and one that
 * does not; they must leave nothing behind.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("channels")
@ExtendWith(ChannelsHere.class)
@interface InBothWays {}
