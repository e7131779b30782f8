/**
 * What the rules of network events demand, as a small model without sockets, and a driver that puts
 * real sockets beside it: the same random steps for both, and a comparison after each.
 */
@NullMarked
package dev.baton.testkit.model;

import org.jspecify.annotations.NullMarked;
