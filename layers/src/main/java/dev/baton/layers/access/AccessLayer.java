package dev.baton.layers.access;

import dev.baton.layers.LayerProperty;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rules. What they are asked about is a copy, and the copy goes down: another thread could
 * change the caller's memory in between.
 */
final class AccessLayer extends LayeredProvider {
    private AddressRules bind = AddressRules.NONE;
    private AddressRules connect = AddressRules.NONE;
    private AddressRules sendto = AddressRules.NONE;
    private AddressRules accept = AddressRules.NONE;
    private ProcessRules receive = ProcessRules.NONE;

    private static LayerProperty property(String option) {
        return LayerProperty.of("access", option);
    }

    private static AddressRules rules(String option, String otherwise) {
        return new AddressRules(property(option), property(option).or(otherwise));
    }

    @Override
    protected void started() {
        bind = rules("bind", "");
        connect = rules("connect", "");
        sendto = rules("sendto", property("connect").or(""));
        accept = rules("accept", "");
        receive = new ProcessRules(property("receive"), property("receive").or("all"));
    }

    /** None is ever written. */
    @Override
    protected boolean acceptsContext(byte[] context) {
        return false;
    }

    @Override
    public int WSPBind(long s, MemorySegment name, int namelen, MemorySegment lpErrno) {
        MemorySegment copy = copy(name, namelen);
        return denied(bind, copy, namelen)
                ? refuse(lpErrno, Constants.WSAEACCES)
                : super.WSPBind(s, copy, namelen, lpErrno);
    }

    @Override
    public int WSPConnect(
            long s,
            MemorySegment name,
            int namelen,
            MemorySegment lpCallerData,
            MemorySegment lpCalleeData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            MemorySegment lpErrno) {
        MemorySegment copy = copy(name, namelen);
        return denied(connect, copy, namelen)
                ? refuse(lpErrno, Constants.WSAEACCES)
                : super.WSPConnect(
                        s, copy, namelen, lpCallerData, lpCalleeData, lpSQOS, lpGQOS, lpErrno);
    }

    @Override
    public long WSPJoinLeaf(
            long s,
            MemorySegment name,
            int namelen,
            MemorySegment lpCallerData,
            MemorySegment lpCalleeData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            int dwFlags,
            MemorySegment lpErrno) {
        MemorySegment copy = copy(name, namelen);
        return denied(connect, copy, namelen)
                ? refuse(lpErrno, Constants.WSAEACCES)
                : super.WSPJoinLeaf(
                        s,
                        copy,
                        namelen,
                        lpCallerData,
                        lpCalleeData,
                        lpSQOS,
                        lpGQOS,
                        dwFlags,
                        lpErrno);
    }

    @Override
    public int WSPSendTo(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpTo,
            int iTolen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        MemorySegment copy = copy(lpTo, iTolen);
        return denied(sendto, copy, iTolen)
                ? refuse(lpErrno, Constants.WSAEACCES)
                : super.WSPSendTo(
                        s,
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesSent,
                        dwFlags,
                        copy,
                        iTolen,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
    }

    private static MemorySegment copy(MemorySegment name, int namelen) {
        return namelen >= 0 && Memory.readable(name, namelen)
                ? MemorySegment.ofArray(Memory.bytes(name, 0, namelen))
                : name;
    }

    // What is no address is for the provider beneath to refuse.
    private static boolean denied(AddressRules rules, MemorySegment name, int namelen) {
        return SockAddr.fault(name, namelen) == 0 && !rules.allows(name, namelen);
    }

    @Override
    public long WSPAccept(
            long s,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC lpfnCondition,
            long dwCallbackData,
            MemorySegment lpErrno) {
        if (accept.isEmpty()) {
            return super.WSPAccept(s, addr, addrlen, lpfnCondition, dwCallbackData, lpErrno);
        }
        while (true) {
            AccessCondition condition = new AccessCondition(accept, lpfnCondition);
            long accepted = super.WSPAccept(s, addr, addrlen, condition, dwCallbackData, lpErrno);
            if (accepted != Constants.INVALID_SOCKET || !condition.denied()) {
                return accepted;
            }
        }
    }

    @Override
    public int WSPDuplicateSocket(
            long s, int dwProcessId, MemorySegment lpProtocolInfo, MemorySegment lpErrno) {
        return receive.allows(dwProcessId)
                ? super.WSPDuplicateSocket(s, dwProcessId, lpProtocolInfo, lpErrno)
                : refuse(lpErrno, Constants.WSAEACCES);
    }

    @Override
    public int WSPIoctl(
            long s,
            int dwIoControlCode,
            MemorySegment lpvInBuffer,
            int cbInBuffer,
            MemorySegment lpvOutBuffer,
            int cbOutBuffer,
            MemorySegment lpcbBytesReturned,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        boolean many = dwIoControlCode == VendorIoctl.DUPLICATE_SOCKETS;
        MemorySegment in = many ? copy(lpvInBuffer, cbInBuffer) : lpvInBuffer;
        if (many
                && cbInBuffer >= Integer.BYTES
                && Memory.readable(in, cbInBuffer)
                && !receive.allows(Memory.int32(in, 0))) {
            return refuse(lpErrno, Constants.WSAEACCES);
        }
        if (dwIoControlCode == Constants.SIO_GET_EXTENSION_FUNCTION_POINTER
                && !(connect.isEmpty() && sendto.isEmpty() && accept.isEmpty())) {
            return refuse(lpErrno, Constants.WSAEOPNOTSUPP);
        }
        return super.WSPIoctl(
                s,
                dwIoControlCode,
                in,
                cbInBuffer,
                lpvOutBuffer,
                cbOutBuffer,
                lpcbBytesReturned,
                lpOverlapped,
                lpCompletionRoutine,
                lpThreadId,
                lpErrno);
    }
}
