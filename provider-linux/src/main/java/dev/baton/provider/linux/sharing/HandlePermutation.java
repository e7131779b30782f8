package dev.baton.provider.linux.sharing;

/**
 * Makes of consecutive numbers handles that are as unique and that nobody can guess who does not
 * know the receiver's key: a Feistel network on 32 bits.
 */
final class HandlePermutation {
    private static final int ROUNDS = 6;

    private HandlePermutation() {}

    static int handle(int number, long key) {
        int left = number >>> 16;
        int right = number & 0xFFFF;
        for (int round = 0; round < ROUNDS; round++) {
            int mixed = left ^ mix(right, key, round);
            left = right;
            right = mixed;
        }
        return left << 16 | right;
    }

    // The finalizer of MurmurHash3, whose every output bit depends on every input bit.
    private static int mix(int half, long key, int round) {
        long x = key + (half + 1L) * 0x9E37_79B9_7F4A_7C15L + round * 0xBF58_476D_1CE4_E5B9L;
        x = (x ^ x >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        x = (x ^ x >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return (int) (x ^ x >>> 33) & 0xFFFF;
    }
}
