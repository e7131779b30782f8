package dev.baton.layers;

/**
 * A system property that a layer is set up with.
 *
 * @param name the property's
 */
public record LayerProperty(String name) {
    /** The property {@code dev.baton.layers.<layer>.<option>}. */
    public static LayerProperty of(String layer, String option) {
        return new LayerProperty("dev.baton.layers." + layer + '.' + option);
    }

    /** Its value, or the default if it is not set. */
    public String or(String otherwise) {
        return System.getProperty(name, otherwise).strip();
    }

    /**
     * Says what is wrong.
     *
     * @param part the value, or the part of it that is bad
     * @param allowed what would be good
     */
    public IllegalArgumentException bad(String part, String allowed) {
        return new IllegalArgumentException(
                "system property "
                        + name
                        + ": \""
                        + part
                        + "\" is not allowed; allowed: "
                        + allowed);
    }
}
