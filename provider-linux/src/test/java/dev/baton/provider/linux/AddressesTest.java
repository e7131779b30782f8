package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static MemorySegment name(int size, int family) {
        MemorySegment name = MemorySegment.ofArray(new byte[size]);
        for (int i = 2; i < size; i++) {
            name.set(JAVA_BYTE, i, (byte) i);
        }
        Memory.int16(name, 0, (short) family);
        return name;
    }

    private static MemorySegment local(String path) {
        MemorySegment name = MemorySegment.ofArray(new byte[Constants.SIZEOF_SOCKADDR_UN]);
        Memory.int16(name, 0, (short) Constants.AF_UNIX);
        Memory.bytes(name, 2, path.getBytes(StandardCharsets.US_ASCII));
        return name;
    }

    @Test
    void passesAnIpv4AddressOnAsItIs() {
        MemorySegment name = name(16, Constants.AF_INET);
        assertThat(Addresses.toLinux(name, 16, Constants.AF_INET)).isEqualTo(16);
        assertThat(Scratch.current().address().asSlice(0, 16).mismatch(name)).isEqualTo(-1);
    }

    @Test
    void givesAnIpv6AddressLinuxNumberOfTheFamilyAndBack() {
        MemorySegment name = name(128, Constants.AF_INET6);
        assertThat(Addresses.toLinux(name, 128, Constants.AF_INET6)).isEqualTo(28);
        MemorySegment linux = Scratch.current().address();
        assertThat(linux.get(JAVA_SHORT_UNALIGNED, 0)).isEqualTo((short) LinuxConstants.AF_INET6);
        assertThat(Addresses.toWinsock(linux, 28)).isEqualTo(28);
        assertThat(linux.asSlice(0, 28).mismatch(name.asSlice(0, 28))).isEqualTo(-1);
    }

    @Test
    void refusesLengthsAndMemoryThatHoldNoAddress() {
        int fault = -Constants.WSAEFAULT;
        MemorySegment name = name(28, Constants.AF_INET6);
        assertThat(Addresses.toLinux(name, 27, Constants.AF_INET6)).isEqualTo(fault);
        assertThat(Addresses.toLinux(name, -1, Constants.AF_INET6)).isEqualTo(fault);
        assertThat(Addresses.toLinux(name.asSlice(0, 20), 28, Constants.AF_INET6)).isEqualTo(fault);
        assertThat(Addresses.toLinux(name, 29, Constants.AF_INET6)).isEqualTo(fault);
        assertThat(Addresses.toLinux(MemorySegment.NULL, 16, Constants.AF_INET)).isEqualTo(fault);
        assertThat(Addresses.toLinux(local("x"), 1, Constants.AF_UNIX)).isEqualTo(fault);
    }

    @Test
    void refusesAnotherFamilyThanTheSockets() {
        MemorySegment name = name(28, Constants.AF_INET);
        assertThat(Addresses.toLinux(name, 28, Constants.AF_INET6))
                .isEqualTo(-Constants.WSAEAFNOSUPPORT);
    }

    @Test
    void cutsAPathBehindItsEnd() {
        MemorySegment name = local("/run/a");
        name.set(JAVA_BYTE, 20, (byte) 'z');
        assertThat(Addresses.toLinux(name, 110, Constants.AF_UNIX)).isEqualTo(2 + 6);
    }

    @Test
    void takesAPathThatFillsItsField() {
        MemorySegment name = local("p".repeat(108));
        assertThat(Addresses.toLinux(name, 110, Constants.AF_UNIX)).isEqualTo(110);
    }

    @Test
    void tellsAnAbstractNameFromNone() {
        assertThat(Addresses.toLinux(local("\0ab"), 110, Constants.AF_UNIX)).isEqualTo(2 + 3);
        assertThat(Addresses.toLinux(local(""), 110, Constants.AF_UNIX)).isEqualTo(2);
        assertThat(Addresses.toLinux(local("x"), 2, Constants.AF_UNIX)).isEqualTo(2);
    }

    @Test
    void saysUnixOfALocalSocketWithoutAName() {
        MemorySegment address = Scratch.current().address();
        address.fill((byte) 9);
        assertThat(Addresses.toWinsock(address, 0)).isEqualTo(2);
        assertThat(address.get(JAVA_SHORT_UNALIGNED, 0)).isEqualTo((short) Constants.AF_UNIX);
    }

    @Test
    void recognisesAddressesThatNameNobody() {
        MemorySegment name = name(16, Constants.AF_INET);
        assertThat(Addresses.any(name)).isFalse();
        assertThat(Addresses.withoutPort(name)).isFalse();
        name.asSlice(2).fill((byte) 0);
        assertThat(Addresses.any(name)).isTrue();
        assertThat(Addresses.withoutPort(name)).isTrue();
        MemorySegment six = name(28, LinuxConstants.AF_INET6);
        assertThat(Addresses.any(six)).isFalse();
        six.asSlice(8, 16).fill((byte) 0);
        assertThat(Addresses.any(six)).isTrue();
    }

    @Test
    void fitsOnlyIntoWritableMemoryOfTheStatedLength() {
        MemorySegment length = MemorySegment.ofArray(new int[] {16});
        MemorySegment room = MemorySegment.ofArray(new byte[16]);
        assertThat(Addresses.fits(room, length, 16)).isTrue();
        assertThat(Addresses.fits(room, length, 17)).isFalse();
        assertThat(Addresses.fits(room.asReadOnly(), length, 16)).isFalse();
        assertThat(Addresses.fits(room.asSlice(0, 8), length, 16)).isFalse();
        assertThat(Addresses.fits(room, MemorySegment.NULL, 0)).isFalse();
        Memory.int32(length, 0, -1);
        assertThat(Addresses.fits(room, length, 0)).isFalse();
    }
}
