/**
 * The Linux system calls that Baton makes: value or negated error number, captured in the same
 * call.
 */
@NullMarked
package dev.baton.ffm;

import org.jspecify.annotations.NullMarked;
