package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NtStatusTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                Constants.WSA_OPERATION_ABORTED,
                Constants.WSAEMSGSIZE,
                Constants.WSAEFAULT,
                Constants.WSAESHUTDOWN,
                Constants.WSAENOTCONN,
                Constants.WSAECONNRESET,
                Constants.WSAECONNABORTED,
                Constants.WSAENETDOWN,
                Constants.WSASYSCALLFAILURE
            })
    void givesBackTheError(int error) {
        assertThat(NtStatus.toError(NtStatus.ofError(error))).isEqualTo(error);
        assertThat(NtStatus.ofError(error)).isNotEqualTo(NtStatus.STATUS_PENDING);
    }

    @Test
    void saysWhatWindowsSays() {
        assertThat(NtStatus.ofError(Constants.WSA_OPERATION_ABORTED)).isEqualTo(0xC0000120);
        assertThat(NtStatus.ofError(Constants.WSAEMSGSIZE)).isEqualTo(0x80000005);
        assertThat(NtStatus.ofError(Constants.WSAECONNRESET)).isEqualTo(0xC000020D);
        assertThat(NtStatus.ofError(0)).isZero();
    }

    @Test
    void knowsAnErrorWhereItDoesNotKnowWhich() {
        assertThat(NtStatus.toError(0xC0000001)).isEqualTo(Constants.WSASYSCALLFAILURE);
    }
}
