package dev.baton.testkit.model;

/**
 * One step of a script. What it means depends on what was before it, so that a script stays one
 * when steps are left out.
 *
 * @param move what is done
 * @param who chooses the descriptor among those that are open
 * @param a an argument
 * @param b another one
 */
record Step(Move move, int who, int a, int b) {}
