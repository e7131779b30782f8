package dev.baton.it;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Runs the conformance suite on the provider that is on the path: the one for Linux. */
@Suite
@SelectPackages("dev.baton.testkit.conformance")
@ConfigurationParameter(
        key = "junit.jupiter.params.displayname.default",
        value = "{displayName} [{index}] {argumentSetNameOrArgumentsWithNames}")
@IncludeClassNamePatterns(".*Conformance")
final class LinuxConformanceTest {}
