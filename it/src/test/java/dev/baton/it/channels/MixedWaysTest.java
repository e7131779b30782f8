package dev.baton.it.channels;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InBothWays
@DisplayName("Two processes that make channels in different ways")
final class MixedWaysTest {
    @Test
    @DisplayName("hand a connection to and fro")
    void toAndFro() throws IOException {
        Capabilities.Way other =
                Capabilities.current().way() == Capabilities.Way.DIRECT
                        ? Capabilities.Way.CARRIER
                        : Capabilities.Way.DIRECT;
        try (ChannelProcess target = ChannelProcess.start(other);
                Line line = Line.tcp()) {
            long there =
                    target.open(
                            ChannelKind.CONNECTION,
                            SharedChannels.move(line.channel(), target.pid()));
            line.talksWith(target, there);
            try (SocketChannel back =
                    SharedChannels.openSocketChannel(
                            target.move(there, ProcessHandle.current().pid()))) {
                line.talksWith(back);
            }
            line.hearsEnd();
        }
    }
}
