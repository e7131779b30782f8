/**
 * The conformance suite: JUnit classes that speak to {@code dev.baton.winsock} only, so that each
 * provider and each layered chain runs the same tests. A test names the assertion that it holds.
 *
 * <p>To run it, put a provider on the path and select this package.
 */
@NullMarked
package dev.baton.testkit.conformance;

import org.jspecify.annotations.NullMarked;
