/** The few Winsock calls that the commands make, with failures as exceptions. */
@NullMarked
package dev.baton.cli.sockets;

import org.jspecify.annotations.NullMarked;
