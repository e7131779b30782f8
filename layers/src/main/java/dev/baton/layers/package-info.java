/** Layered service providers that are useful as they are: each is installed with its name. */
@NullMarked
package dev.baton.layers;

import org.jspecify.annotations.NullMarked;
