/** The catalog of installed providers: finding them, the file that lists them, and its changes. */
@NullMarked
package dev.baton.winsock.internal.catalog;

import org.jspecify.annotations.NullMarked;
