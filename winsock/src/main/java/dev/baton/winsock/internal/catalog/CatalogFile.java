package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The catalog file. Readers take no lock: a change puts a complete new file in the old one's place.
 * Changes are made one after the other, by whatever process.
 */
final class CatalogFile {
    // Locks of files are held for the whole JVM: its threads need one of their own. A literal is
    // one
    // object for all class loaders that have a copy of this class.
    private static final String IN_THIS_JVM = "dev.baton.winsock: changing the catalog";
    private static final long LONGEST = 16 << 20;

    private final CatalogLocation location;
    private final FileReplacement.@Nullable Observer observer;

    /** A change of the catalog. */
    @FunctionalInterface
    interface Change {
        /** What shall be instead. */
        CatalogContents of(CatalogContents old) throws CatalogException;
    }

    CatalogFile(CatalogLocation location) {
        this(location, null);
    }

    CatalogFile(CatalogLocation location, FileReplacement.@Nullable Observer observer) {
        this.location = location;
        this.observer = observer;
    }

    /** What is installed; nothing if there is no file. */
    CatalogContents read() throws CatalogException {
        Path file = location.file();
        if (!Files.exists(file)) {
            return CatalogContents.EMPTY;
        }
        try {
            FileTrust.check(location.folder());
            FileTrust.check(file);
            if (Files.size(file) > LONGEST) {
                throw damaged("it is longer than any catalog");
            }
            return CatalogText.read(Files.readAllBytes(file));
        } catch (CatalogText.DamageException e) {
            throw damaged(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException gone) {
            return CatalogContents.EMPTY;
        } catch (IOException e) {
            throw CatalogException.unusable(
                    "cannot read the provider catalog "
                            + file
                            + " ("
                            + e
                            + "): make it readable for this user");
        }
    }

    private CatalogException damaged(String what) {
        return CatalogException.unusable(
                "the provider catalog "
                        + location.file()
                        + " is damaged, "
                        + what
                        + ": put a good copy in its place, or delete it and install the layers"
                        + " again");
    }

    /**
     * Replaces what is installed.
     *
     * @return what is installed now
     */
    CatalogContents change(Change change) throws CatalogException {
        synchronized (IN_THIS_JVM) {
            try {
                return changeAlone(change);
            } catch (OverlappingFileLockException e) {
                throw CatalogException.refused(
                        Constants.WSAEINPROGRESS,
                        location.lock()
                                + " is locked by something else in this process: try again");
            } catch (IOException e) {
                throw CatalogException.unusable(
                        "cannot change the provider catalog "
                                + location.file()
                                + " ("
                                + e
                                + "): it needs a folder this user can write to, with room left");
            }
        }
    }

    private CatalogContents changeAlone(Change change) throws CatalogException, IOException {
        FileReplacement replacement = new FileReplacement(location, observer);
        replacement.makeFolder();
        FileTrust.check(location.folder());
        try (FileChannel channel = replacement.openLock()) {
            // Until the channel is closed, by whatever end of this process.
            channel.lock();
            CatalogContents changed = change.of(read());
            byte[] text = CatalogText.write(changed);
            if (text.length > LONGEST) {
                throw CatalogException.refused(
                        Constants.WSAENOBUFS,
                        "a catalog of " + text.length + " bytes, more than " + LONGEST);
            }
            replacement.replace(text);
            return changed;
        }
    }
}
