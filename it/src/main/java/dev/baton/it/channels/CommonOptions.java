package dev.baton.it.channels;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The options of a TCP connection, as text. */
final class CommonOptions {
    private static final Map<String, SocketOption<Integer>> NUMBERS =
            Map.of(
                    "SO_RCVBUF", StandardSocketOptions.SO_RCVBUF,
                    "SO_SNDBUF", StandardSocketOptions.SO_SNDBUF,
                    "IP_TOS", StandardSocketOptions.IP_TOS,
                    "SO_LINGER", StandardSocketOptions.SO_LINGER);

    private static final Map<String, SocketOption<Boolean>> SWITCHES =
            Map.of(
                    "TCP_NODELAY", StandardSocketOptions.TCP_NODELAY,
                    "SO_KEEPALIVE", StandardSocketOptions.SO_KEEPALIVE);

    private CommonOptions() {}

    /** Sets what a text of the form {@code NAME=value NAME=value} says. */
    static void set(NetworkChannel channel, String text) throws IOException {
        for (String each : text.split(" ")) {
            String name = each.substring(0, each.indexOf('='));
            String value = each.substring(each.indexOf('=') + 1);
            SocketOption<Integer> number = NUMBERS.get(name);
            if (number != null) {
                channel.setOption(number, Integer.parseInt(value));
            }
            SocketOption<Boolean> onOff = SWITCHES.get(name);
            if (onOff != null) {
                channel.setOption(onOff, Boolean.parseBoolean(value));
            }
        }
    }

    /** All of them, sorted by name, in that form. */
    static String of(NetworkChannel channel) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, SocketOption<Integer>> each : NUMBERS.entrySet()) {
            lines.add(each.getKey() + "=" + channel.getOption(each.getValue()));
        }
        for (Map.Entry<String, SocketOption<Boolean>> each : SWITCHES.entrySet()) {
            lines.add(each.getKey() + "=" + channel.getOption(each.getValue()));
        }
        return String.join(" ", lines.stream().sorted().toList());
    }
}
