package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChildJvmTest {
    @Test
    void givesChildrenTheFlagsOfTheirParentButNotItsEntryOrItsDebugger() {
        assertThat(
                        ChildJvm.flags(
                                List.of(
                                        "--enable-native-access=dev.baton.ffm",
                                        "--module-path=app",
                                        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                                        "-Xmx64m",
                                        "-Dcom.sun.management.jmxremote.port=9999",
                                        "-Djdk.module.main=dev.baton.cli")))
                .containsExactly(
                        "--enable-native-access=dev.baton.ffm", "--module-path=app", "-Xmx64m");
    }

    @Test
    void startsTheSameJavaWithoutTheFlagsOfTheEnvironment() {
        ProcessBuilder builder = ChildJvm.of(DemoChild.class, List.of("CLIENT"));

        assertThat(builder.command())
                .first()
                .isEqualTo(ProcessHandle.current().info().command().orElseThrow());
        assertThat(builder.command()).endsWith("CLIENT");
        assertThat(builder.environment()).doesNotContainKey("JDK_JAVA_OPTIONS");
    }
}
