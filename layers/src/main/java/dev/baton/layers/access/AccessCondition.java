package dev.baton.layers.access;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The condition function of one accept: the rules, then the application's. */
final class AccessCondition implements LPCONDITIONPROC {
    private final AddressRules rules;
    private final @Nullable LPCONDITIONPROC application;
    private boolean denied;

    AccessCondition(AddressRules rules, @Nullable LPCONDITIONPROC application) {
        this.rules = rules;
        this.application = application;
    }

    /** Whether it was the rules that rejected. */
    boolean denied() {
        return denied;
    }

    @Override
    public int condition(
            MemorySegment lpCallerId,
            MemorySegment lpCallerData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            MemorySegment lpCalleeId,
            MemorySegment lpCalleeData,
            MemorySegment g,
            long dwCallbackData) {
        denied = !rules.allows(lpCallerId, (int) lpCallerId.byteSize());
        if (denied) {
            return Constants.CF_REJECT;
        }
        return application == null
                ? Constants.CF_ACCEPT
                : application.condition(
                        lpCallerId,
                        lpCallerData,
                        lpSQOS,
                        lpGQOS,
                        lpCalleeId,
                        lpCalleeData,
                        g,
                        dwCallbackData);
    }
}
