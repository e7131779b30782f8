package dev.baton.testkit.model;

/**
 * An event object or a window.
 *
 * @param process the process that made it
 * @param index which of them
 */
public record Target(int process, int index) {}
