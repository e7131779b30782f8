/**
 * Event objects, waits, asynchronous procedure calls and message windows: what Windows' kernel and
 * window manager give Winsock. All of it belongs to the process and is there without {@code
 * WSAStartup}.
 */
@NullMarked
package dev.baton.winsock.internal.event;

import org.jspecify.annotations.NullMarked;
