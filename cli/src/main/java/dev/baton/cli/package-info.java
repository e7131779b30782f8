/** The command line: what may be asked for and with what exit code it ends. */
@NullMarked
package dev.baton.cli;

import org.jspecify.annotations.NullMarked;
