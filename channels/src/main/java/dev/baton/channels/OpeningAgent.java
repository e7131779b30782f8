package dev.baton.channels;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Opens the JDK's channels to this library: {@code -javaagent:baton-channels.jar} does what {@code
 * --add-opens java.base/sun.nio.ch=...} does, on the class path and on the module path alike.
 * Changes no class.
 */
public final class OpeningAgent {
    private OpeningAgent() {}

    /**
     * For the JVM.
     *
     * @param arguments none
     * @param instrumentation the JVM's
     */
    @SuppressWarnings("exports") // nobody calls it but the JVM, which has java.instrument then
    public static void premain(String arguments, Instrumentation instrumentation) {
        Module self =
                ModuleLayer.boot()
                        .findModule("dev.baton.channels")
                        .orElseGet(OpeningAgent.class::getModule);
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of(JdkChannels.PACKAGE, Set.of(self)),
                Set.of(),
                Map.of());
    }

    /**
     * The same for {@code Launcher-Agent-Class} in the manifest of a jar that {@code java -jar}
     * starts.
     *
     * @param arguments none
     * @param instrumentation the JVM's
     */
    @SuppressWarnings("exports")
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        premain(arguments, instrumentation);
    }
}
