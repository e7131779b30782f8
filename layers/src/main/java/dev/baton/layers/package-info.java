/**
 * Layered service providers that are useful as they are: each is installed with its name, set up
 * with system properties {@code dev.baton.layers.<name>.<option>}, and described at its factory.
 *
 * <table>
 *   <caption>The layers</caption>
 *   <tr><th>name</th><th>what it does</th><th>over</th><th>descriptors</th></tr>
 *   <tr><td>{@linkplain dev.baton.layers.access.AccessFactory access}</td>
 *       <td>allows and denies addresses, peers, and processes that get a duplicate</td>
 *       <td>anything</td><td>the base's</td></tr>
 *   <tr><td>{@linkplain dev.baton.layers.compress.CompressFactory compress}</td>
 *       <td>deflates each datagram; both ends must have it</td>
 *       <td>datagrams</td><td>its own</td></tr>
 *   <tr><td>{@linkplain dev.baton.layers.fault.FaultFactory fault}</td>
 *       <td>delays, errors, short transfers and lost datagrams on purpose, and repeatably</td>
 *       <td>anything</td><td>the base's</td></tr>
 *   <tr><td>{@linkplain dev.baton.layers.meter.MeterFactory meter}</td>
 *       <td>counts and times calls for Micrometer</td>
 *       <td>anything</td><td>the base's</td></tr>
 *   <tr><td>{@linkplain dev.baton.layers.throttle.ThrottleFactory throttle}</td>
 *       <td>limits bytes per second of each socket, also after a hand-over</td>
 *       <td>anything</td><td>the base's</td></tr>
 *   <tr><td>{@linkplain dev.baton.layers.trace.TraceFactory trace}</td>
 *       <td>prints every call</td>
 *       <td>anything</td><td>the base's</td></tr>
 * </table>
 *
 * <p>A bad value makes the start of every chain with that layer fail with {@code
 * WSAEPROVIDERFAILEDINIT}; the log names the property, the value and what is allowed.
 */
@NullMarked
package dev.baton.layers;

import org.jspecify.annotations.NullMarked;
