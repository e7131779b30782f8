/** Programs that the two-process tests run, and what they are asked to do. */
@NullMarked
package dev.baton.it;

import org.jspecify.annotations.NullMarked;
