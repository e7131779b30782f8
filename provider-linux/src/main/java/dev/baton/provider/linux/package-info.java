/**
 * Winsock sockets over Linux kernel sockets: {@link dev.baton.provider.linux.LinuxProvider} is the
 * table of entries, each handing its call to the class that does it.
 */
@NullMarked
package dev.baton.provider.linux;

import org.jspecify.annotations.NullMarked;
