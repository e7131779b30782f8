package dev.baton.provider.linux.sharing;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.ffm.SocketMessage;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One sender's connection to this process's inbox. Used under the inbox's lock. */
final class InboxConnection {
    /**
     * How often descriptors may be missing although there is room: another thread may have made the
     * room after the look, and then the next look succeeds.
     */
    private static final int MOST_UNEXPLAINED = 8;

    /** What an attempt to receive has done. */
    enum Outcome {
        RECEIVED,
        EMPTY,
        /** The sender is gone or was refused. */
        ENDED,
        /** This process has no descriptor left; the message is still in the queue. */
        NO_ROOM
    }

    private final int fd;
    private final PeerCredentials sender;
    private final int self;
    private final int uid;
    private final CommonBlock block;
    private int unexplained;
    private final List<Arrival> provisional = new ArrayList<>();

    InboxConnection(int fd, PeerCredentials sender, ProcessIdentity self, CommonBlock block) {
        this.fd = fd;
        this.sender = sender;
        this.self = self.pid();
        this.uid = self.uid();
        this.block = block;
    }

    int fd() {
        return fd;
    }

    /**
     * Receives one message.
     *
     * <p>It looks first ({@code MSG_PEEK}), which puts the descriptors into this process, and drops
     * the message from the queue only when it has them: at the descriptor limit a plain receive
     * would succeed and destroy the sockets.
     *
     * @param ready receives the sockets that may be opened from now on
     */
    Outcome receive(SocketMessage message, long deadline, List<Arrival> ready) {
        Probe.before(Probe.Step.PEEK);
        long length = message.receive(fd, LinuxConstants.MSG_PEEK | LinuxConstants.MSG_DONTWAIT);
        if (length == -Errno.EAGAIN) {
            return Outcome.EMPTY;
        }
        int[] descriptors = message.descriptors();
        if (length <= 0) {
            closeAll(descriptors, 0);
            // Whatever else keeps the kernel from receiving now must not cost what is queued.
            boolean over = length == 0 || length == -Errno.ECONNRESET;
            return over ? Outcome.ENDED : Outcome.NO_ROOM;
        }
        if (message.descriptorsTruncated()) {
            unexplained = tableFull() ? 0 : unexplained + 1;
            if (unexplained < MOST_UNEXPLAINED) {
                closeAll(descriptors, 0);
                return noRoom(message.data(), length, ready);
            }
        }
        unexplained = 0;
        boolean complete = restHasCome(message.data(), length);
        Probe.before(Probe.Step.DROP);
        Linux.recv(fd, MemorySegment.NULL, 0, LinuxConstants.MSG_DONTWAIT);
        Optional<String> refusal =
                message.truncated()
                        ? Optional.of("it was truncated on its way")
                        : DeliveryMessage.refusal(message.data(), length, descriptors.length, self);
        if (refusal.isPresent()) {
            closeAll(descriptors, 0);
            return refuse(refusal.get());
        }
        if (!accept(message.data(), descriptors, deadline)) {
            return refuse("it brings something else than the socket it describes");
        }
        if (complete) {
            moveTo(ready);
        }
        return Outcome.RECEIVED;
    }

    private boolean accept(MemorySegment data, int[] descriptors, long deadline) {
        Probe.before(Probe.Step.CHECK_ARRIVAL);
        for (int i = 0; i < descriptors.length; i++) {
            Offer offer = DeliveryMessage.offer(data, i);
            if (!ArrivalCheck.matches(descriptors[i], offer, block)) {
                closeAll(descriptors, i);
                return false;
            }
            int handle = DeliveryMessage.handle(data, i);
            provisional.add(
                    new Arrival(handle, descriptors[i], offer, deadline, sender.uid() == uid));
        }
        return true;
    }

    private void moveTo(List<Arrival> ready) {
        ready.addAll(provisional);
        provisional.clear();
    }

    // What came of a call of several messages keeps its descriptors until the rest has come. If the
    // sender gave up in between, waiting for room would be waiting for oneself.
    private Outcome noRoom(MemorySegment data, long length, List<Arrival> ready) {
        if (provisional.isEmpty()) {
            return Outcome.NO_ROOM;
        }
        boolean gone = hungUp();
        if (restHasCome(data, length)) {
            moveTo(ready);
            return Outcome.RECEIVED;
        }
        return gone ? Outcome.ENDED : Outcome.NO_ROOM;
    }

    /**
     * Whether the messages that belong to the one just looked at are in the queue behind it; only
     * the last of them may be shorter than the longest.
     */
    private boolean restHasCome(MemorySegment data, long length) {
        int following = DeliveryMessage.following(data);
        if (following <= 0) {
            return following == 0;
        }
        MemorySegment queued = Scratch.current().value();
        return Linux.ioctl(fd, LinuxConstants.FIONREAD, queued) == 0
                && queued.get(JAVA_INT, 0) - length
                        >= (following - 1L) * DeliveryMessage.MAX_SIZE + DeliveryMessage.size(1);
    }

    private boolean hungUp() {
        MemorySegment poll = Scratch.current().value();
        poll.set(JAVA_INT, 0, fd);
        poll.set(JAVA_INT, 4, 0);
        MemorySegment timeout = Scratch.current().timeout();
        timeout.fill((byte) 0);
        return Linux.ppoll(poll, 1, timeout) > 0
                && (poll.get(JAVA_SHORT, 6) & LinuxConstants.POLLHUP) != 0;
    }

    // A message whose descriptors a security module kept back looks like one that met a full table.
    private boolean tableFull() {
        int copy = Linux.fcntl(fd, LinuxConstants.F_DUPFD_CLOEXEC, 0);
        if (copy >= 0) {
            Linux.close(copy);
        }
        return copy == -Errno.EMFILE || copy == -Errno.ENFILE;
    }

    private Outcome refuse(String reason) {
        Log.LOG.log(
                Level.WARNING,
                "refused a delivery from process {0} (user {1}): {2}; its connection is closed",
                String.valueOf(sender.pid()),
                String.valueOf(sender.uid()),
                reason);
        return Outcome.ENDED;
    }

    private static void closeAll(int[] descriptors, int from) {
        for (int i = from; i < descriptors.length; i++) {
            Linux.close(descriptors[i]);
        }
    }

    /**
     * Closes the connection and what came over it but was never complete: its sender has taken back
     * what the common block expected of it.
     */
    void close() {
        Linux.close(fd);
        provisional.forEach(Arrival::close);
        provisional.clear();
    }
}
