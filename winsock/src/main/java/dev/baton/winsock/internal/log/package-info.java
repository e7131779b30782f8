/** What Winsock has to tell to those who run it. */
@NullMarked
package dev.baton.winsock.internal.log;

import org.jspecify.annotations.NullMarked;
