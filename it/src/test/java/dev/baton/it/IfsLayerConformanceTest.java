package dev.baton.it;

import dev.baton.testkit.layer.RecordingFactory;
import dev.baton.testkit.layer.TestCatalog;
import org.jspecify.annotations.Nullable;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Runs the conformance suite through a layer in which nothing happens. */
@Suite
@SelectPackages("dev.baton.testkit.conformance")
@ConfigurationParameter(
        key = "junit.jupiter.params.displayname.default",
        value = "{displayName} [{index}] {argumentSetNameOrArgumentsWithNames}")
@IncludeClassNamePatterns(".*Conformance")
final class IfsLayerConformanceTest {
    private static @Nullable TestCatalog catalog;

    private IfsLayerConformanceTest() {}

    @BeforeSuite
    static void install() {
        catalog = ThroughLayers.of(new RecordingFactory.First());
    }

    @AfterSuite
    static void remove() {
        if (catalog != null) {
            catalog.close();
        }
    }
}
