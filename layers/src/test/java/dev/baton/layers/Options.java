package dev.baton.layers;

import java.util.HashSet;
import java.util.Set;

/** Options of a layer for the time of a test. */
public final class Options implements AutoCloseable {
    private final Set<String> properties = new HashSet<>();
    private final String layer;

    private Options(String layer) {
        this.layer = layer;
    }

    /**
     * Sets options.
     *
     * @param layer the layer
     * @param pairs option, value, option, value
     */
    public static Options of(String layer, String... pairs) {
        Options options = new Options(layer);
        options.set(pairs);
        return options;
    }

    /**
     * Sets more options of the layer.
     *
     * @param pairs option, value, option, value
     */
    public void set(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            String property = LayerProperty.of(layer, pairs[i]).name();
            properties.add(property);
            System.setProperty(property, pairs[i + 1]);
        }
    }

    /** As if none had been set. */
    @Override
    public void close() {
        properties.forEach(System::clearProperty);
    }
}
