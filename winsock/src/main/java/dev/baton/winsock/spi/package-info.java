/**
 * The service provider interface (ws2spi.h): what a transport service provider implements and what
 * it may call back.
 *
 * <p>Parameters follow the mapping of {@link dev.baton.winsock.Winsock}. A provider never calls
 * {@code WSASetLastError}: it writes its error code to {@code lpErrno}, a writable segment of at
 * least four bytes, and returns {@code SOCKET_ERROR} or {@code INVALID_SOCKET}. A provider must
 * answer memory it can't use with {@code WSAEFAULT}, never with an exception ({@link
 * dev.baton.winsock.struct.Memory}).
 */
@NullMarked
package dev.baton.winsock.spi;

import org.jspecify.annotations.NullMarked;
