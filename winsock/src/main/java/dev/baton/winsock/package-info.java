/** The Winsock 2 functions and constants, named exactly as in ws2_32. */
@NullMarked
package dev.baton.winsock;

import org.jspecify.annotations.NullMarked;
