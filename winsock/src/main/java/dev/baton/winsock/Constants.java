package dev.baton.winsock;

/**
 * The constants of {@code winsock2.h}, {@code ws2tcpip.h} and {@code ws2spi.h} with the numbers of
 * Windows.
 *
 * <p>The numbers differ from those of the operating system beneath ({@link #AF_INET6} is 23, {@link
 * #SOL_SOCKET} is 0xffff); providers translate. A {@code DWORD} whose highest bit is set is a
 * negative {@code int} here.
 */
public final class Constants {

    // Handles and results

    /** The {@code SOCKET} that stands for failure. */
    public static final long INVALID_SOCKET = -1L;

    /** The result of a failed call; the reason is in {@code WSAGetLastError}. */
    public static final int SOCKET_ERROR = -1;

    /** The {@code WSAEVENT} that stands for failure. */
    public static final long WSA_INVALID_EVENT = 0L;

    /** The code of success. */
    public static final int NO_ERROR = 0;

    /** The code of success, under its Win32 name. */
    public static final int ERROR_SUCCESS = 0;

    /** Version 2.2, to be asked for in {@code WSAStartup}. */
    public static final int WINSOCK_VERSION = 0x0202;

    /** Tells {@code WSASocket} to take family, type or protocol from the structure. */
    public static final int FROM_PROTOCOL_INFO = -1;

    /** Backlog of {@code listen}: the largest that the provider finds reasonable. */
    public static final int SOMAXCONN = 0x7fffffff;

    /** Sockets that fit into an {@code fd_set}. */
    public static final int FD_SETSIZE = 64;

    /** Characters of a provider's path, its NUL included. */
    public static final int MAX_PATH = 260;

    /** Characters of {@code WSADATA.szDescription} before the NUL. */
    public static final int WSADESCRIPTION_LEN = 256;

    /** Characters of {@code WSADATA.szSystemStatus} before the NUL. */
    public static final int WSASYS_STATUS_LEN = 128;

    /** Characters of {@code WSPDATA.szDescription} before the NUL. */
    public static final int WSPDESCRIPTION_LEN = 255;

    // Sizes of the structures in bytes (Windows x64)

    /** Bytes of a {@code SOCKET}. */
    public static final int SIZEOF_SOCKET = 8;

    /** Bytes of a {@code GUID}. */
    public static final int SIZEOF_GUID = 16;

    /** Bytes of a {@code WSAPROTOCOLCHAIN}. */
    public static final int SIZEOF_WSAPROTOCOLCHAIN = 32;

    /** Bytes of a {@code WSAPROTOCOL_INFOA}. */
    public static final int SIZEOF_WSAPROTOCOL_INFOA = 372;

    /** Bytes of a {@code WSAPROTOCOL_INFOW}. */
    public static final int SIZEOF_WSAPROTOCOL_INFOW = 628;

    /** Bytes of a {@code WSADATA}. */
    public static final int SIZEOF_WSADATA = 408;

    /** Bytes of a {@code WSPDATA}. */
    public static final int SIZEOF_WSPDATA = 516;

    /** Bytes of a {@code WSANETWORKEVENTS}. */
    public static final int SIZEOF_WSANETWORKEVENTS = 44;

    /** Bytes of a {@code WSAOVERLAPPED}. */
    public static final int SIZEOF_WSAOVERLAPPED = 32;

    /** Bytes of a {@code WSABUF}. */
    public static final int SIZEOF_WSABUF = 16;

    /** Bytes of a {@code WSAPOLLFD}. */
    public static final int SIZEOF_WSAPOLLFD = 16;

    /** Bytes of an {@code fd_set}. */
    public static final int SIZEOF_FD_SET = 520;

    /** Bytes of a {@code struct linger}. */
    public static final int SIZEOF_LINGER = 4;

    /** Bytes of a {@code struct timeval}: two 32-bit numbers. */
    public static final int SIZEOF_TIMEVAL = 8;

    /** Bytes of a {@code sockaddr_in}. */
    public static final int SIZEOF_SOCKADDR_IN = 16;

    /** Bytes of a {@code sockaddr_in6}. */
    public static final int SIZEOF_SOCKADDR_IN6 = 28;

    /** Bytes of a {@code sockaddr_un} with its whole path field. */
    public static final int SIZEOF_SOCKADDR_UN = 110;

    /** Bytes that hold an address of any family. */
    public static final int SIZEOF_SOCKADDR_STORAGE = 128;

    // Address families

    /** No family named: the catalog decides. */
    public static final int AF_UNSPEC = 0;

    /** Local sockets with a path. */
    public static final int AF_UNIX = 1;

    /** IPv4. */
    public static final int AF_INET = 2;

    /** IPX/SPX. */
    public static final int AF_IPX = 6;

    /** NetBIOS. */
    public static final int AF_NETBIOS = 17;

    /** IPv6. */
    public static final int AF_INET6 = 23;

    /** Infrared. */
    public static final int AF_IRDA = 26;

    /** Bluetooth. */
    public static final int AF_BTH = 32;

    /** Hyper-V sockets. */
    public static final int AF_HYPERV = 34;

    // Socket types

    /** A reliable stream of bytes. */
    public static final int SOCK_STREAM = 1;

    /** Datagrams. */
    public static final int SOCK_DGRAM = 2;

    /** Access to the protocol beneath the transport. */
    public static final int SOCK_RAW = 3;

    /** Reliable datagrams. */
    public static final int SOCK_RDM = 4;

    /** A reliable stream of packets. */
    public static final int SOCK_SEQPACKET = 5;

    // Protocols, which are also the levels of their options

    /** IPv4, as a level of options. */
    public static final int IPPROTO_IP = 0;

    /** IPv6 hop-by-hop options. */
    public static final int IPPROTO_HOPOPTS = 0;

    /** ICMP. */
    public static final int IPPROTO_ICMP = 1;

    /** IGMP. */
    public static final int IPPROTO_IGMP = 2;

    /** IPv4 in IPv4. */
    public static final int IPPROTO_IPV4 = 4;

    /** TCP. */
    public static final int IPPROTO_TCP = 6;

    /** UDP. */
    public static final int IPPROTO_UDP = 17;

    /** IPv6, as a level of options. */
    public static final int IPPROTO_IPV6 = 41;

    /** IPv6 routing header. */
    public static final int IPPROTO_ROUTING = 43;

    /** IPv6 fragment header. */
    public static final int IPPROTO_FRAGMENT = 44;

    /** Encapsulating security payload. */
    public static final int IPPROTO_ESP = 50;

    /** Authentication header. */
    public static final int IPPROTO_AH = 51;

    /** ICMPv6. */
    public static final int IPPROTO_ICMPV6 = 58;

    /** IPv6: no next header. */
    public static final int IPPROTO_NONE = 59;

    /** IPv6 destination options. */
    public static final int IPPROTO_DSTOPTS = 60;

    /** Reliable multicast (PGM). */
    public static final int IPPROTO_RM = 113;

    /** Raw IP. */
    public static final int IPPROTO_RAW = 255;

    // IPv4 addresses in the order of the host

    /** Every local address, 0.0.0.0. */
    public static final int INADDR_ANY = 0x00000000;

    /** This host, 127.0.0.1. */
    public static final int INADDR_LOOPBACK = 0x7f000001;

    /** The limited broadcast address, 255.255.255.255. */
    public static final int INADDR_BROADCAST = 0xffffffff;

    /** What a failed conversion of an address returns. */
    public static final int INADDR_NONE = 0xffffffff;

    /** Bytes of the path in a {@code sockaddr_un}. */
    public static final int UNIX_PATH_MAX = 108;

    // Options of level SOL_SOCKET

    /** The level of the socket itself. */
    public static final int SOL_SOCKET = 0xffff;

    /** Debug information is recorded ({@code BOOL}). */
    public static final int SO_DEBUG = 0x0001;

    /** The socket listens ({@code BOOL}, read only). */
    public static final int SO_ACCEPTCONN = 0x0002;

    /** The local address may be in use already ({@code BOOL}). */
    public static final int SO_REUSEADDR = 0x0004;

    /** Keep-alive probes are sent ({@code BOOL}). */
    public static final int SO_KEEPALIVE = 0x0008;

    /** Routing is bypassed ({@code BOOL}). */
    public static final int SO_DONTROUTE = 0x0010;

    /** Broadcasts may be sent ({@code BOOL}). */
    public static final int SO_BROADCAST = 0x0020;

    /** The hardware is bypassed where possible ({@code BOOL}). */
    public static final int SO_USELOOPBACK = 0x0040;

    /** What closing does with unsent data ({@code struct linger}). */
    public static final int SO_LINGER = 0x0080;

    /** Urgent data stays in the normal stream ({@code BOOL}). */
    public static final int SO_OOBINLINE = 0x0100;

    /** Closing does not wait for unsent data ({@code BOOL}). */
    public static final int SO_DONTLINGER = ~SO_LINGER;

    /** Nobody else may bind to the local address ({@code BOOL}). */
    public static final int SO_EXCLUSIVEADDRUSE = ~SO_REUSEADDR;

    /** Size of the send buffer in bytes ({@code int}). */
    public static final int SO_SNDBUF = 0x1001;

    /** Size of the receive buffer in bytes ({@code int}). */
    public static final int SO_RCVBUF = 0x1002;

    /** Low-water mark of sending in bytes ({@code int}). */
    public static final int SO_SNDLOWAT = 0x1003;

    /** Low-water mark of receiving in bytes ({@code int}). */
    public static final int SO_RCVLOWAT = 0x1004;

    /** Limit of a blocking send in milliseconds, 0 = none ({@code DWORD}). */
    public static final int SO_SNDTIMEO = 0x1005;

    /** Limit of a blocking receive in milliseconds, 0 = none ({@code DWORD}). */
    public static final int SO_RCVTIMEO = 0x1006;

    /** The pending error, cleared by reading it ({@code int}). */
    public static final int SO_ERROR = 0x1007;

    /** The socket's type ({@code int}, read only). */
    public static final int SO_TYPE = 0x1008;

    /** The socket's group ({@code GROUP}, read only). */
    public static final int SO_GROUP_ID = 0x2001;

    /** The socket's priority in its group ({@code int}). */
    public static final int SO_GROUP_PRIORITY = 0x2002;

    /** Largest message in bytes ({@code unsigned int}, read only). */
    public static final int SO_MAX_MSG_SIZE = 0x2003;

    /** The socket's {@code WSAPROTOCOL_INFOA} (read only). */
    public static final int SO_PROTOCOL_INFOA = 0x2004;

    /** The socket's {@code WSAPROTOCOL_INFOW} (read only). */
    public static final int SO_PROTOCOL_INFOW = 0x2005;

    /** The Unicode form, as {@code winsock2.h} chooses with {@code UNICODE}. */
    public static final int SO_PROTOCOL_INFO = SO_PROTOCOL_INFOW;

    /** Configuration of the provider, private to it (opaque bytes). */
    public static final int PVD_CONFIG = 0x3001;

    /** Connections are answered only when accepted ({@code BOOL}). */
    public static final int SO_CONDITIONAL_ACCEPT = 0x3002;

    /** Accepting pauses ({@code BOOL}). */
    public static final int SO_PAUSE_ACCEPT = 0x3003;

    /** Network compartment of the socket ({@code DWORD}). */
    public static final int SO_COMPARTMENT_ID = 0x3004;

    /** The automatic local port is random ({@code BOOL}). */
    public static final int SO_RANDOMIZE_PORT = 0x3005;

    /** Local ports are used once per local address ({@code BOOL}). */
    public static final int SO_PORT_SCALABILITY = 0x3006;

    /** Local ports of outgoing connections may be shared ({@code DWORD}). */
    public static final int SO_REUSE_UNICASTPORT = 0x3007;

    /** Like SO_REUSEADDR, for multicast receivers only ({@code DWORD}). */
    public static final int SO_REUSE_MULTICASTPORT = 0x3008;

    /** How {@code socket} opens in this process: see SO_SYNCHRONOUS_ALERT. */
    public static final int SO_OPENTYPE = 0x7008;

    /** Completes a socket that {@code AcceptEx} connected ({@code SOCKET}). */
    public static final int SO_UPDATE_ACCEPT_CONTEXT = 0x700b;

    /** Seconds since the connection was made, -1 without one ({@code DWORD}). */
    public static final int SO_CONNECT_TIME = 0x700c;

    /** Completes a socket that {@code ConnectEx} connected. */
    public static final int SO_UPDATE_CONNECT_CONTEXT = 0x7010;

    /** Value of SO_OPENTYPE: not overlapped, alertable. */
    public static final int SO_SYNCHRONOUS_ALERT = 0x10;

    /** Value of SO_OPENTYPE: not overlapped, not alertable. */
    public static final int SO_SYNCHRONOUS_NONALERT = 0x20;

    // Options of level IPPROTO_TCP

    /** Small segments are not delayed ({@code BOOL}). */
    public static final int TCP_NODELAY = 1;

    /** Urgent data as in RFC 1122 ({@code BOOL}). */
    public static final int TCP_EXPEDITED_1122 = 2;

    /** Idle time before the first keep-alive probe in seconds ({@code DWORD}). */
    public static final int TCP_KEEPALIVE = 3;

    /** The same option under its Unix name. */
    public static final int TCP_KEEPIDLE = TCP_KEEPALIVE;

    /** Largest segment in bytes ({@code DWORD}, read only). */
    public static final int TCP_MAXSEG = 4;

    /** Limit of retransmission in seconds, -1 = none ({@code DWORD}). */
    public static final int TCP_MAXRT = 5;

    /** Urgent pointer as in RFC 793 ({@code BOOL}). */
    public static final int TCP_STDURG = 6;

    /** The urgent flag is ignored ({@code BOOL}). */
    public static final int TCP_NOURG = 7;

    /** The stream stands at the urgent mark ({@code BOOL}). */
    public static final int TCP_ATMARK = 8;

    /** Timestamps of RFC 1323 ({@code BOOL}). */
    public static final int TCP_TIMESTAMPS = 10;

    /** Limit of retransmission in milliseconds ({@code DWORD}). */
    public static final int TCP_MAXRTMS = 14;

    /** TCP fast open ({@code BOOL}). */
    public static final int TCP_FASTOPEN = 15;

    /** Keep-alive probes before the connection is given up ({@code DWORD}). */
    public static final int TCP_KEEPCNT = 16;

    /** Time between keep-alive probes in seconds ({@code DWORD}). */
    public static final int TCP_KEEPINTVL = 17;

    // Options of level IPPROTO_UDP

    /** Datagrams are sent without a checksum ({@code BOOL}). */
    public static final int UDP_NOCHECKSUM = 1;

    /** Datagrams are sent with a checksum ({@code BOOL}). */
    public static final int UDP_CHECKSUM_COVERAGE = 20;

    // Options of level IPPROTO_IP

    /** Options in the header of sent packets (bytes). */
    public static final int IP_OPTIONS = 1;

    /** The application supplies the header ({@code BOOL}). */
    public static final int IP_HDRINCL = 2;

    /** Type of service of sent packets ({@code DWORD}). */
    public static final int IP_TOS = 3;

    /** Time to live of sent unicast packets, 1 to 255 ({@code DWORD}). */
    public static final int IP_TTL = 4;

    /** Interface of sent multicasts (IPv4 address, network order). */
    public static final int IP_MULTICAST_IF = 9;

    /** Time to live of sent multicasts, 0 to 255 ({@code DWORD}). */
    public static final int IP_MULTICAST_TTL = 10;

    /** Sent multicasts come back to this host ({@code BOOL}). */
    public static final int IP_MULTICAST_LOOP = 11;

    /** Joins a group ({@code struct ip_mreq}). */
    public static final int IP_ADD_MEMBERSHIP = 12;

    /** Leaves a group ({@code struct ip_mreq}). */
    public static final int IP_DROP_MEMBERSHIP = 13;

    /** Packets must not be fragmented ({@code BOOL}). */
    public static final int IP_DONTFRAGMENT = 14;

    /** Joins a group for one source ({@code struct ip_mreq_source}). */
    public static final int IP_ADD_SOURCE_MEMBERSHIP = 15;

    /** Leaves a group for one source ({@code struct ip_mreq_source}). */
    public static final int IP_DROP_SOURCE_MEMBERSHIP = 16;

    /** Blocks a source of a joined group ({@code struct ip_mreq_source}). */
    public static final int IP_BLOCK_SOURCE = 17;

    /** Unblocks a source of a joined group ({@code struct ip_mreq_source}). */
    public static final int IP_UNBLOCK_SOURCE = 18;

    /** Received messages tell their destination ({@code BOOL}). */
    public static final int IP_PKTINFO = 19;

    /** Broadcasts are received ({@code BOOL}). */
    public static final int IP_RECEIVE_BROADCAST = 22;

    /** Received messages tell their interface ({@code BOOL}). */
    public static final int IP_RECVIF = 24;

    /** Interface of sent packets (index, network order). */
    public static final int IP_UNICAST_IF = 31;

    /** Received messages tell their type of service ({@code BOOL}). */
    public static final int IP_RECVTOS = 40;

    /** How the path's packet size is found ({@code DWORD}). */
    public static final int IP_MTU_DISCOVER = 71;

    /** The path's packet size in bytes ({@code DWORD}, read only). */
    public static final int IP_MTU = 73;

    // Options of level IPPROTO_IPV6

    /** Hop-by-hop options of sent packets (bytes). */
    public static final int IPV6_HOPOPTS = 1;

    /** The application supplies the header ({@code BOOL}). */
    public static final int IPV6_HDRINCL = 2;

    /** Hop limit of sent unicast packets, -1 to 255 ({@code DWORD}). */
    public static final int IPV6_UNICAST_HOPS = 4;

    /** Interface of sent multicasts (index). */
    public static final int IPV6_MULTICAST_IF = 9;

    /** Hop limit of sent multicasts, -1 to 255 ({@code DWORD}). */
    public static final int IPV6_MULTICAST_HOPS = 10;

    /** Sent multicasts come back to this host ({@code BOOL}). */
    public static final int IPV6_MULTICAST_LOOP = 11;

    /** Joins a group ({@code struct ipv6_mreq}). */
    public static final int IPV6_ADD_MEMBERSHIP = 12;

    /** The same option under its standard name. */
    public static final int IPV6_JOIN_GROUP = IPV6_ADD_MEMBERSHIP;

    /** Leaves a group ({@code struct ipv6_mreq}). */
    public static final int IPV6_DROP_MEMBERSHIP = 13;

    /** The same option under its standard name. */
    public static final int IPV6_LEAVE_GROUP = IPV6_DROP_MEMBERSHIP;

    /** Packets must not be fragmented ({@code BOOL}). */
    public static final int IPV6_DONTFRAG = 14;

    /** Received messages tell their destination ({@code BOOL}). */
    public static final int IPV6_PKTINFO = 19;

    /** Received messages tell their hop limit ({@code BOOL}). */
    public static final int IPV6_HOPLIMIT = 21;

    /** From whom packets are accepted ({@code int}). */
    public static final int IPV6_PROTECTION_LEVEL = 23;

    /** Received messages tell their interface ({@code BOOL}). */
    public static final int IPV6_RECVIF = 24;

    /** Offset of the checksum of raw packets ({@code int}). */
    public static final int IPV6_CHECKSUM = 26;

    /** The socket does not serve IPv4 ({@code BOOL}). */
    public static final int IPV6_V6ONLY = 27;

    /** Interface of sent packets (index). */
    public static final int IPV6_UNICAST_IF = 31;

    /** Traffic class of sent packets ({@code DWORD}). */
    public static final int IPV6_TCLASS = 39;

    /** Received messages tell their traffic class ({@code BOOL}). */
    public static final int IPV6_RECVTCLASS = 40;

    /** How the path's packet size is found ({@code DWORD}). */
    public static final int IPV6_MTU_DISCOVER = 71;

    /** The path's packet size in bytes ({@code DWORD}, read only). */
    public static final int IPV6_MTU = 72;

    // Flags of sending and receiving

    /** Urgent data. */
    public static final int MSG_OOB = 0x1;

    /** The data stays in the queue. */
    public static final int MSG_PEEK = 0x2;

    /** Routing is bypassed. */
    public static final int MSG_DONTROUTE = 0x4;

    /** Returns when the buffers are full. */
    public static final int MSG_WAITALL = 0x8;

    /** The call is made in an interrupt context. */
    public static final int MSG_INTERRUPT = 0x10;

    /** Returns as soon as there is data. */
    public static final int MSG_PUSH_IMMEDIATE = 0x20;

    /** The message was longer than the buffers. */
    public static final int MSG_TRUNC = 0x100;

    /** The control data was longer than its buffer. */
    public static final int MSG_CTRUNC = 0x200;

    /** The message was a broadcast. */
    public static final int MSG_BCAST = 0x400;

    /** The message was a multicast. */
    public static final int MSG_MCAST = 0x800;

    /** The message has not ended. */
    public static final int MSG_PARTIAL = 0x8000;

    // Directions of shutdown

    /** No more receiving. */
    public static final int SD_RECEIVE = 0;

    /** No more sending. */
    public static final int SD_SEND = 1;

    /** Neither of them. */
    public static final int SD_BOTH = 2;

    // Answers of a condition function, groups, leaves

    /** The connection is accepted. */
    public static final int CF_ACCEPT = 0;

    /** The connection is refused. */
    public static final int CF_REJECT = 1;

    /** The connection stays in the queue. */
    public static final int CF_DEFER = 2;

    /** A new group of any sockets. */
    public static final int SG_UNCONSTRAINED_GROUP = 1;

    /** A new group of sockets with one peer address. */
    public static final int SG_CONSTRAINED_GROUP = 2;

    /** The leaf only sends. */
    public static final int JL_SENDER_ONLY = 1;

    /** The leaf only receives. */
    public static final int JL_RECEIVER_ONLY = 2;

    /** The leaf sends and receives. */
    public static final int JL_BOTH = 4;

    // Events of WSAPoll

    /** Normal data can be read. */
    public static final int POLLRDNORM = 0x0100;

    /** Urgent data can be read. */
    public static final int POLLRDBAND = 0x0200;

    /** Data of either kind can be read. */
    public static final int POLLIN = POLLRDNORM | POLLRDBAND;

    /** Data of high priority can be read (never reported). */
    public static final int POLLPRI = 0x0400;

    /** Normal data can be written. */
    public static final int POLLWRNORM = 0x0010;

    /** Normal data can be written. */
    public static final int POLLOUT = POLLWRNORM;

    /** Urgent data can be written (never reported). */
    public static final int POLLWRBAND = 0x0020;

    /** An error stands at the socket (result only). */
    public static final int POLLERR = 0x0001;

    /** The connection has ended (result only). */
    public static final int POLLHUP = 0x0002;

    /** The entry is no socket (result only). */
    public static final int POLLNVAL = 0x0004;

    // Codes of ioctlsocket

    /** Sets the non-blocking mode ({@code u_long}). */
    public static final int FIONBIO = 0x8004667e;

    /** Bytes that can be read at once ({@code u_long}). */
    public static final int FIONREAD = 0x4004667f;

    /** Sets asynchronous input and output ({@code u_long}). */
    public static final int FIOASYNC = 0x8004667d;

    /** The stream stands at the urgent mark ({@code BOOL}). */
    public static final int SIOCATMARK = 0x40047307;

    // Codes of WSAIoctl

    /** The code has no parameters. */
    public static final int IOC_VOID = 0x20000000;

    /** The code has results. */
    public static final int IOC_OUT = 0x40000000;

    /** The code has arguments. */
    public static final int IOC_IN = 0x80000000;

    /** The code has arguments and results. */
    public static final int IOC_INOUT = IOC_IN | IOC_OUT;

    /** The code belongs to Winsock 2. */
    public static final int IOC_WS2 = 0x08000000;

    /** The code belongs to an address family. */
    public static final int IOC_PROTOCOL = 0x10000000;

    /** The code belongs to a vendor. */
    public static final int IOC_VENDOR = 0x18000000;

    /** Associates a handle of a companion interface. */
    public static final int SIO_ASSOCIATE_HANDLE = 0x88000001;

    /** A full queue drops its oldest datagram. */
    public static final int SIO_ENABLE_CIRCULAR_QUEUEING = 0x28000002;

    /** Discovers the route to an address. */
    public static final int SIO_FIND_ROUTE = 0x48000003;

    /** Discards the send queue. */
    public static final int SIO_FLUSH = 0x28000004;

    /** The broadcast address for {@code sendto}. */
    public static final int SIO_GET_BROADCAST_ADDRESS = 0x48000005;

    /** The extension function with a given GUID. */
    public static final int SIO_GET_EXTENSION_FUNCTION_POINTER = 0xc8000006;

    /** The socket's quality of service. */
    public static final int SIO_GET_QOS = 0xc8000007;

    /** The group's quality of service. */
    public static final int SIO_GET_GROUP_QOS = 0xc8000008;

    /** Sent multicasts come back to this host. */
    public static final int SIO_MULTIPOINT_LOOPBACK = 0x88000009;

    /** Scope of sent multicasts. */
    public static final int SIO_MULTICAST_SCOPE = 0x8800000a;

    /** Sets the socket's quality of service. */
    public static final int SIO_SET_QOS = 0x8800000b;

    /** Sets the group's quality of service. */
    public static final int SIO_SET_GROUP_QOS = 0x8800000c;

    /** The handle that belongs to the socket in a companion interface. */
    public static final int SIO_TRANSLATE_HANDLE = 0xc800000d;

    /** The local address that reaches a remote one. */
    public static final int SIO_ROUTING_INTERFACE_QUERY = 0xc8000014;

    /** Reports a change of that local address. */
    public static final int SIO_ROUTING_INTERFACE_CHANGE = 0x88000015;

    /** The local addresses of the family. */
    public static final int SIO_ADDRESS_LIST_QUERY = 0x48000016;

    /** Reports a change of the local addresses. */
    public static final int SIO_ADDRESS_LIST_CHANGE = 0x28000017;

    /** The handle of the provider beneath. */
    public static final int SIO_QUERY_TARGET_PNP_HANDLE = 0x48000018;

    /** Sorts addresses by preference. */
    public static final int SIO_ADDRESS_LIST_SORT = 0xc8000019;

    /** The base provider's handle, for {@code WSASendMsg}. */
    public static final int SIO_BSP_HANDLE = 0x4800001b;

    /** The base provider's handle, for {@code select}. */
    public static final int SIO_BSP_HANDLE_SELECT = 0x4800001c;

    /** The base provider's handle, for {@code WSAPoll}. */
    public static final int SIO_BSP_HANDLE_POLL = 0x4800001d;

    /** The base provider's handle; layers must not answer it. */
    public static final int SIO_BASE_HANDLE = 0x48000022;

    /** Receives every packet of the network. */
    public static final int SIO_RCVALL = 0x98000001;

    /** Keep-alive times ({@code struct tcp_keepalive}, milliseconds). */
    public static final int SIO_KEEPALIVE_VALS = 0x98000004;

    /** Unreachable ports are reported to {@code recvfrom} ({@code BOOL}). */
    public static final int SIO_UDP_CONNRESET = 0x9800000c;

    /** Expired times to live are reported to {@code recvfrom} ({@code BOOL}). */
    public static final int SIO_UDP_NETRESET = 0x9800000f;

    /** A faster loopback ({@code BOOL}). */
    public static final int SIO_LOOPBACK_FAST_PATH = 0x98000010;

    /** The process at the other end of a local socket ({@code DWORD}). */
    public static final int SIO_AF_UNIX_GETPEERPID = 0x58000100;

    // Flags of WSASocket

    /** The socket can do overlapped operations. */
    public static final int WSA_FLAG_OVERLAPPED = 0x01;

    /** Root in the control plane. */
    public static final int WSA_FLAG_MULTIPOINT_C_ROOT = 0x02;

    /** Leaf in the control plane. */
    public static final int WSA_FLAG_MULTIPOINT_C_LEAF = 0x04;

    /** Root in the data plane. */
    public static final int WSA_FLAG_MULTIPOINT_D_ROOT = 0x08;

    /** Leaf in the data plane. */
    public static final int WSA_FLAG_MULTIPOINT_D_LEAF = 0x10;

    /** The socket's security descriptor can be set. */
    public static final int WSA_FLAG_ACCESS_SYSTEM_SECURITY = 0x40;

    /** Child processes do not inherit the socket. */
    public static final int WSA_FLAG_NO_HANDLE_INHERIT = 0x80;

    /** The socket can do registered input and output. */
    public static final int WSA_FLAG_REGISTERED_IO = 0x100;

    // WSAPROTOCOL_INFO.dwServiceFlags1

    /** Datagrams rather than connections. */
    public static final int XP1_CONNECTIONLESS = 0x00000001;

    /** All data arrives. */
    public static final int XP1_GUARANTEED_DELIVERY = 0x00000002;

    /** Data arrives in order and once. */
    public static final int XP1_GUARANTEED_ORDER = 0x00000004;

    /** Message boundaries are kept. */
    public static final int XP1_MESSAGE_ORIENTED = 0x00000008;

    /** Messages whose boundaries are ignored. */
    public static final int XP1_PSEUDO_STREAM = 0x00000010;

    /** Both sides end a connection in two phases. */
    public static final int XP1_GRACEFUL_CLOSE = 0x00000020;

    /** Urgent data. */
    public static final int XP1_EXPEDITED_DATA = 0x00000040;

    /** Data can travel with connecting. */
    public static final int XP1_CONNECT_DATA = 0x00000080;

    /** Data can travel with disconnecting. */
    public static final int XP1_DISCONNECT_DATA = 0x00000100;

    /** Broadcasts. */
    public static final int XP1_SUPPORT_BROADCAST = 0x00000200;

    /** Multicasts. */
    public static final int XP1_SUPPORT_MULTIPOINT = 0x00000400;

    /** The control plane is rooted. */
    public static final int XP1_MULTIPOINT_CONTROL_PLANE = 0x00000800;

    /** The data plane is rooted. */
    public static final int XP1_MULTIPOINT_DATA_PLANE = 0x00001000;

    /** Quality of service. */
    public static final int XP1_QOS_SUPPORTED = 0x00002000;

    /** Reserved. */
    public static final int XP1_INTERRUPT = 0x00004000;

    /** One direction: sending. */
    public static final int XP1_UNI_SEND = 0x00008000;

    /** One direction: receiving. */
    public static final int XP1_UNI_RECV = 0x00010000;

    /** Sockets are handles of the operating system. */
    public static final int XP1_IFS_HANDLES = 0x00020000;

    /** MSG_PARTIAL is supported. */
    public static final int XP1_PARTIAL_MESSAGE = 0x00040000;

    /** The sockets direct protocol. */
    public static final int XP1_SAN_SUPPORT_SDP = 0x00080000;

    // WSAPROTOCOL_INFO.dwProviderFlags

    /** One of several entries for one protocol. */
    public static final int PFL_MULTIPLE_PROTO_ENTRIES = 0x01;

    /** The preferred one of several entries. */
    public static final int PFL_RECOMMENDED_PROTO_ENTRY = 0x02;

    /** {@code WSAEnumProtocols} does not show the entry. */
    public static final int PFL_HIDDEN = 0x04;

    /** Protocol 0 means this entry. */
    public static final int PFL_MATCHES_PROTOCOL_ZERO = 0x08;

    /** A provider of network direct. */
    public static final int PFL_NETWORKDIRECT_PROVIDER = 0x10;

    // Other fields of WSAPROTOCOL_INFO

    /** Entries that a protocol chain can have. */
    public static final int MAX_PROTOCOL_CHAIN = 7;

    /** {@code ChainLen} of a base protocol. */
    public static final int BASE_PROTOCOL = 1;

    /** {@code ChainLen} of a layered protocol. */
    public static final int LAYERED_PROTOCOL = 0;

    /** Characters of {@code szProtocol} before the NUL. */
    public static final int WSAPROTOCOL_LEN = 255;

    /** {@code iNetworkByteOrder} of protocols with network order. */
    public static final int BIGENDIAN = 0;

    /** {@code iNetworkByteOrder} of protocols with Intel order. */
    public static final int LITTLEENDIAN = 1;

    /** {@code iSecurityScheme} of protocols without security. */
    public static final int SECURITY_PROTOCOL_NONE = 0;

    // Network events

    /** Index of FD_READ in {@code iErrorCode}. */
    public static final int FD_READ_BIT = 0;

    /** Data can be read. */
    public static final int FD_READ = 1 << FD_READ_BIT;

    /** Index of FD_WRITE in {@code iErrorCode}. */
    public static final int FD_WRITE_BIT = 1;

    /** Data can be written again. */
    public static final int FD_WRITE = 1 << FD_WRITE_BIT;

    /** Index of FD_OOB in {@code iErrorCode}. */
    public static final int FD_OOB_BIT = 2;

    /** Urgent data has arrived. */
    public static final int FD_OOB = 1 << FD_OOB_BIT;

    /** Index of FD_ACCEPT in {@code iErrorCode}. */
    public static final int FD_ACCEPT_BIT = 3;

    /** A connection can be accepted. */
    public static final int FD_ACCEPT = 1 << FD_ACCEPT_BIT;

    /** Index of FD_CONNECT in {@code iErrorCode}. */
    public static final int FD_CONNECT_BIT = 4;

    /** Connecting has ended, well or not. */
    public static final int FD_CONNECT = 1 << FD_CONNECT_BIT;

    /** Index of FD_CLOSE in {@code iErrorCode}. */
    public static final int FD_CLOSE_BIT = 5;

    /** The connection has ended. */
    public static final int FD_CLOSE = 1 << FD_CLOSE_BIT;

    /** Index of FD_QOS in {@code iErrorCode}. */
    public static final int FD_QOS_BIT = 6;

    /** The quality of service has changed. */
    public static final int FD_QOS = 1 << FD_QOS_BIT;

    /** Index of FD_GROUP_QOS in {@code iErrorCode}. */
    public static final int FD_GROUP_QOS_BIT = 7;

    /** The group's quality of service has changed. */
    public static final int FD_GROUP_QOS = 1 << FD_GROUP_QOS_BIT;

    /** Index of FD_ROUTING_INTERFACE_CHANGE in {@code iErrorCode}. */
    public static final int FD_ROUTING_INTERFACE_CHANGE_BIT = 8;

    /** The local address of a route has changed. */
    public static final int FD_ROUTING_INTERFACE_CHANGE = 1 << FD_ROUTING_INTERFACE_CHANGE_BIT;

    /** Index of FD_ADDRESS_LIST_CHANGE in {@code iErrorCode}. */
    public static final int FD_ADDRESS_LIST_CHANGE_BIT = 9;

    /** The local addresses have changed. */
    public static final int FD_ADDRESS_LIST_CHANGE = 1 << FD_ADDRESS_LIST_CHANGE_BIT;

    /** Number of network events. */
    public static final int FD_MAX_EVENTS = 10;

    /** All network events. */
    public static final int FD_ALL_EVENTS = (1 << FD_MAX_EVENTS) - 1;

    // Waiting for events

    /** No limit of time ({@code 0xffffffff} as a {@code DWORD}). */
    public static final int WSA_INFINITE = -1;

    /** Events that one call can wait for. */
    public static final int WSA_MAXIMUM_WAIT_EVENTS = 64;

    /** The first event was signaled; the following results name the others. */
    public static final int WSA_WAIT_EVENT_0 = 0;

    /** Completion routines ran. */
    public static final int WSA_WAIT_IO_COMPLETION = 0xc0;

    /** The time is over. */
    public static final int WSA_WAIT_TIMEOUT = 258;

    /** The call failed ({@code 0xffffffff} as a {@code DWORD}). */
    public static final int WSA_WAIT_FAILED = -1;

    // Win32

    /** WSA_WAIT_TIMEOUT under its Win32 name. */
    public static final int WAIT_TIMEOUT = 258;

    /** The right to duplicate handles of a process. */
    public static final int PROCESS_DUP_HANDLE = 0x40;

    /** The duplicate has the access of its source. */
    public static final int DUPLICATE_SAME_ACCESS = 2;

    /** Child processes inherit the handle. */
    public static final int HANDLE_FLAG_INHERIT = 1;

    // Provider information and categories of layers

    /** {@code WSC_PROVIDER_INFO_TYPE}: the categories of a layer. */
    public static final int ProviderInfoLspCategories = 0;

    /** {@code WSC_PROVIDER_INFO_TYPE}: who installed the entry. */
    public static final int ProviderInfoAudit = 1;

    /** The layer is part of the system. */
    public static final int LSP_SYSTEM = 0x80000000;

    /** The layer looks and changes nothing. */
    public static final int LSP_INSPECTOR = 0x00000001;

    /** The layer changes addresses. */
    public static final int LSP_REDIRECTOR = 0x00000002;

    /** The layer connects to a proxy. */
    public static final int LSP_PROXY = 0x00000004;

    /** The layer refuses connections. */
    public static final int LSP_FIREWALL = 0x00000008;

    /** The layer changes received data. */
    public static final int LSP_INBOUND_MODIFY = 0x00000010;

    /** The layer changes sent data. */
    public static final int LSP_OUTBOUND_MODIFY = 0x00000020;

    /** The layer encrypts or compresses. */
    public static final int LSP_CRYPTO_COMPRESS = 0x00000040;

    /** The layer keeps a cache. */
    public static final int LSP_LOCAL_CACHE = 0x00000080;

    // Service types of quality of service

    /** No data in this direction. */
    public static final int SERVICETYPE_NOTRAFFIC = 0x00000000;

    /** Best effort. */
    public static final int SERVICETYPE_BESTEFFORT = 0x00000001;

    /** As on a lightly loaded network. */
    public static final int SERVICETYPE_CONTROLLEDLOAD = 0x00000002;

    /** Guaranteed rate and delay. */
    public static final int SERVICETYPE_GUARANTEED = 0x00000003;

    /** A {@code FLOWSPEC} field without a value. */
    public static final int QOS_NOT_SPECIFIED = -1;

    // Errors that are Win32 codes

    /** The event handle is invalid. */
    public static final int WSA_INVALID_HANDLE = 6;

    /** Memory is exhausted. */
    public static final int WSA_NOT_ENOUGH_MEMORY = 8;

    /** A parameter is invalid. */
    public static final int WSA_INVALID_PARAMETER = 87;

    /** The overlapped operation was cancelled. */
    public static final int WSA_OPERATION_ABORTED = 995;

    /** The overlapped operation has not ended. */
    public static final int WSA_IO_INCOMPLETE = 996;

    /** The overlapped operation was started and ends later. */
    public static final int WSA_IO_PENDING = 997;

    // Errors of Winsock

    /** Base of the error numbers. */
    public static final int WSABASEERR = 10000;

    /** The blocking call was cancelled. */
    public static final int WSAEINTR = 10004;

    /** The handle is invalid. */
    public static final int WSAEBADF = 10009;

    /** Access is not permitted. */
    public static final int WSAEACCES = 10013;

    /** A pointer is invalid or a buffer too small. */
    public static final int WSAEFAULT = 10014;

    /** An argument, or the call in this state, is invalid. */
    public static final int WSAEINVAL = 10022;

    /** No more descriptors. */
    public static final int WSAEMFILE = 10024;

    /** The call would block. */
    public static final int WSAEWOULDBLOCK = 10035;

    /** A blocking call is in progress. */
    public static final int WSAEINPROGRESS = 10036;

    /** The operation is in progress already. */
    public static final int WSAEALREADY = 10037;

    /** The descriptor is no socket. */
    public static final int WSAENOTSOCK = 10038;

    /** A destination is required. */
    public static final int WSAEDESTADDRREQ = 10039;

    /** The message is too long. */
    public static final int WSAEMSGSIZE = 10040;

    /** The protocol does not belong to the socket's type. */
    public static final int WSAEPROTOTYPE = 10041;

    /** The option is unknown or unsupported. */
    public static final int WSAENOPROTOOPT = 10042;

    /** The protocol is not supported. */
    public static final int WSAEPROTONOSUPPORT = 10043;

    /** The socket type is not supported. */
    public static final int WSAESOCKTNOSUPPORT = 10044;

    /** The operation is not supported. */
    public static final int WSAEOPNOTSUPP = 10045;

    /** The protocol family is not supported. */
    public static final int WSAEPFNOSUPPORT = 10046;

    /** The address family is not supported. */
    public static final int WSAEAFNOSUPPORT = 10047;

    /** The address is in use. */
    public static final int WSAEADDRINUSE = 10048;

    /** The address is not available. */
    public static final int WSAEADDRNOTAVAIL = 10049;

    /** The network is down. */
    public static final int WSAENETDOWN = 10050;

    /** The network can't be reached. */
    public static final int WSAENETUNREACH = 10051;

    /** The connection was dropped by keep-alive or reset. */
    public static final int WSAENETRESET = 10052;

    /** The connection was aborted on this host. */
    public static final int WSAECONNABORTED = 10053;

    /** The connection was reset by the peer. */
    public static final int WSAECONNRESET = 10054;

    /** No buffer space. */
    public static final int WSAENOBUFS = 10055;

    /** The socket is connected already. */
    public static final int WSAEISCONN = 10056;

    /** The socket is not connected. */
    public static final int WSAENOTCONN = 10057;

    /** The socket was shut down in this direction. */
    public static final int WSAESHUTDOWN = 10058;

    /** Too many references. */
    public static final int WSAETOOMANYREFS = 10059;

    /** The time is over. */
    public static final int WSAETIMEDOUT = 10060;

    /** The connection was refused. */
    public static final int WSAECONNREFUSED = 10061;

    /** The name can't be translated. */
    public static final int WSAELOOP = 10062;

    /** The name is too long. */
    public static final int WSAENAMETOOLONG = 10063;

    /** The host is down. */
    public static final int WSAEHOSTDOWN = 10064;

    /** The host can't be reached. */
    public static final int WSAEHOSTUNREACH = 10065;

    /** The directory is not empty. */
    public static final int WSAENOTEMPTY = 10066;

    /** Too many tasks use Winsock. */
    public static final int WSAEPROCLIM = 10067;

    /** The user's quota is exhausted. */
    public static final int WSAEUSERS = 10068;

    /** The disk quota is exhausted. */
    public static final int WSAEDQUOT = 10069;

    /** The file handle is stale. */
    public static final int WSAESTALE = 10070;

    /** The item is remote. */
    public static final int WSAEREMOTE = 10071;

    /** The network system is not ready. */
    public static final int WSASYSNOTREADY = 10091;

    /** The version is not supported. */
    public static final int WSAVERNOTSUPPORTED = 10092;

    /** {@code WSAStartup} has not been called. */
    public static final int WSANOTINITIALISED = 10093;

    /** The peer is shutting down. */
    public static final int WSAEDISCON = 10101;

    /** No more results. */
    public static final int WSAENOMORE = 10102;

    /** The lookup was cancelled. */
    public static final int WSAECANCELLED = 10103;

    /** The provider's table of procedures is invalid. */
    public static final int WSAEINVALIDPROCTABLE = 10104;

    /** The provider is invalid. */
    public static final int WSAEINVALIDPROVIDER = 10105;

    /** The provider could not be initialised. */
    public static final int WSAEPROVIDERFAILEDINIT = 10106;

    /** A system call failed that must not fail. */
    public static final int WSASYSCALLFAILURE = 10107;

    /** The service is unknown. */
    public static final int WSASERVICE_NOT_FOUND = 10108;

    /** The class is unknown. */
    public static final int WSATYPE_NOT_FOUND = 10109;

    /** No more results. */
    public static final int WSA_E_NO_MORE = 10110;

    /** The lookup was cancelled. */
    public static final int WSA_E_CANCELLED = 10111;

    /** The query was refused. */
    public static final int WSAEREFUSED = 10112;

    // Errors of name resolution

    /** The host is unknown. */
    public static final int WSAHOST_NOT_FOUND = 11001;

    /** The host was not found by a server without authority. */
    public static final int WSATRY_AGAIN = 11002;

    /** The lookup failed for good. */
    public static final int WSANO_RECOVERY = 11003;

    /** The name has no data of the type. */
    public static final int WSANO_DATA = 11004;

    // Errors and reports of quality of service

    /** A reservation has arrived. */
    public static final int WSA_QOS_RECEIVERS = 11005;

    /** A path has arrived. */
    public static final int WSA_QOS_SENDERS = 11006;

    /** There are no senders. */
    public static final int WSA_QOS_NO_SENDERS = 11007;

    /** There are no receivers. */
    public static final int WSA_QOS_NO_RECEIVERS = 11008;

    /** The reservation is confirmed. */
    public static final int WSA_QOS_REQUEST_CONFIRMED = 11009;

    /** Resources are lacking. */
    public static final int WSA_QOS_ADMISSION_FAILURE = 11010;

    /** Refused by policy. */
    public static final int WSA_QOS_POLICY_FAILURE = 11011;

    /** The style is unknown or conflicts. */
    public static final int WSA_QOS_BAD_STYLE = 11012;

    /** Something in the filter or provider data is wrong. */
    public static final int WSA_QOS_BAD_OBJECT = 11013;

    /** Something in the flow specification is wrong. */
    public static final int WSA_QOS_TRAFFIC_CTRL_ERROR = 11014;

    /** A general error. */
    public static final int WSA_QOS_GENERIC_ERROR = 11015;

    /** The service type is invalid. */
    public static final int WSA_QOS_ESERVICETYPE = 11016;

    /** The flow specification is invalid. */
    public static final int WSA_QOS_EFLOWSPEC = 11017;

    /** The provider's buffer is invalid. */
    public static final int WSA_QOS_EPROVSPECBUF = 11018;

    /** The filter style is invalid. */
    public static final int WSA_QOS_EFILTERSTYLE = 11019;

    /** The filter type is invalid. */
    public static final int WSA_QOS_EFILTERTYPE = 11020;

    /** The number of filters is invalid. */
    public static final int WSA_QOS_EFILTERCOUNT = 11021;

    /** The length of an object is invalid. */
    public static final int WSA_QOS_EOBJLENGTH = 11022;

    /** The number of flow descriptors is invalid. */
    public static final int WSA_QOS_EFLOWCOUNT = 11023;

    /** An object of the provider's buffer is unknown. */
    public static final int WSA_QOS_EUNKOWNPSOBJ = 11024;

    /** A policy object is invalid. */
    public static final int WSA_QOS_EPOLICYOBJ = 11025;

    /** A flow descriptor is invalid. */
    public static final int WSA_QOS_EFLOWDESC = 11026;

    /** The provider's flow specification is invalid. */
    public static final int WSA_QOS_EPSFLOWSPEC = 11027;

    /** The provider's filter is invalid. */
    public static final int WSA_QOS_EPSFILTERSPEC = 11028;

    /** The object for discarding is invalid. */
    public static final int WSA_QOS_ESDMODEOBJ = 11029;

    /** The object for shaping is invalid. */
    public static final int WSA_QOS_ESHAPERATEOBJ = 11030;

    /** A reserved element of policy was found. */
    public static final int WSA_QOS_RESERVED_PETYPE = 11031;

    private Constants() {}
}
