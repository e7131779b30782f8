package dev.baton.cli.doctor;

import static dev.baton.cli.doctor.Check.bad;
import static dev.baton.cli.doctor.Check.good;
import static dev.baton.cli.doctor.Check.limited;

import dev.baton.channels.Capabilities;
import dev.baton.cli.text.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Examines the machine and this JVM. */
public final class Doctor {
    private static final int LEAST_JAVA = 24;
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");
    // SO_COOKIE can be read from 4.12 on; SO_PEERPIDFD is there since 6.5.
    private static final KernelVersion LEAST_KERNEL = new KernelVersion(4, 12);
    private static final KernelVersion FULL_KERNEL = new KernelVersion(6, 5);
    private static final long FEW_DESCRIPTORS = 4096;
    private static final String NATIVE = "dev.baton.ffm";
    private static final String PROVIDER = "dev.baton.provider.linux";
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private Doctor() {}

    /** All checks, the cheap ones first; the last two make a hand-over. */
    public static List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(java(Runtime.version().feature(), System.getProperty("java.vendor")));
        checks.add(system(System.getProperty("os.name")));
        checks.add(architecture(System.getProperty("os.arch")));
        checks.add(kernel(System.getProperty("os.version")));
        checks.add(provider());
        checks.add(nativeAccess());
        checks.add(sharedMemory(SHARED_MEMORY));
        checks.add(descriptors(DescriptorLimit.current()));
        checks.add(channels(Capabilities.current()));
        checks.addAll(HandoverCheck.run());
        return checks;
    }

    static Check java(int feature, String vendor) {
        String found = feature + " (" + vendor + ")";
        return feature >= LEAST_JAVA
                ? good("Java", found)
                : bad("Java", found, "run Baton with Java " + LEAST_JAVA + " or newer");
    }

    static Check system(String name) {
        return name.equals("Linux")
                ? good("system", name)
                : bad("system", name, "this version of Baton has a provider for Linux only");
    }

    static Check architecture(String name) {
        return ARCHITECTURES.contains(name)
                ? good("architecture", name)
                : bad("architecture", name, "Baton runs on amd64 and aarch64");
    }

    static Check kernel(String release) {
        Optional<KernelVersion> version = KernelVersion.parse(release);
        if (version.isEmpty()) {
            return limited("kernel", release, "a release of an unknown form: see the last checks");
        }
        if (version.get().compareTo(LEAST_KERNEL) < 0) {
            return bad("kernel", release, "Baton needs Linux 4.12 or newer");
        }
        return version.get().compareTo(FULL_KERNEL) < 0
                ? limited(
                        "kernel",
                        release,
                        "Linux 6.5 has SO_PEERPIDFD, the surest proof of who is at the other end")
                : good("kernel", release);
    }

    private static Check provider() {
        return ModuleLayer.boot().findModule(PROVIDER).isPresent()
                ? good("provider", PROVIDER)
                : bad("provider", "none", "start the JVM with --add-modules " + PROVIDER);
    }

    private static Check nativeAccess() {
        Optional<Module> module = ModuleLayer.boot().findModule(NATIVE);
        if (module.isEmpty()) {
            return bad("native access", NATIVE + " is not there", "put it on the module path");
        }
        return module.get().isNativeAccessEnabled()
                ? good("native access", "granted to " + NATIVE)
                : limited(
                        "native access",
                        "not granted to " + NATIVE,
                        "start the JVM with --enable-native-access="
                                + NATIVE
                                + "; a coming Java will refuse to go on without it");
    }

    static Check channels(Capabilities capabilities) {
        String found = "JDK channels " + capabilities;
        return switch (capabilities.way()) {
            case DIRECT -> good("channels", found);
            case CARRIER ->
                    limited(
                            "channels",
                            found,
                            "over a carrier they are slower to open and don't know their own"
                                    + " addresses: open the package if you can");
        };
    }

    static Check sharedMemory(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "baton-doctor-", ".tmp");
            Files.delete(file);
            return good("shared memory", folder + " is writable");
        } catch (IOException e) {
            return bad(
                    "shared memory",
                    folder + " is not writable: " + e,
                    "mount a tmpfs there that this user may write to");
        }
    }

    static Check descriptors(DescriptorLimit limit) {
        if (limit.hard() == Long.MAX_VALUE) {
            return good("descriptors", "no limit");
        }
        String found =
                Units.count(limit.soft()) + " in force, " + Units.count(limit.hard()) + " at most";
        return Math.min(limit.soft(), limit.hard()) < FEW_DESCRIPTORS
                ? limited(
                        "descriptors",
                        found,
                        "each socket takes one: raise the limit with ulimit -n,"
                                + " LimitNOFILE= of systemd or --ulimit of the container")
                : good("descriptors", found);
    }
}
