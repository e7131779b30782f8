/**
 * The layer {@code access}: allows and denies addresses, peers, and processes that get a duplicate.
 */
@NullMarked
package dev.baton.layers.access;

import org.jspecify.annotations.NullMarked;
