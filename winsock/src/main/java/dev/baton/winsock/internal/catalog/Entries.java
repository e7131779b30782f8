package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;

/** Entries made of others. */
final class Entries {
    private static final int VERSION = 2;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_LAYER_NAME = 60;

    private Entries() {}

    /** What an installer described, under its provider's id and a number of its own. */
    static ProtocolInfo installed(ProtocolInfo info, Guid provider, int id) {
        return copy(
                info,
                info.dwServiceFlags1(),
                provider,
                id,
                info.ProtocolChain(),
                info.protocolName());
    }

    /** The entry that stands for a layer in chains and that no application sees. */
    static ProtocolInfo layer(Guid provider, int id, int serviceFlags, String name) {
        return new ProtocolInfo(
                serviceFlags,
                0,
                0,
                0,
                Constants.PFL_HIDDEN,
                provider,
                id,
                ProtocolChain.LAYERED,
                VERSION,
                0,
                0,
                0,
                0,
                0,
                0,
                Constants.BIGENDIAN,
                Constants.SECURITY_PROTOCOL_NONE,
                0,
                0,
                name);
    }

    /** A layer over an entry; it has the system's handles only if both have. */
    static ProtocolInfo chain(
            ProtocolInfo lower, Guid provider, int id, ProtocolChain chain, ProtocolInfo layer) {
        int handles = layer.dwServiceFlags1() | ~Constants.XP1_IFS_HANDLES;
        return copy(
                lower,
                lower.dwServiceFlags1() & handles,
                provider,
                id,
                chain,
                name(layer.protocolName(), lower.protocolName()));
    }

    static String name(String layer, String lower) {
        String middle = " over [";
        String whole = layer + middle + lower + "]";
        if (whole.length() <= LONGEST_NAME) {
            return whole;
        }
        String end = "...]";
        String start = layer.length() > LONGEST_LAYER_NAME ? cut(layer, LONGEST_LAYER_NAME) : layer;
        return cut(start + middle + lower, LONGEST_NAME - end.length()) + end;
    }

    // Not between the two halves of a character.
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean inside = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, inside ? length - 1 : length);
    }

    private static ProtocolInfo copy(
            ProtocolInfo info,
            int serviceFlags,
            Guid provider,
            int id,
            ProtocolChain chain,
            String name) {
        return new ProtocolInfo(
                serviceFlags,
                info.dwServiceFlags2(),
                info.dwServiceFlags3(),
                info.dwServiceFlags4(),
                info.dwProviderFlags(),
                provider,
                id,
                chain,
                info.iVersion(),
                info.iAddressFamily(),
                info.iMaxSockAddr(),
                info.iMinSockAddr(),
                info.iSocketType(),
                info.iProtocol(),
                info.iProtocolMaxOffset(),
                info.iNetworkByteOrder(),
                info.iSecurityScheme(),
                info.dwMessageSize(),
                info.dwProviderReserved(),
                name);
    }
}
