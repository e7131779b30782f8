package dev.baton.testkit.layer;

import dev.baton.winsock.spi.LayeredProvider;
import java.lang.foreign.MemorySegment;

/** Passes everything on and records the structures. */
final class RecordingLayer extends LayeredProvider {
    private final String name;

    RecordingLayer(String name) {
        this.name = name;
    }

    @Override
    public long WSPSocket(
            int af,
            int type,
            int protocol,
            MemorySegment lpProtocolInfo,
            int g,
            int dwFlags,
            MemorySegment lpErrno) {
        Recorded.write(name, "WSPSocket", lpProtocolInfo);
        return super.WSPSocket(af, type, protocol, lpProtocolInfo, g, dwFlags, lpErrno);
    }

    @Override
    public int WSPDuplicateSocket(
            long s, int dwProcessId, MemorySegment lpProtocolInfo, MemorySegment lpErrno) {
        Recorded.write(name, "WSPDuplicateSocket", lpProtocolInfo);
        return super.WSPDuplicateSocket(s, dwProcessId, lpProtocolInfo, lpErrno);
    }

    @Override
    public int WSPAddressToString(
            MemorySegment lpsaAddress,
            int dwAddressLength,
            MemorySegment lpProtocolInfo,
            MemorySegment lpszAddressString,
            MemorySegment lpdwAddressStringLength,
            MemorySegment lpErrno) {
        Recorded.write(name, "WSPAddressToString", lpProtocolInfo);
        return super.WSPAddressToString(
                lpsaAddress,
                dwAddressLength,
                lpProtocolInfo,
                lpszAddressString,
                lpdwAddressStringLength,
                lpErrno);
    }

    @Override
    public int WSPStringToAddress(
            MemorySegment AddressString,
            int AddressFamily,
            MemorySegment lpProtocolInfo,
            MemorySegment lpAddress,
            MemorySegment lpAddressLength,
            MemorySegment lpErrno) {
        Recorded.write(name, "WSPStringToAddress", lpProtocolInfo);
        return super.WSPStringToAddress(
                AddressString, AddressFamily, lpProtocolInfo, lpAddress, lpAddressLength, lpErrno);
    }
}
