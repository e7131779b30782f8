/** A chain in memory, without Winsock above and without an operating system beneath. */
@NullMarked
package dev.baton.testkit.layer;

import org.jspecify.annotations.NullMarked;
