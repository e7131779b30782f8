package dev.baton.bench;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Wall and CPU time, noted every {@link #STEP} hand-overs and in the warm-up too: a branch first
 * taken when measuring starts would throw the compiled loop away at that very moment.
 */
final class Marks {
    static final int STEP = 200;

    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
    private static final ObjectName SYSTEM =
            ManagementFactory.getOperatingSystemMXBean().getObjectName();

    private final long[] wall;
    private final long[] cpu;

    /** For so many hand-overs; counts that are passed in later are multiples of STEP. */
    Marks(int total) {
        wall = new long[total / STEP + 1];
        cpu = new long[total / STEP + 1];
        cpuTime(); // its first call takes 100 ms: not within the loop
    }

    /** Called before hand-over i. */
    void at(int i) {
        if (i % STEP == 0) {
            wall[i / STEP] = System.nanoTime();
            cpu[i / STEP] = cpuTime();
        }
    }

    /** Nanoseconds since hand-over i began. */
    long wallSince(int i) {
        return System.nanoTime() - wall[i / STEP];
    }

    /** CPU nanoseconds of this process since hand-over i began. */
    long cpuSince(int i) {
        return cpuTime() - cpu[i / STEP];
    }

    // The bean's own type is not part of Java SE; its attribute can be asked for without it.
    private static long cpuTime() {
        try {
            return (Long) BEANS.getAttribute(SYSTEM, "ProcessCpuTime");
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not say what CPU time it used", e);
        }
    }
}
