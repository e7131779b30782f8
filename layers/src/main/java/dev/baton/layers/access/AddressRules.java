package dev.baton.layers.access;

import dev.baton.layers.LayerProperty;
import dev.baton.winsock.struct.SockAddr;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A list of rules, of which the first that matches decides. */
final class AddressRules {
    /** Without any rule. */
    static final AddressRules NONE = new AddressRules(new LayerProperty(""), "");

    private static final String ALLOWED =
            "rules with commas between, each \"allow\" or \"deny\" and one of: *, *:PORT,"
                    + " A.B.C.D/PREFIX:PORT, [IPV6]/PREFIX:PORT, /PATH, @NAME; /PREFIX and :PORT may"
                    + " be absent, PORT may be FIRST-LAST";
    private static final Pattern RULE = Pattern.compile("(allow|deny)\\s+(\\S.*)");
    private static final Pattern IP =
            Pattern.compile(
                    "(\\*|\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-fA-F]*:[0-9a-fA-F:.]+])(?:/(\\d{1,3}))?"
                            + "(?::(\\d{1,5})(?:-(\\d{1,5}))?)?");
    private static final int IPV6_BITS = 128;
    private static final int LAST_PORT = 0xffff;

    private final List<Decision> decisions = new ArrayList<>();
    private final boolean otherwise;

    private record Decision(boolean allow, AddressRule rule) {}

    /**
     * Reads a property.
     *
     * @throws IllegalArgumentException if a rule can't be understood
     */
    AddressRules(LayerProperty property, String text) {
        for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher parts = RULE.matcher(each.strip());
            if (!parts.matches()) {
                throw property.bad(each.strip(), ALLOWED);
            }
            boolean allow = parts.group(1).equals("allow");
            try {
                decisions.add(new Decision(allow, rule(parts.group(2), allow)));
            } catch (IllegalArgumentException e) {
                throw property.bad(each.strip(), ALLOWED, e);
            }
        }
        otherwise = decisions.stream().noneMatch(Decision::allow);
    }

    private static AddressRule rule(String text, boolean allow) {
        if (text.equals("*")) {
            return new AddressRule.Every();
        }
        if (text.startsWith("/")) {
            return new AddressRule.InFolder(SocketPath.real(Path.of(text)), !allow);
        }
        if (text.startsWith("@")) {
            return new AddressRule.Abstract(text.substring(1));
        }
        Matcher parts = IP.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no address: " + text);
        }
        Optional<InetAddress> network = network(parts.group(1));
        int first = number(parts.group(3), 0, LAST_PORT);
        int last = number(parts.group(4), parts.group(3) == null ? LAST_PORT : first, LAST_PORT);
        if (last < first) {
            throw new IllegalArgumentException("ports from " + first + " to " + last);
        }
        return new AddressRule.Ip(network, prefix(parts, network), first, last);
    }

    private static Optional<InetAddress> network(String text) {
        if (text.equals("*")) {
            return Optional.empty();
        }
        String literal = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
        return Optional.of(InetAddress.ofLiteral(literal));
    }

    // A network that is written as mapped into IPv6 has become one of IPv4.
    private static int prefix(Matcher parts, Optional<InetAddress> network) {
        int bits = network.map(it -> it.getAddress().length * Byte.SIZE).orElse(0);
        int written = parts.group(1).startsWith("[") ? IPV6_BITS : bits;
        int prefix = number(parts.group(2), written, written) - (written - bits);
        if (prefix < 0) {
            throw new IllegalArgumentException("a prefix shorter than that of mapped addresses");
        }
        return prefix;
    }

    private static int number(@Nullable String digits, int absent, int most) {
        int number = digits == null ? absent : Integer.parseInt(digits);
        if (number > most) {
            throw new IllegalArgumentException(number + " is more than " + most);
        }
        return number;
    }

    boolean isEmpty() {
        return decisions.isEmpty();
    }

    /** Whether an address is allowed. */
    boolean allows(SockAddr address) {
        for (Decision each : decisions) {
            if (each.rule.matches(address)) {
                return each.allow;
            }
        }
        return otherwise;
    }

    /** Whether the address in memory is allowed; none can be read there: it is not. */
    boolean allows(MemorySegment name, int namelen) {
        return isEmpty()
                || (SockAddr.fault(name, namelen) == 0 && allows(SockAddr.of(name, namelen)));
    }
}
