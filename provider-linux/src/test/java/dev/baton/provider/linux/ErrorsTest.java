package dev.baton.provider.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ffm.Errno;
import dev.baton.winsock.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 10013",
        "13, 10013", // EPERM, EACCES
        "23, 10024",
        "24, 10024", // ENFILE, EMFILE
        "12, 10055",
        "105, 10055",
        "109, 10055", // ENOMEM, ENOBUFS, ETOOMANYREFS
        "11, 10035",
        "115, 10035",
        "114, 10037", // EAGAIN, EINPROGRESS, EALREADY
        "4, 10004",
        "9, 10038",
        "88, 10038", // EINTR, EBADF, ENOTSOCK
        "14, 10014",
        "22, 10022",
        "90, 10040", // EFAULT, EINVAL, EMSGSIZE
        "32, 10053",
        "103, 10053",
        "104, 10054", // EPIPE, ECONNABORTED, ECONNRESET
        "98, 10048",
        "99, 10049",
        "101, 10051",
        "113, 10065", // address and network
        "106, 10056",
        "107, 10057",
        "108, 10058",
        "110, 10060",
        "111, 10061"
    })
    void translatesErrno(int errno, int code) {
        assertThat(Errors.of(-errno)).isEqualTo(-code);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2000, Integer.MAX_VALUE, 72})
    void callsAnUnknownErrnoASystemCallFailure(int errno) {
        assertThat(Errors.of(-errno)).isEqualTo(-Constants.WSASYSCALLFAILURE);
    }

    @Test
    void knowsEveryErrnoThatTheBindingsName() throws IllegalAccessException {
        int named = 0;
        for (var field : Errno.class.getFields()) {
            int errno = field.getInt(null);
            if (errno == Errno.ESRCH || errno == Errno.ESPIPE) {
                // Of processes and pipes: no socket call says them.
                continue;
            }
            named++;
            assertThat(Errors.of(-errno))
                    .as(field.getName())
                    .isNotEqualTo(-Constants.WSASYSCALLFAILURE);
        }
        assertThat(named).isGreaterThan(40);
    }
}
