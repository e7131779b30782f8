/**
 * What a hand-over costs, between two processes, beside plain C and everything else that does it.
 */
@NullMarked
package dev.baton.bench;

import org.jspecify.annotations.NullMarked;
