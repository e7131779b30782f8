package dev.baton.layers;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** Sets the options of a layer for one test. */
abstract class WithProperties {
    private final Set<String> set = new HashSet<>();

    void option(String layer, String option, String value) {
        String name = LayerProperty.of(layer, option).name();
        System.setProperty(name, value);
        set.add(name);
    }

    @AfterEach
    void clear() {
        set.forEach(System::clearProperty);
    }
}
