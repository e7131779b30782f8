package dev.baton.testkit.model;

/**
 * A message to a window.
 *
 * @param handle the descriptor used at registration
 * @param event an {@code FD_} bit
 * @param error its error code
 */
public record Post(Handle handle, int event, int error) {}
