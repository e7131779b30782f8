package dev.baton.channels;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for sockets in this process: the epoll instances of the JDK's selectors, of virtual
 * threads and of Netty, as they are at one moment.
 *
 * <p>Linux keeps a registration as long as the socket is open anywhere, and tells of it under the
 * descriptor's number, whatever that has become: it must be taken out before the descriptor goes.
 */
final class Selectors {
    private static final Selectors NONE = new Selectors(List.of());

    private final List<Integer> instances;

    private Selectors(List<Integer> instances) {
        this.instances = instances;
    }

    static Selectors none() {
        return NONE;
    }

    /** Those there are now. */
    static Selectors all() throws SharedChannelException {
        List<Integer> instances = new ArrayList<>();
        int probe = Placeholder.descriptor();
        int size = DescriptorTable.size();
        for (int descriptor = 0; descriptor < size; descriptor++) {
            // Of a descriptor that is no epoll instance: EINVAL or EBADF.
            int result = remove(descriptor, probe);
            if (result == -Errno.ENOENT || result == -Errno.EPERM) {
                instances.add(descriptor);
            }
        }
        return new Selectors(instances);
    }

    /** Takes a descriptor out of all of them. */
    void forget(int descriptor) {
        for (int instance : instances) {
            remove(instance, descriptor);
        }
    }

    private static int remove(int instance, int descriptor) {
        return Linux.epollControl(
                instance, LinuxConstants.EPOLL_CTL_DEL, descriptor, MemorySegment.NULL);
    }
}
