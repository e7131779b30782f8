package dev.baton.layers;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A system property that a layer is set up with.
 *
 * @param name the property's
 */
public record LayerProperty(String name) {
    /**
     * The property {@code dev.baton.layers.<layer>.<option>}.
     *
     * @param layer the layer's name
     * @param option the option's name
     * @return the property, set or not
     */
    public static LayerProperty of(String layer, String option) {
        return new LayerProperty("dev.baton.layers." + layer + '.' + option);
    }

    /**
     * Reads it.
     *
     * @return its value without spaces around it, empty if it is not set
     */
    public Optional<String> value() {
        return Optional.ofNullable(System.getProperty(name)).map(String::strip);
    }

    /**
     * Reads it.
     *
     * @param otherwise its value if it is not set
     * @return its value without spaces around it
     */
    public String or(String otherwise) {
        return value().orElse(otherwise);
    }

    /**
     * What to throw for a value that can't be used: the layer then does not start.
     *
     * @param part the value, or the part of it that is bad
     * @param allowed what would be good
     * @return an exception that says all this
     */
    public IllegalArgumentException bad(String part, String allowed) {
        return bad(part, allowed, null);
    }

    /**
     * What to throw for a value that can't be used: the layer then does not start.
     *
     * @param part the value, or the part of it that is bad
     * @param allowed what would be good
     * @param cause why
     * @return an exception that says all this
     */
    public IllegalArgumentException bad(String part, String allowed, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "system property "
                        + name
                        + ": \""
                        + part
                        + "\" is not allowed; allowed: "
                        + allowed,
                cause);
    }
}
