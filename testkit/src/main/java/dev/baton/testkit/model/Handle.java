package dev.baton.testkit.model;

/**
 * A descriptor of the socket.
 *
 * @param process the process that holds it
 * @param number tells it from others, of closed ones too
 */
public record Handle(int process, int number) {}
