package dev.baton.layers;

import dev.baton.winsock.Constants;
import java.util.Optional;

/** The thirty entries of a provider, in the order of its table. */
public enum Entry {
    WSPAccept,
    WSPAddressToString,
    WSPAsyncSelect,
    WSPBind,
    WSPCancelBlockingCall,
    WSPCleanup,
    WSPCloseSocket,
    WSPConnect,
    WSPDuplicateSocket,
    WSPEnumNetworkEvents,
    WSPEventSelect,
    WSPGetOverlappedResult,
    WSPGetPeerName,
    WSPGetSockName,
    WSPGetSockOpt,
    WSPGetQOSByName,
    WSPIoctl,
    WSPJoinLeaf,
    WSPListen,
    WSPRecv,
    WSPRecvDisconnect,
    WSPRecvFrom,
    WSPSelect,
    WSPSend,
    WSPSendDisconnect,
    WSPSendTo,
    WSPSetSockOpt,
    WSPShutdown,
    WSPSocket,
    WSPStringToAddress;

    /**
     * Finds an entry.
     *
     * @param name as in the specification, with its prefix {@code WSP}
     * @return empty if there is none of this name
     */
    public static Optional<Entry> named(String name) {
        for (Entry each : values()) {
            if (each.name().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Whether it returns a descriptor. */
    public boolean givesSocket() {
        return this == WSPAccept || this == WSPJoinLeaf || this == WSPSocket;
    }

    /** Whether it returns TRUE or FALSE. */
    public boolean givesBool() {
        return this == WSPGetOverlappedResult || this == WSPGetQOSByName;
    }

    /** What it returns when it fails. */
    public int failure() {
        return givesBool() ? 0 : Constants.SOCKET_ERROR;
    }
}
