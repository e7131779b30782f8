package dev.baton.testkit.layer;

import java.util.HashSet;
import java.util.Set;

/**
 * Options of a layer that the chains of this process, and of those it starts, begin with until they
 * are taken back.
 */
public final class LayerOptions implements AutoCloseable {
    private final Set<String> properties = new HashSet<>();
    private final String layer;

    private LayerOptions(String layer) {
        this.layer = layer;
    }

    /**
     * Sets options.
     *
     * @param layer the layer
     * @param pairs option, value, option, value
     * @return takes them back
     */
    public static LayerOptions of(String layer, String... pairs) {
        var options = new LayerOptions(layer);
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
            String property = "dev.baton.layers." + layer + '.' + pairs[i];
            properties.add(property);
            System.setProperty(property, pairs[i + 1]);
        }
    }

    /** As if none had been set. */
    @Override
    public void close() {
        properties.forEach(System::clearProperty);
        properties.clear();
    }
}
