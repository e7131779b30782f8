package dev.baton.winsock;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConstantsTest {
    @Test
    @DisplayName("A010: dwServiceFlags1 has the flags of winsock2.h, one bit each")
    void numbersServiceFlags() throws ReflectiveOperationException {
        assertBits(
                "XP1_",
                "CONNECTIONLESS GUARANTEED_DELIVERY GUARANTEED_ORDER MESSAGE_ORIENTED"
                        + " PSEUDO_STREAM GRACEFUL_CLOSE EXPEDITED_DATA CONNECT_DATA"
                        + " DISCONNECT_DATA SUPPORT_BROADCAST SUPPORT_MULTIPOINT"
                        + " MULTIPOINT_CONTROL_PLANE MULTIPOINT_DATA_PLANE QOS_SUPPORTED INTERRUPT"
                        + " UNI_SEND UNI_RECV IFS_HANDLES PARTIAL_MESSAGE SAN_SUPPORT_SDP");
    }

    @Test
    @DisplayName("A010: dwProviderFlags has the flags of winsock2.h, one bit each")
    void numbersProviderFlags() throws ReflectiveOperationException {
        assertBits(
                "PFL_",
                "MULTIPLE_PROTO_ENTRIES RECOMMENDED_PROTO_ENTRY HIDDEN MATCHES_PROTOCOL_ZERO"
                        + " NETWORKDIRECT_PROVIDER");
    }

    @Test
    @DisplayName("A010: socket flags, chain constants and FROM_PROTOCOL_INFO are Windows' numbers")
    void numbersSocketFlagsAndChains() throws ReflectiveOperationException {
        assertNumbers(
                Map.ofEntries(
                        Map.entry("WSA_FLAG_OVERLAPPED", 0x01),
                        Map.entry("WSA_FLAG_MULTIPOINT_C_ROOT", 0x02),
                        Map.entry("WSA_FLAG_MULTIPOINT_C_LEAF", 0x04),
                        Map.entry("WSA_FLAG_MULTIPOINT_D_ROOT", 0x08),
                        Map.entry("WSA_FLAG_MULTIPOINT_D_LEAF", 0x10),
                        Map.entry("WSA_FLAG_ACCESS_SYSTEM_SECURITY", 0x40),
                        Map.entry("WSA_FLAG_NO_HANDLE_INHERIT", 0x80),
                        Map.entry("WSA_FLAG_REGISTERED_IO", 0x100),
                        Map.entry("MAX_PROTOCOL_CHAIN", 7),
                        Map.entry("LAYERED_PROTOCOL", 0),
                        Map.entry("BASE_PROTOCOL", 1),
                        Map.entry("WSAPROTOCOL_LEN", 255),
                        Map.entry("WSPDESCRIPTION_LEN", 255),
                        Map.entry("FROM_PROTOCOL_INFO", -1),
                        Map.entry("CF_ACCEPT", 0),
                        Map.entry("CF_REJECT", 1),
                        Map.entry("CF_DEFER", 2)));
        assertThat(Constants.INVALID_SOCKET).isEqualTo(-1L);
        assertThat(Constants.WSA_INVALID_EVENT).isZero();
    }

    @Test
    @DisplayName("A011: an event's mask is 1 << its bit, bits 0 to 9 in the header's order")
    void derivesEventMasksFromBits() throws ReflectiveOperationException {
        String[] events =
                ("READ WRITE OOB ACCEPT CONNECT CLOSE QOS GROUP_QOS ROUTING_INTERFACE_CHANGE"
                                + " ADDRESS_LIST_CHANGE")
                        .split(" ", -1);
        for (int bit = 0; bit < events.length; bit++) {
            assertThat(number("FD_" + events[bit] + "_BIT")).as(events[bit]).isEqualTo(bit);
            assertThat(number("FD_" + events[bit])).as(events[bit]).isEqualTo(1 << bit);
        }
        assertThat(Constants.FD_MAX_EVENTS).isEqualTo(events.length).isEqualTo(10);
        assertThat(Constants.FD_ALL_EVENTS).isEqualTo(0x3ff);
    }

    @Test
    @DisplayName("A012: the errors that the seeds name have Windows' numbers")
    void numbersErrors() throws ReflectiveOperationException {
        assertNumbers(
                Map.of(
                        "WSANOTINITIALISED", 10093,
                        "WSAENETDOWN", 10050,
                        "WSAEINVAL", 10022,
                        "WSAEINPROGRESS", 10036,
                        "WSAEMFILE", 10024,
                        "WSAENOBUFS", 10055,
                        "WSAENOTSOCK", 10038,
                        "WSAEFAULT", 10014));
    }

    @Test
    void numbersPollEvents() throws ReflectiveOperationException {
        assertNumbers(
                Map.of(
                        "POLLRDNORM", 0x100,
                        "POLLRDBAND", 0x200,
                        "POLLIN", 0x300,
                        "POLLPRI", 0x400,
                        "POLLWRNORM", 0x10,
                        "POLLOUT", 0x10,
                        "POLLWRBAND", 0x20,
                        "POLLERR", 1,
                        "POLLHUP", 2,
                        "POLLNVAL", 4));
    }

    @Test
    @DisplayName("the direction of an ioctl code is in its two highest bits")
    void encodesDirectionOfIoctlCodes() {
        assertThat(Constants.SIO_BSP_HANDLE_POLL).isEqualTo(0x4800001d);
        assertThat(Constants.SIO_KEEPALIVE_VALS)
                .isEqualTo(Constants.IOC_IN | Constants.IOC_VENDOR | 4);
        assertThat(Constants.SIO_BASE_HANDLE).isEqualTo(Constants.IOC_OUT | Constants.IOC_WS2 | 34);
        assertThat(Constants.SIO_GET_QOS).isEqualTo(Constants.IOC_INOUT | Constants.IOC_WS2 | 7);
        assertThat(Constants.SIO_FLUSH).isEqualTo(Constants.IOC_VOID | Constants.IOC_WS2 | 4);
    }

    @Test
    void keepsConstantsConstant() {
        assertThat(Constants.class.getFields())
                .hasSizeGreaterThan(300)
                .allMatch(f -> Modifier.isStatic(f.getModifiers()))
                .allMatch(f -> Modifier.isFinal(f.getModifiers()))
                .allMatch(f -> f.getType() == int.class || f.getType() == long.class);
        assertThat(
                        Arrays.stream(Constants.class.getFields())
                                .filter(f -> f.getType() == long.class)
                                .map(Field::getName))
                .containsExactlyInAnyOrder("INVALID_SOCKET", "WSA_INVALID_EVENT");
    }

    private static void assertBits(String prefix, String names)
            throws ReflectiveOperationException {
        int bit = 1;
        for (String name : names.split(" ", -1)) {
            assertThat(number(prefix + name)).as(prefix + name).isEqualTo(bit);
            bit <<= 1;
        }
        assertThat(
                        Arrays.stream(Constants.class.getFields())
                                .filter(f -> f.getName().startsWith(prefix)))
                .hasSize(names.split(" ", -1).length);
    }

    private static void assertNumbers(Map<String, Integer> expected)
            throws ReflectiveOperationException {
        for (var entry : expected.entrySet()) {
            assertThat(number(entry.getKey())).as(entry.getKey()).isEqualTo(entry.getValue());
        }
    }

    private static int number(String name) throws ReflectiveOperationException {
        return Constants.class.getField(name).getInt(null);
    }
}
