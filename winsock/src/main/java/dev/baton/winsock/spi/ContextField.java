package dev.baton.winsock.spi;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a layer's context travels with a duplicate: behind the name in {@code szProtocol}, whose
 * characters after its NUL nobody else uses. Each layer of the chain has a part of its own there.
 * It holds plain ASCII, so that it survives the ANSI form.
 */
final class ContextField {
    private static final int LARGEST = 64;
    private static final int FIELD = Constants.WSAPROTOCOL_LEN + 1;
    private static final char MARK = '=';
    private static final byte[] NONE = {};

    private final int offset;
    private final int characters;

    /** The part of the layer at {@code index} of a chain. */
    ContextField(ProtocolInfo chain, int index) {
        ProtocolChain parts = chain.ProtocolChain();
        int layers = parts.ChainLen() - 1;
        int left = FIELD - chain.protocolName().length() - 1;
        characters = Math.clamp(left / layers, 0, LARGEST);
        offset = FIELD - (layers - index) * characters;
    }

    /** Bytes that fit: 0 where the chain's name leaves no room. */
    int room() {
        return Math.max(characters - 1, 0) * 3 / 4;
    }

    /** Writes a context of at most {@link #room} bytes; none is written for an empty one. */
    void write(MemorySegment info, byte[] context) {
        String text = context.length == 0 ? "" : MARK + encoder().encodeToString(context);
        for (int i = 0; i < characters; i++) {
            char c = i < text.length() ? text.charAt(i) : 0;
            Memory.int16(info, at(i), (short) c);
        }
    }

    /** Reads it: without bytes if there is none, empty if the field was altered. */
    Optional<byte[]> read(MemorySegment info) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            char c = (char) Memory.uint16(info, at(i));
            if (c == 0) {
                break;
            }
            text.append(c);
        }
        if (text.isEmpty()) {
            return Optional.of(NONE);
        }
        if (text.charAt(0) != MARK) {
            return Optional.empty();
        }
        try {
            byte[] ascii = text.substring(1).getBytes(StandardCharsets.ISO_8859_1);
            return Optional.of(Base64.getDecoder().decode(ascii));
        } catch (IllegalArgumentException altered) {
            return Optional.empty();
        }
    }

    private static Base64.Encoder encoder() {
        return Base64.getEncoder().withoutPadding();
    }

    private long at(int index) {
        return ProtocolInfoLayout.OFFSET_szProtocol + (long) (offset + index) * Character.BYTES;
    }
}
