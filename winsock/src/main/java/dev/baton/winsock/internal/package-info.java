/** Catalog, dispatch and descriptor table: what stands between the functions and the providers. */
@NullMarked
package dev.baton.winsock.internal;

import org.jspecify.annotations.NullMarked;
