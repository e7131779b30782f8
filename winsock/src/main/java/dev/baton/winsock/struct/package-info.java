/**
 * The structures of Winsock 2 with the bytes of Windows x64, and access to memory segments that
 * never trusts the caller.
 *
 * <p>All numbers are little-endian unless a field says otherwise; nothing here assumes alignment.
 */
@NullMarked
package dev.baton.winsock.struct;

import org.jspecify.annotations.NullMarked;
