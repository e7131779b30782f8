package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/** Names of error codes, for messages. */
public final class ErrorNames {
    private static final int FIRST = Constants.WSAEINTR;
    private static final int LAST = Constants.WSA_QOS_RESERVED_PETYPE;

    private ErrorNames() {}

    /**
     * Names an error.
     *
     * @param error a code of {@code WSAGetLastError}
     * @return name and number, {@code WSAENOTSOCK (10038)}; of an unknown code {@code error 4711}
     */
    public static String name(int error) {
        String name = Names.BY_CODE.get(error);
        return name == null ? "error " + error : name + " (" + error + ")";
    }

    /** Filled at the first error, so that start-up does not pay for it. */
    private static final class Names {
        static final Map<Integer, String> BY_CODE = collect();

        private static Map<Integer, String> collect() {
            var names = new HashMap<Integer, String>();
            for (Field field : Constants.class.getFields()) {
                if (field.getType() == int.class && field.getName().startsWith("WSA")) {
                    int value = value(field);
                    if (value >= FIRST && value <= LAST) {
                        names.put(value, field.getName());
                    }
                }
            }
            // Below 10000 other constants have the same numbers.
            names.put(Constants.NO_ERROR, "NO_ERROR");
            names.put(Constants.WSA_INVALID_HANDLE, "WSA_INVALID_HANDLE");
            names.put(Constants.WSA_NOT_ENOUGH_MEMORY, "WSA_NOT_ENOUGH_MEMORY");
            names.put(Constants.WSA_INVALID_PARAMETER, "WSA_INVALID_PARAMETER");
            names.put(Constants.WSA_OPERATION_ABORTED, "WSA_OPERATION_ABORTED");
            names.put(Constants.WSA_IO_INCOMPLETE, "WSA_IO_INCOMPLETE");
            names.put(Constants.WSA_IO_PENDING, "WSA_IO_PENDING");
            return Map.copyOf(names);
        }

        private static int value(Field field) {
            try {
                return field.getInt(null);
            } catch (IllegalAccessException e) {
                throw new AssertionError("public constant " + field.getName(), e);
            }
        }
    }
}
