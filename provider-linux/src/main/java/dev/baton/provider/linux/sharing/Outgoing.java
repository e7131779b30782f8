package dev.baton.provider.linux.sharing;

/**
 * A socket to be delivered.
 *
 * @param fd its descriptor here, which stays the caller's
 * @param offer what it is
 * @param slot its place in the common block
 */
public record Outgoing(int fd, Offer offer, Slot slot) {}
