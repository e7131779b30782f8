package dev.baton.winsock.struct;

/** GUIDs by which {@code SIO_GET_EXTENSION_FUNCTION_POINTER} finds functions. */
public final class ExtensionGuids {
    /** {@code AcceptEx}. */
    public static final Guid WSAID_ACCEPTEX = Guid.parse("b5367df1-cbac-11cf-95ca-00805f48a192");

    /** {@code ConnectEx}. */
    public static final Guid WSAID_CONNECTEX = Guid.parse("25a207b9-ddf3-4660-8ee9-76e58c74063e");

    /** {@code DisconnectEx}. */
    public static final Guid WSAID_DISCONNECTEX =
            Guid.parse("7fda2e11-8630-436f-a031-f536a6eec157");

    /** {@code GetAcceptExSockaddrs}. */
    public static final Guid WSAID_GETACCEPTEXSOCKADDRS =
            Guid.parse("b5367df2-cbac-11cf-95ca-00805f48a192");

    /** {@code TransmitFile}. */
    public static final Guid WSAID_TRANSMITFILE =
            Guid.parse("b5367df0-cbac-11cf-95ca-00805f48a192");

    /** {@code WSARecvMsg}. */
    public static final Guid WSAID_WSARECVMSG = Guid.parse("f689d7c8-6f1f-436b-8a53-e54fe351c322");

    private ExtensionGuids() {}
}
