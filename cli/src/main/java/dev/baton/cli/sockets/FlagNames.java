package dev.baton.cli.sockets;

import dev.baton.cli.text.Units;
import dev.baton.winsock.Constants;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The C names of flags. */
final class FlagNames {
    private FlagNames() {}

    /**
     * Names the set bits, lowest first: {@code XP1_A | XP1_B}. A bit without a name is written as a
     * number; no bit at all is the empty text.
     */
    static String of(String prefix, int flags) {
        Map<Integer, String> names = names(prefix);
        StringJoiner text = new StringJoiner(" | ");
        for (int rest = flags; rest != 0; rest &= rest - 1) {
            int bit = Integer.lowestOneBit(rest);
            text.add(names.getOrDefault(bit, Units.dword(bit)));
        }
        return text.toString();
    }

    private static Map<Integer, String> names(String prefix) {
        Map<Integer, String> names = new TreeMap<>();
        for (Field field : Constants.class.getFields()) {
            if (field.getType() == int.class && field.getName().startsWith(prefix)) {
                try {
                    names.putIfAbsent(field.getInt(null), field.getName());
                } catch (IllegalAccessException e) {
                    throw new AssertionError("public constant " + field.getName(), e);
                }
            }
        }
        return names;
    }
}
