package dev.baton.layers.access;

import dev.baton.winsock.struct.SockAddrUn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Where a path of a local socket leads, whatever way it is written. */
final class SocketPath {
    private SocketPath() {}

    /** Empty for one that Java can't name: it matches no rule that allows. */
    static Optional<Path> of(SockAddrUn address) {
        String text = address.path();
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), address.pathBytes())) {
            return Optional.empty();
        }
        try {
            return Optional.of(real(Path.of(text)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Follows the links of the path, or of its folder if only that is there. */
    static Path real(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            return absolute.toRealPath();
        } catch (IOException absent) {
            Path folder = absolute.getParent();
            Path name = absolute.getFileName();
            if (folder == null || name == null || !folder.toFile().exists()) {
                return absolute.normalize();
            }
            return real(folder).resolve(name).normalize();
        }
    }
}
