package dev.baton.cli.sockets;

import static dev.baton.cli.text.Units.dword;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.List;

/** A {@code WSAPROTOCOL_INFO} for reading. */
public final class ProtocolInfoText {
    /**
     * A field of the structure.
     *
     * @param name its C name
     * @param value its value
     * @param meaning the value in words or flag names, empty if it speaks for itself
     */
    public record Field(String name, String value, String meaning) {}

    private ProtocolInfoText() {}

    /** All fields in the order of the structure. */
    public static List<Field> fields(ProtocolInfo info) {
        List<Field> out = new ArrayList<>();
        int flags = info.dwServiceFlags1();
        out.add(new Field("dwServiceFlags1", dword(flags), FlagNames.of("XP1_", flags)));
        out.add(new Field("dwServiceFlags2", Integer.toString(info.dwServiceFlags2()), ""));
        out.add(new Field("dwServiceFlags3", Integer.toString(info.dwServiceFlags3()), ""));
        out.add(new Field("dwServiceFlags4", Integer.toString(info.dwServiceFlags4()), ""));
        flags = info.dwProviderFlags();
        out.add(new Field("dwProviderFlags", dword(flags), FlagNames.of("PFL_", flags)));
        out.add(new Field("ProviderId", info.ProviderId().toString(), ""));
        out.add(new Field("dwCatalogEntryId", Integer.toString(info.dwCatalogEntryId()), ""));
        out.add(chain(info.ProtocolChain()));
        out.add(new Field("iVersion", Integer.toString(info.iVersion()), ""));
        out.add(number("iAddressFamily", info.iAddressFamily(), family(info.iAddressFamily())));
        out.add(new Field("iMaxSockAddr", Integer.toString(info.iMaxSockAddr()), ""));
        out.add(new Field("iMinSockAddr", Integer.toString(info.iMinSockAddr()), ""));
        out.add(number("iSocketType", info.iSocketType(), type(info.iSocketType())));
        out.add(number("iProtocol", info.iProtocol(), protocol(info.iProtocol())));
        out.add(new Field("iProtocolMaxOffset", Integer.toString(info.iProtocolMaxOffset()), ""));
        out.add(number("iNetworkByteOrder", info.iNetworkByteOrder(), order(info)));
        out.add(number("iSecurityScheme", info.iSecurityScheme(), security(info)));
        out.add(number("dwMessageSize", info.dwMessageSize(), size(info.dwMessageSize())));
        out.add(reserved(info.dwProviderReserved()));
        out.add(new Field("szProtocol", info.protocolName(), ""));
        return out;
    }

    // A ticket has a handle there, a catalog entry nothing.
    private static Field reserved(int value) {
        String meaning = value == 0 ? "" : "the duplicate's handle in the target";
        return new Field("dwProviderReserved", dword(value), meaning);
    }

    private static Field number(String name, int value, String meaning) {
        return new Field(name, Integer.toString(value), meaning);
    }

    private static Field chain(ProtocolChain chain) {
        String meaning =
                switch (chain.ChainLen()) {
                    case Constants.BASE_PROTOCOL -> "base protocol";
                    case Constants.LAYERED_PROTOCOL -> "layered protocol";
                    default -> "chain of " + chain.ChainLen();
                };
        return new Field("ProtocolChain.ChainLen", Integer.toString(chain.ChainLen()), meaning);
    }

    private static String family(int af) {
        return switch (af) {
            case Constants.AF_INET -> "AF_INET";
            case Constants.AF_INET6 -> "AF_INET6";
            case Constants.AF_UNIX -> "AF_UNIX";
            default -> "";
        };
    }

    private static String type(int type) {
        return switch (type) {
            case Constants.SOCK_STREAM -> "SOCK_STREAM";
            case Constants.SOCK_DGRAM -> "SOCK_DGRAM";
            case Constants.SOCK_RAW -> "SOCK_RAW";
            default -> "";
        };
    }

    private static String protocol(int protocol) {
        return switch (protocol) {
            case Constants.IPPROTO_TCP -> "IPPROTO_TCP";
            case Constants.IPPROTO_UDP -> "IPPROTO_UDP";
            default -> "";
        };
    }

    private static String order(ProtocolInfo info) {
        return info.iNetworkByteOrder() == Constants.BIGENDIAN ? "BIGENDIAN" : "LITTLEENDIAN";
    }

    private static String security(ProtocolInfo info) {
        return info.iSecurityScheme() == Constants.SECURITY_PROTOCOL_NONE
                ? "SECURITY_PROTOCOL_NONE"
                : "";
    }

    private static String size(int size) {
        return switch (size) {
            case 0 -> "a stream";
            case 1 -> "known after bind";
            case -1 -> "no limit";
            default -> "";
        };
    }
}
