package dev.baton.layers;

import java.util.Optional;

/**
 * The options of one layer, system properties {@code dev.baton.layers.<layer>.<option>}.
 *
 * @param layer the layer's name
 */
public record Settings(String layer) {
    /**
     * Reads an option.
     *
     * @param option its name
     * @return its value, empty if the property is not set
     */
    public Optional<String> text(String option) {
        return Optional.ofNullable(System.getProperty(property(option)));
    }

    /**
     * What to throw for a value that can't be used: the layer then does not start.
     *
     * @param option its name
     * @param value its value
     * @param allowed what it can be
     * @return an exception that says all this
     */
    public IllegalArgumentException unusable(String option, String value, String allowed) {
        return new IllegalArgumentException(
                "-D" + property(option) + "=" + value + " can't be used: give " + allowed);
    }

    private String property(String option) {
        return "dev.baton.layers." + layer + "." + option;
    }
}
