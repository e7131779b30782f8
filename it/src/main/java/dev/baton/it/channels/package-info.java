/** Tests of channels whose sockets belong to several processes. */
@NullMarked
package dev.baton.it.channels;

import org.jspecify.annotations.NullMarked;
