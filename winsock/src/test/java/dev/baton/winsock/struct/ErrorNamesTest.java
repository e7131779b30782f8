package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorNamesTest {
    /** The list of semantics section 1.2: not derived from the constants. */
    @ParameterizedTest
    @CsvSource({
        "0,NO_ERROR",
        "6,WSA_INVALID_HANDLE",
        "8,WSA_NOT_ENOUGH_MEMORY",
        "87,WSA_INVALID_PARAMETER",
        "995,WSA_OPERATION_ABORTED",
        "996,WSA_IO_INCOMPLETE",
        "997,WSA_IO_PENDING",
        "10004,WSAEINTR",
        "10009,WSAEBADF",
        "10013,WSAEACCES",
        "10014,WSAEFAULT",
        "10022,WSAEINVAL",
        "10024,WSAEMFILE",
        "10035,WSAEWOULDBLOCK",
        "10036,WSAEINPROGRESS",
        "10037,WSAEALREADY",
        "10038,WSAENOTSOCK",
        "10039,WSAEDESTADDRREQ",
        "10040,WSAEMSGSIZE",
        "10041,WSAEPROTOTYPE",
        "10042,WSAENOPROTOOPT",
        "10043,WSAEPROTONOSUPPORT",
        "10044,WSAESOCKTNOSUPPORT",
        "10045,WSAEOPNOTSUPP",
        "10046,WSAEPFNOSUPPORT",
        "10047,WSAEAFNOSUPPORT",
        "10048,WSAEADDRINUSE",
        "10049,WSAEADDRNOTAVAIL",
        "10050,WSAENETDOWN",
        "10051,WSAENETUNREACH",
        "10052,WSAENETRESET",
        "10053,WSAECONNABORTED",
        "10054,WSAECONNRESET",
        "10055,WSAENOBUFS",
        "10056,WSAEISCONN",
        "10057,WSAENOTCONN",
        "10058,WSAESHUTDOWN",
        "10060,WSAETIMEDOUT",
        "10061,WSAECONNREFUSED",
        "10065,WSAEHOSTUNREACH",
        "10067,WSAEPROCLIM",
        "10091,WSASYSNOTREADY",
        "10092,WSAVERNOTSUPPORTED",
        "10093,WSANOTINITIALISED",
        "10101,WSAEDISCON",
        "10102,WSAENOMORE",
        "10103,WSAECANCELLED",
        "10104,WSAEINVALIDPROCTABLE",
        "10105,WSAEINVALIDPROVIDER",
        "10106,WSAEPROVIDERFAILEDINIT",
        "10107,WSASYSCALLFAILURE",
        "11002,WSATRY_AGAIN",
        "11003,WSANO_RECOVERY"
    })
    @DisplayName("A012: each error has the name of winsock2.h")
    void namesErrors(int code, String name) {
        assertThat(ErrorNames.name(code)).isEqualTo(name + " (" + code + ")");
    }

    @ParameterizedTest
    @CsvSource({"4711", "10000", "-1", "65535"})
    void printsUnknownCodes(int code) {
        assertThat(ErrorNames.name(code)).isEqualTo("error " + code);
    }
}
