package dev.baton.testkit.conformance;

import dev.baton.testkit.NoLeaks;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the classes of the suite have in common: Winsock is started once around each test, tests may
 * ask for {@link dev.baton.testkit.Peer}s, and nothing may be left behind. A test runs on a thread
 * of its own, because a call that blocks for ever can't be interrupted.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({NoLeaks.class, WinsockExtension.class})
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@interface ConformanceTests {}
