package dev.baton.it.channels;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.NoLeaks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link ChannelProcess} that makes channels as this process does: one for all of
 * them, which must come back to the descriptors it had.
 */
final class Target
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final String BEFORE = "before";

    @Override
    public void beforeAll(ExtensionContext context) {
        process(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(ExtensionContext.Namespace.create(Target.class, context.getUniqueId()))
                .put(BEFORE, process(context).descriptors());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        DescriptorSnapshot before =
                context.getStore(
                                ExtensionContext.Namespace.create(
                                        Target.class, context.getUniqueId()))
                        .remove(BEFORE, DescriptorSnapshot.class);
        ChannelProcess process = process(context);
        process.closeAll();
        if (before != null && context.getExecutionException().isEmpty()) {
            before.awaitEqual(ChannelProcess.LIMIT, NoLeaks.RELEVANT);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ChannelProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return process(context);
    }

    /** Started by the first test that needs it; ends with the last one. */
    private static ChannelProcess process(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Target.class))
                .computeIfAbsent(
                        ChannelProcess.class,
                        key -> started(Capabilities.current().way()),
                        ChannelProcess.class);
    }

    /** What the JDK and Baton keep from the first use on is there already. */
    static ChannelProcess started(Capabilities.Way way, String... launcher) {
        ChannelProcess process = ChannelProcess.start(way, launcher);
        try (Line line = Line.tcp()) {
            long channel = sent(line, process);
            for (Manner manner : Manner.values()) {
                line.says("warm");
                process.read(channel, 4, manner);
            }
            Ticket ticket = process.move(channel, ProcessHandle.current().pid());
            SharedChannels.openSocketChannel(ticket).close();
            for (Manner manner : List.of(Manner.BLOCKING, Manner.VIRTUAL)) {
                long closed = sent(line, process);
                process.ask(Deed.CLOSE_WHILE_READING, closed, 0, manner.name()).succeeds();
            }
            process.closeAll();
            return process;
        } catch (IOException e) {
            process.close();
            throw new UncheckedIOException(e);
        }
    }

    private static long sent(Line line, ChannelProcess process) throws IOException {
        Ticket ticket = SharedChannels.duplicate(line.channel(), process.pid());
        return process.open(ChannelKind.CONNECTION, ticket);
    }
}
