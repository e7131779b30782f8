package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.WSAPROTOCOL_LEN;
import static dev.baton.winsock.struct.ProtocolChain.readChain;
import static dev.baton.winsock.struct.ProtocolInfoLayout.OFFSET_szProtocol;
import static dev.baton.winsock.struct.ProtocolInfoLayout.SIZEOF_A;
import static dev.baton.winsock.struct.ProtocolInfoLayout.SIZEOF_W;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A {@code WSAPROTOCOL_INFO}: a catalog entry, or the ticket of a duplicated socket.
 *
 * <p>Decoding and encoding in the same form gives the same bytes, whatever they are. The name field
 * is therefore kept whole, with what stands after its first NUL; {@link #protocolName} is the name.
 *
 * @param dwServiceFlags1 {@code XP1_} flags: what the protocol can do
 * @param dwServiceFlags2 reserved, 0
 * @param dwServiceFlags3 reserved, 0
 * @param dwServiceFlags4 reserved, 0
 * @param dwProviderFlags {@code PFL_} flags
 * @param ProviderId the provider
 * @param dwCatalogEntryId the catalog entry, by which a ticket finds its provider
 * @param ProtocolChain base, layer or chain
 * @param iVersion version of the protocol's entry, 2 for TCP/IP
 * @param iAddressFamily {@code AF_} number of Windows
 * @param iMaxSockAddr longest address in bytes
 * @param iMinSockAddr shortest address in bytes
 * @param iSocketType {@code SOCK_} number
 * @param iProtocol protocol number
 * @param iProtocolMaxOffset how many protocol numbers after {@code iProtocol} the entry serves too
 * @param iNetworkByteOrder {@code BIGENDIAN} or {@code LITTLEENDIAN}
 * @param iSecurityScheme {@code SECURITY_PROTOCOL_NONE} or a scheme
 * @param dwMessageSize longest message in bytes; 0 = stream, 1 = known after {@code bind}, -1 = no
 *     limit
 * @param dwProviderReserved the provider's own; in a ticket the handle of the duplicate
 * @param szProtocol the name field, at most 256 characters; trailing NULs are dropped because
 *     encoding fills the field with NULs
 */
// The components have the names of the C fields, one of which is its type's name too.
@SuppressWarnings("VariableNameSameAsType")
public record ProtocolInfo(
        int dwServiceFlags1,
        int dwServiceFlags2,
        int dwServiceFlags3,
        int dwServiceFlags4,
        int dwProviderFlags,
        Guid ProviderId,
        int dwCatalogEntryId,
        ProtocolChain ProtocolChain,
        int iVersion,
        int iAddressFamily,
        int iMaxSockAddr,
        int iMinSockAddr,
        int iSocketType,
        int iProtocol,
        int iProtocolMaxOffset,
        int iNetworkByteOrder,
        int iSecurityScheme,
        int dwMessageSize,
        int dwProviderReserved,
        String szProtocol) {
    private static final int NAME_LENGTH = WSAPROTOCOL_LEN + 1;

    /**
     * Makes a structure.
     *
     * @throws IllegalArgumentException if the name is longer than its field
     */
    public ProtocolInfo {
        int length = szProtocol.length();
        while (length > 0 && szProtocol.charAt(length - 1) == 0) {
            length--;
        }
        if (length > NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "szProtocol of " + length + " characters, its field has " + NAME_LENGTH);
        }
        szProtocol = szProtocol.substring(0, length);
    }

    /**
     * Decodes a structure.
     *
     * @param bytes 372 bytes of the {@code A} form or 628 of the {@code W} form
     * @return the structure
     * @throws IllegalArgumentException if the length is another
     */
    public static ProtocolInfo ofBytes(byte[] bytes) {
        if (bytes.length != SIZEOF_A && bytes.length != SIZEOF_W) {
            throw new IllegalArgumentException(
                    "WSAPROTOCOL_INFO of "
                            + bytes.length
                            + " bytes; it has 372 (A form) or 628 (W form): pass on exactly what"
                            + " was made, neither cut nor padded");
        }
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        String name = bytes.length == SIZEOF_W ? nameW(in) : nameA(bytes);
        return new ProtocolInfo(
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                Guid.read(in),
                in.getInt(),
                readChain(in),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                name);
    }

    private static String nameW(ByteBuffer in) {
        int end = SIZEOF_W;
        // The field is mostly NULs: eight bytes at a time cost nothing beside the rest.
        while (end - Long.BYTES >= OFFSET_szProtocol && in.getLong(end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        // Not through a charset: unpaired surrogates must survive.
        var chars = new char[(end - OFFSET_szProtocol) / Character.BYTES];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = in.getChar(OFFSET_szProtocol + i * Character.BYTES);
        }
        return new String(chars);
    }

    private static String nameA(byte[] bytes) {
        int end = SIZEOF_A;
        while (end > OFFSET_szProtocol && bytes[end - 1] == 0) {
            end--;
        }
        var chars = new char[end - OFFSET_szProtocol];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = AnsiText.toChar(bytes[OFFSET_szProtocol + i]);
        }
        return new String(chars);
    }

    /**
     * Encodes the Unicode form.
     *
     * @return a new array of 628 bytes
     */
    public byte[] toBytesW() {
        var bytes = new byte[SIZEOF_W];
        var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        writeNumbers(out);
        for (int i = 0; i < szProtocol.length(); i++) {
            out.putChar(szProtocol.charAt(i));
        }
        return bytes;
    }

    /**
     * Encodes the ANSI form, with the name in code page 1252.
     *
     * @return a new array of 372 bytes; a character that the code page lacks is a question mark
     */
    public byte[] toBytesA() {
        var bytes = new byte[SIZEOF_A];
        writeNumbers(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        for (int i = 0; i < szProtocol.length(); i++) {
            bytes[OFFSET_szProtocol + i] = AnsiText.toByte(szProtocol.charAt(i));
        }
        return bytes;
    }

    private void writeNumbers(ByteBuffer out) {
        out.putInt(dwServiceFlags1).putInt(dwServiceFlags2);
        out.putInt(dwServiceFlags3).putInt(dwServiceFlags4);
        out.putInt(dwProviderFlags);
        ProviderId.write(out);
        out.putInt(dwCatalogEntryId);
        ProtocolChain.write(out);
        out.putInt(iVersion).putInt(iAddressFamily);
        out.putInt(iMaxSockAddr).putInt(iMinSockAddr);
        out.putInt(iSocketType).putInt(iProtocol).putInt(iProtocolMaxOffset);
        out.putInt(iNetworkByteOrder).putInt(iSecurityScheme);
        out.putInt(dwMessageSize).putInt(dwProviderReserved);
    }

    /**
     * Returns the protocol's name.
     *
     * @return the name field up to its first NUL
     */
    public String protocolName() {
        int end = szProtocol.indexOf('\0');
        return end < 0 ? szProtocol : szProtocol.substring(0, end);
    }

    /**
     * Tells whether the name leaves room for its NUL, as an entry to be installed must.
     *
     * @return true if the name has at most 255 characters
     */
    public boolean nameFits() {
        return protocolName().length() <= WSAPROTOCOL_LEN;
    }

    /**
     * Replaces the provider's own field.
     *
     * @param value the new {@code dwProviderReserved}
     * @return a copy
     */
    public ProtocolInfo withProviderReserved(int value) {
        return with(dwCatalogEntryId, iAddressFamily, iSocketType, iProtocol, value);
    }

    /**
     * Replaces the catalog id.
     *
     * @param id the new {@code dwCatalogEntryId}
     * @return a copy
     */
    public ProtocolInfo withCatalogEntryId(int id) {
        return with(id, iAddressFamily, iSocketType, iProtocol, dwProviderReserved);
    }

    /**
     * Replaces what a socket is, for an entry that serves several kinds.
     *
     * @param af the new address family
     * @param type the new socket type
     * @param protocol the new protocol number
     * @return a copy
     */
    public ProtocolInfo withAddressing(int af, int type, int protocol) {
        return with(dwCatalogEntryId, af, type, protocol, dwProviderReserved);
    }

    private ProtocolInfo with(int id, int af, int type, int protocol, int reserved) {
        return new ProtocolInfo(
                dwServiceFlags1,
                dwServiceFlags2,
                dwServiceFlags3,
                dwServiceFlags4,
                dwProviderFlags,
                ProviderId,
                id,
                ProtocolChain,
                iVersion,
                af,
                iMaxSockAddr,
                iMinSockAddr,
                type,
                protocol,
                iProtocolMaxOffset,
                iNetworkByteOrder,
                iSecurityScheme,
                dwMessageSize,
                reserved,
                szProtocol);
    }
}
