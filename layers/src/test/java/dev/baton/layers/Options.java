package dev.baton.layers;

import java.util.ArrayList;
import java.util.List;

/** Options of a layer for the time of a test. */
public final class Options implements AutoCloseable {
    private final List<String> properties = new ArrayList<>();

    private Options() {}

    /**
     * Sets options.
     *
     * @param layer the layer
     * @param pairs option, value, option, value
     */
    public static Options of(String layer, String... pairs) {
        Options options = new Options();
        for (int i = 0; i < pairs.length; i += 2) {
            String property = "dev.baton.layers." + layer + "." + pairs[i];
            options.properties.add(property);
            System.setProperty(property, pairs[i + 1]);
        }
        return options;
    }

    @Override
    public void close() {
        properties.forEach(System::clearProperty);
    }
}
