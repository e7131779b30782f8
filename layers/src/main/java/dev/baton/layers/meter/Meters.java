package dev.baton.layers.meter;

import dev.baton.layers.Entry;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ErrorNames;
import dev.baton.winsock.struct.ProtocolInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The meters of one chain: the only class that Micrometer is linked to. */
final class Meters {
    private final MeterRegistry registry = Metrics.globalRegistry;
    private final List<Meter> all = new ArrayList<>();
    private final LongAdder open = new LongAdder();
    private final Map<Entry, Counter> calls = new EnumMap<>(Entry.class);
    private final Map<Entry, Timer> timers = new EnumMap<>(Entry.class);
    private final Map<Entry, List<ErrorCounter>> errors = new EnumMap<>(Entry.class);
    private final boolean streams;
    private final Tags tags;
    private final Counter made;
    private final Counter accepted;
    private final Counter sent;
    private final Counter received;
    private final Counter out;
    private final Counter in;
    private boolean removed;

    /** A counter of one code. */
    private record ErrorCounter(int code, Counter counter) {}

    Meters(ProtocolInfo chain) {
        streams = chain.iSocketType() == Constants.SOCK_STREAM;
        tags =
                Tags.of(
                        "protocol",
                        protocol(chain),
                        "chain",
                        Integer.toString(chain.dwCatalogEntryId()));
        all.add(
                Gauge.builder("baton.winsock.sockets.open", open, LongAdder::sum)
                        .tags(tags)
                        .register(registry));
        made = counter("connections.made", null, tags);
        accepted = counter("connections.accepted", null, tags);
        sent = counter("bytes.sent", "bytes", tags);
        received = counter("bytes.received", "bytes", tags);
        out = counter("handovers.out", null, tags);
        in = counter("handovers.in", null, tags);
        for (Entry each : Entry.values()) {
            calls.put(each, counter("calls", null, tags.and("entry", each.name())));
            errors.put(each, new CopyOnWriteArrayList<>());
        }
        time("connect", Entry.WSPConnect);
        time("send", Entry.WSPSend, Entry.WSPSendTo);
        time("recv", Entry.WSPRecv, Entry.WSPRecvFrom);
        time("duplicate", Entry.WSPDuplicateSocket);
        time("open", Entry.WSPSocket);
    }

    private static String protocol(ProtocolInfo chain) {
        String protocol =
                switch (chain.iProtocol()) {
                    case Constants.IPPROTO_TCP -> "tcp";
                    case Constants.IPPROTO_UDP -> "udp";
                    default -> chain.iSocketType() == Constants.SOCK_RAW ? "raw" : "other";
                };
        return switch (chain.iAddressFamily()) {
            case Constants.AF_INET -> protocol + "4";
            case Constants.AF_INET6 -> protocol + "6";
            case Constants.AF_UNIX -> "unix";
            default -> protocol;
        };
    }

    private Counter counter(String name, @Nullable String unit, Tags with) {
        Counter counter =
                Counter.builder("baton.winsock." + name)
                        .baseUnit(unit)
                        .tags(with)
                        .register(registry);
        all.add(counter);
        return counter;
    }

    private void time(String operation, Entry... entries) {
        Timer timer =
                Timer.builder("baton.winsock.latency")
                        .tags(tags.and("operation", operation))
                        .register(registry);
        all.add(timer);
        for (Entry each : entries) {
            timers.put(each, timer);
        }
    }

    void opened() {
        open.increment();
    }

    void closed() {
        open.decrement();
    }

    void sent(int bytes) {
        sent.increment(bytes);
    }

    void received(int bytes) {
        received.increment(bytes);
    }

    void handedIn() {
        in.increment();
    }

    void handedOut(int sockets) {
        out.increment(sockets);
    }

    void duplicated(long nanos) {
        record(Entry.WSPDuplicateSocket, nanos);
    }

    void called(Entry entry, long nanos, int error) {
        Objects.requireNonNull(calls.get(entry)).increment();
        record(entry, nanos);
        if (error != 0) {
            failed(entry, error);
        } else if (entry == Entry.WSPConnect && streams) {
            made.increment();
        } else if (entry == Entry.WSPAccept) {
            accepted.increment();
        } else if (entry == Entry.WSPDuplicateSocket) {
            out.increment();
        }
    }

    private void record(Entry entry, long nanos) {
        Timer timer = timers.get(entry);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** By index: no box for the code and no iterator, as WSAEWOULDBLOCK comes often. */
    private static @Nullable Counter find(List<ErrorCounter> known, int error) {
        for (int i = 0; i < known.size(); i++) {
            ErrorCounter each = known.get(i);
            if (each.code() == error) {
                return each.counter();
            }
        }
        return null;
    }

    private void failed(Entry entry, int error) {
        List<ErrorCounter> known = Objects.requireNonNull(errors.get(entry));
        Counter counter = find(known, error);
        if (counter == null) {
            counter = addCounter(entry, error, known);
        }
        if (counter != null) {
            counter.increment();
        }
    }

    /** Every possible pair of entry and error would be a thousand meters that stay 0. */
    private synchronized @Nullable Counter addCounter(
            Entry entry, int error, List<ErrorCounter> known) {
        Counter counter = find(known, error);
        if (counter == null && !removed) {
            String name = ErrorNames.name(error).replaceFirst(" \\(.*", "");
            Tags with = tags.and("entry", entry.name(), "error", name);
            counter = counter("errors", null, with);
            known.add(new ErrorCounter(error, counter));
        }
        return counter;
    }

    synchronized void remove() {
        removed = true;
        all.forEach(registry::remove);
    }
}
