package dev.baton.provider.linux;

import static dev.baton.ffm.LinuxConstants.IPPROTO_IP;
import static dev.baton.ffm.LinuxConstants.IPPROTO_IPV6;
import static dev.baton.ffm.LinuxConstants.IPPROTO_TCP;

import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.util.Map;

/** The options of IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IP and IPPROTO_IPV6. */
final class ProtocolLevels {
    // Values of IP_MTU_DISCOVER: Windows has NOT_SET, DO, DONT, PROBE; Linux DONT, WANT, DO, PROBE.
    private static final int[] PMTUD_TO_LINUX = {1, 2, 0, 3};
    private static final int[] PMTUD_TO_WINSOCK = {2, 0, 1, 3};

    private ProtocolLevels() {}

    static Map<Integer, Option> tcp() {
        return Map.ofEntries(
                flag(IPPROTO_TCP, Constants.TCP_NODELAY, LinuxConstants.TCP_NODELAY),
                number(IPPROTO_TCP, Constants.TCP_KEEPIDLE, LinuxConstants.TCP_KEEPIDLE),
                number(IPPROTO_TCP, Constants.TCP_KEEPINTVL, LinuxConstants.TCP_KEEPINTVL),
                number(IPPROTO_TCP, Constants.TCP_KEEPCNT, LinuxConstants.TCP_KEEPCNT),
                number(IPPROTO_TCP, Constants.TCP_MAXSEG, LinuxConstants.TCP_MAXSEG),
                // Seconds or milliseconds of retransmission; −1: as the system decides.
                Map.entry(
                        Constants.TCP_MAXRT,
                        new KernelOption(
                                IPPROTO_TCP,
                                LinuxConstants.TCP_USER_TIMEOUT,
                                seconds -> Math.clamp(seconds * 1000L, 0, Integer.MAX_VALUE),
                                millis -> millis == 0 ? -1 : millis / 1000)),
                Map.entry(
                        Constants.TCP_MAXRTMS,
                        new KernelOption(
                                IPPROTO_TCP,
                                LinuxConstants.TCP_USER_TIMEOUT,
                                millis -> Math.max(millis, 0),
                                millis -> millis == 0 ? -1 : millis)));
    }

    static Map<Integer, Option> udp() {
        return Map.ofEntries(
                flag(
                        LinuxConstants.SOL_SOCKET,
                        Constants.UDP_NOCHECKSUM,
                        LinuxConstants.SO_NO_CHECK));
    }

    static Map<Integer, Option> ip() {
        return Map.ofEntries(
                flag(IPPROTO_IP, Constants.IP_HDRINCL, LinuxConstants.IP_HDRINCL),
                number(IPPROTO_IP, Constants.IP_TOS, LinuxConstants.IP_TOS),
                number(IPPROTO_IP, Constants.IP_TTL, LinuxConstants.IP_TTL),
                number(IPPROTO_IP, Constants.IP_MULTICAST_TTL, LinuxConstants.IP_MULTICAST_TTL),
                flag(IPPROTO_IP, Constants.IP_MULTICAST_LOOP, LinuxConstants.IP_MULTICAST_LOOP),
                structure(IPPROTO_IP, Constants.IP_MULTICAST_IF, LinuxConstants.IP_MULTICAST_IF, 4),
                structure(
                        IPPROTO_IP,
                        Constants.IP_ADD_MEMBERSHIP,
                        LinuxConstants.IP_ADD_MEMBERSHIP,
                        8),
                structure(
                        IPPROTO_IP,
                        Constants.IP_DROP_MEMBERSHIP,
                        LinuxConstants.IP_DROP_MEMBERSHIP,
                        8),
                source(Constants.IP_ADD_SOURCE_MEMBERSHIP, LinuxConstants.IP_ADD_SOURCE_MEMBERSHIP),
                source(
                        Constants.IP_DROP_SOURCE_MEMBERSHIP,
                        LinuxConstants.IP_DROP_SOURCE_MEMBERSHIP),
                source(Constants.IP_BLOCK_SOURCE, LinuxConstants.IP_BLOCK_SOURCE),
                source(Constants.IP_UNBLOCK_SOURCE, LinuxConstants.IP_UNBLOCK_SOURCE),
                dontFragment(IPPROTO_IP, Constants.IP_DONTFRAGMENT, LinuxConstants.IP_MTU_DISCOVER),
                flag(IPPROTO_IP, Constants.IP_PKTINFO, LinuxConstants.IP_PKTINFO),
                flag(IPPROTO_IP, Constants.IP_RECVTOS, LinuxConstants.IP_RECVTOS),
                number(IPPROTO_IP, Constants.IP_UNICAST_IF, LinuxConstants.IP_UNICAST_IF),
                discover(IPPROTO_IP, Constants.IP_MTU_DISCOVER, LinuxConstants.IP_MTU_DISCOVER),
                number(IPPROTO_IP, Constants.IP_MTU, LinuxConstants.IP_MTU));
    }

    static Map<Integer, Option> ipv6() {
        return Map.ofEntries(
                number(IPPROTO_IPV6, Constants.IPV6_UNICAST_HOPS, LinuxConstants.IPV6_UNICAST_HOPS),
                number(IPPROTO_IPV6, Constants.IPV6_MULTICAST_IF, LinuxConstants.IPV6_MULTICAST_IF),
                number(
                        IPPROTO_IPV6,
                        Constants.IPV6_MULTICAST_HOPS,
                        LinuxConstants.IPV6_MULTICAST_HOPS),
                flag(
                        IPPROTO_IPV6,
                        Constants.IPV6_MULTICAST_LOOP,
                        LinuxConstants.IPV6_MULTICAST_LOOP),
                structure(
                        IPPROTO_IPV6,
                        Constants.IPV6_JOIN_GROUP,
                        LinuxConstants.IPV6_ADD_MEMBERSHIP,
                        20),
                structure(
                        IPPROTO_IPV6,
                        Constants.IPV6_LEAVE_GROUP,
                        LinuxConstants.IPV6_DROP_MEMBERSHIP,
                        20),
                flag(IPPROTO_IPV6, Constants.IPV6_DONTFRAG, LinuxConstants.IPV6_DONTFRAG),
                flag(IPPROTO_IPV6, Constants.IPV6_PKTINFO, LinuxConstants.IPV6_RECVPKTINFO),
                flag(IPPROTO_IPV6, Constants.IPV6_HOPLIMIT, LinuxConstants.IPV6_RECVHOPLIMIT),
                flag(IPPROTO_IPV6, Constants.IPV6_V6ONLY, LinuxConstants.IPV6_V6ONLY),
                // Linux wants the interface's number in network byte order, Windows its own.
                Map.entry(
                        Constants.IPV6_UNICAST_IF,
                        new KernelOption(
                                IPPROTO_IPV6,
                                LinuxConstants.IPV6_UNICAST_IF,
                                Integer::reverseBytes,
                                Integer::reverseBytes)),
                number(IPPROTO_IPV6, Constants.IPV6_TCLASS, LinuxConstants.IPV6_TCLASS),
                flag(IPPROTO_IPV6, Constants.IPV6_RECVTCLASS, LinuxConstants.IPV6_RECVTCLASS),
                discover(
                        IPPROTO_IPV6,
                        Constants.IPV6_MTU_DISCOVER,
                        LinuxConstants.IPV6_MTU_DISCOVER),
                number(IPPROTO_IPV6, Constants.IPV6_MTU, LinuxConstants.IPV6_MTU));
    }

    private static Map.Entry<Integer, Option> number(int level, int winsock, int linux) {
        return Map.entry(winsock, KernelOption.number(level, linux));
    }

    private static Map.Entry<Integer, Option> flag(int level, int winsock, int linux) {
        return Map.entry(winsock, KernelOption.flag(level, linux));
    }

    private static Map.Entry<Integer, Option> structure(
            int level, int winsock, int linux, int size) {
        return Map.entry(winsock, new KernelBytes(level, linux, size));
    }

    // struct ip_mreq_source: Windows has group, source, interface; Linux group, interface, source.
    private static Map.Entry<Integer, Option> source(int winsock, int linux) {
        return Map.entry(winsock, new KernelBytes(IPPROTO_IP, linux, 12, 0, 2, 1));
    }

    private static Map.Entry<Integer, Option> dontFragment(int level, int winsock, int linux) {
        return Map.entry(
                winsock,
                new KernelOption(
                        level, linux, on -> on != 0 ? 2 : 0, discover -> discover == 2 ? 1 : 0));
    }

    private static Map.Entry<Integer, Option> discover(int level, int winsock, int linux) {
        return Map.entry(
                winsock,
                new KernelOption(
                        level,
                        linux,
                        value -> value < 0 || value > 3 ? -1 : PMTUD_TO_LINUX[value],
                        value -> value < 0 || value > 3 ? 0 : PMTUD_TO_WINSOCK[value]));
    }
}
