/** Fixtures: processes to test against, sockets to test with, and what must not be left behind. */
@NullMarked
package dev.baton.testkit;

import org.jspecify.annotations.NullMarked;
