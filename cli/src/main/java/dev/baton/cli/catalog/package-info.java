/** {@code baton catalog}: layers are seen, installed, ordered and removed. */
@NullMarked
package dev.baton.cli.catalog;

import org.jspecify.annotations.NullMarked;
