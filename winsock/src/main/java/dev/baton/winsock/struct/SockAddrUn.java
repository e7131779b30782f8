package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.UNIX_PATH_MAX;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A {@code sockaddr_un}: family @0, path @2, in all at most 110 bytes.
 *
 * <p>Three kinds: unnamed (no path), a path of the file system (ends at a NUL or at the address'
 * end), an abstract name (begins with a NUL; its length is the address').
 *
 * @param rawPath the bytes of the path, each as the character of the same number, without the NUL
 *     that ends a path of the file system
 */
public record SockAddrUn(String rawPath) implements SockAddr {
    /** Bytes of the structure with its whole path field. */
    public static final int SIZEOF = Constants.SIZEOF_SOCKADDR_UN;

    /** The address of a socket without a name. */
    public static final SockAddrUn UNNAMED = new SockAddrUn("");

    /**
     * Makes an address.
     *
     * @throws IllegalArgumentException if the path has more than 108 bytes, a character above 255,
     *     or a NUL that is not its first byte and yet not part of an abstract name
     */
    public SockAddrUn {
        if (rawPath.length() > UNIX_PATH_MAX) {
            throw new IllegalArgumentException(
                    "socket path of " + rawPath.length() + " bytes, it has at most 108");
        }
        if (rawPath.chars().anyMatch(c -> c > 0xff)) {
            throw new IllegalArgumentException(
                    "raw socket path \"" + rawPath + "\" has characters that are no bytes");
        }
        if (rawPath.indexOf('\0') > 0) {
            throw new IllegalArgumentException("NUL inside of a socket path");
        }
    }

    /**
     * Names a path of the file system.
     *
     * @param path the path, which becomes UTF-8
     * @return the address
     * @throws IllegalArgumentException if the path is too long or has a NUL
     */
    public static SockAddrUn ofPath(String path) {
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL in socket path \"" + path + "\"");
        }
        return new SockAddrUn(new String(path.getBytes(UTF_8), ISO_8859_1));
    }

    /**
     * Names an abstract address.
     *
     * @param name the name without its leading NUL, at most 107 bytes
     * @return the address
     * @throws IllegalArgumentException if the name is too long
     */
    public static SockAddrUn ofAbstract(byte[] name) {
        return new SockAddrUn('\0' + new String(name, ISO_8859_1));
    }

    static SockAddrUn read(MemorySegment name, int namelen) {
        byte[] path = Memory.bytes(name, SIZEOF_FAMILY, Math.min(namelen, SIZEOF) - SIZEOF_FAMILY);
        if (isZero(path)) {
            return UNNAMED;
        }
        String raw = new String(path, ISO_8859_1);
        int end = raw.indexOf('\0');
        return new SockAddrUn(end > 0 ? raw.substring(0, end) : raw);
    }

    /** Windows hands out unnamed addresses with a path field full of NULs too. */
    private static boolean isZero(byte[] path) {
        return Arrays.equals(path, new byte[path.length]);
    }

    /**
     * Tells whether the socket has no name.
     *
     * @return true if the path is empty
     */
    public boolean isUnnamed() {
        return rawPath.isEmpty();
    }

    /**
     * Tells whether the name is outside the file system.
     *
     * @return true if the path begins with a NUL
     */
    public boolean isAbstract() {
        return !rawPath.isEmpty() && rawPath.charAt(0) == 0;
    }

    /**
     * Returns the path's bytes.
     *
     * @return a new array: what {@code rawPath} says
     */
    public byte[] pathBytes() {
        return rawPath.getBytes(ISO_8859_1);
    }

    /**
     * Returns the path as text.
     *
     * @return the bytes read as UTF-8; an abstract name keeps its leading NUL
     */
    public String path() {
        return new String(pathBytes(), UTF_8);
    }

    @Override
    public int family() {
        return Constants.AF_UNIX;
    }

    /** Counts a path's NUL if the field has room for it. */
    @Override
    public int length() {
        int nul = isUnnamed() || isAbstract() ? 0 : 1;
        return Math.min(SIZEOF_FAMILY + rawPath.length() + nul, SIZEOF);
    }

    @Override
    public byte[] toBytes() {
        var out = ByteBuffer.allocate(length());
        out.putShort(Short.reverseBytes((short) Constants.AF_UNIX));
        return out.put(pathBytes()).array();
    }
}
