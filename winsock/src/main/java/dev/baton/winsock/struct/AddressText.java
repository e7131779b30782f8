package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.util.Optional;

/**
 * Addresses as text, in the forms of Windows; names are never looked up.
 *
 * <p>{@code AF_UNIX} has no text form: {@code WSAStringToAddress} is documented for IPv4 and IPv6
 * only, and nothing tells what Windows would write.
 */
public final class AddressText {
    private AddressText() {}

    /**
     * Writes an address: {@code 1.2.3.4}, {@code 1.2.3.4:80}, {@code fe80::1%3}, {@code
     * [fe80::1%3]:80}. A port and a scope of 0 are left out, the flow information always.
     *
     * @param address the address
     * @return its text, or nothing if the family has none
     */
    public static Optional<String> format(SockAddr address) {
        return switch (address) {
            case SockAddrIn ipv4 -> Optional.of(Ipv4Text.format(ipv4));
            case SockAddrIn6 ipv6 -> Optional.of(Ipv6Text.format(ipv6));
            case SockAddrUn _ -> Optional.empty();
        };
    }

    /**
     * Reads an address. IPv4 takes one to four parts, the last one filling what is left, each
     * decimal, octal ({@code 0…}) or hexadecimal ({@code 0x…}); IPv6 takes brackets around address
     * and scope, and a port behind the brackets only. A port is a number like a part of IPv4, from
     * 1 to 65535.
     *
     * @param family {@code AF_INET} or {@code AF_INET6}
     * @param text nothing but the address
     * @return the address, or nothing if the text is none of that family
     */
    public static Optional<SockAddr> parse(int family, String text) {
        return switch (family) {
            case Constants.AF_INET -> Ipv4Text.parse(text).map(SockAddr.class::cast);
            case Constants.AF_INET6 -> Ipv6Text.parse(text).map(SockAddr.class::cast);
            default -> Optional.empty();
        };
    }
}
