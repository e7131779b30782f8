package dev.baton.layers;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** Sets the options of a layer for one test. */
public abstract class WithProperties {
    private final Set<String> set = new HashSet<>();

    protected void option(String layer, String option, String value) {
        String name = LayerProperty.of(layer, option).name();
        System.setProperty(name, value);
        set.add(name);
    }

    @AfterEach
    final void clear() {
        set.forEach(System::clearProperty);
    }
}
