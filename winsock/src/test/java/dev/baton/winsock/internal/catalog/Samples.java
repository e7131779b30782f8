package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Entries and catalogs to test with. */
final class Samples {
    static final int TCP = 1001;
    static final int UDP = 1002;
    static final int RAW = 1003;
    static final int TCP6 = 1004;
    static final String BASE_PATH = "dev.example.Base";
    static final Guid BASE_ID = Guid.parse("{11111111-0000-0000-0000-000000000001}");

    /** What a base provider brings along. */
    static final List<CatalogItem> BASE =
            List.of(
                    base(TCP, Constants.AF_INET, Constants.SOCK_STREAM, 6, 0),
                    base(UDP, Constants.AF_INET, Constants.SOCK_DGRAM, 17, 0),
                    base(RAW, Constants.AF_INET, Constants.SOCK_RAW, 0, Constants.PFL_HIDDEN),
                    base(TCP6, Constants.AF_INET6, Constants.SOCK_STREAM, 6, 0));

    private Samples() {}

    private static CatalogItem base(int id, int af, int type, int protocol, int providerFlags) {
        ProtocolInfo info =
                info(
                        Constants.XP1_IFS_HANDLES | Constants.XP1_GUARANTEED_ORDER,
                        Constants.PFL_MATCHES_PROTOCOL_ZERO | providerFlags,
                        BASE_ID,
                        ProtocolChain.BASE,
                        "Base " + id);
        return new CatalogItem(
                info.withAddressing(af, type, protocol).withCatalogEntryId(id), BASE_PATH);
    }

    static ProtocolInfo info(
            int serviceFlags, int providerFlags, Guid provider, ProtocolChain chain, String name) {
        return new ProtocolInfo(
                serviceFlags,
                0,
                0,
                0,
                providerFlags,
                provider,
                0,
                chain,
                2,
                Constants.AF_INET,
                16,
                16,
                Constants.SOCK_STREAM,
                Constants.IPPROTO_TCP,
                0,
                Constants.BIGENDIAN,
                Constants.SECURITY_PROTOCOL_NONE,
                0,
                0,
                name);
    }

    static ProtocolInfo layer(int serviceFlags) {
        return info(serviceFlags, Constants.PFL_HIDDEN, Guid.ZERO, ProtocolChain.LAYERED, "Layer");
    }

    static ProtocolInfo chain(int... ids) {
        return info(0, 0, Guid.ZERO, ProtocolChain.of(ids), "Chain");
    }

    static Guid guid(int number) {
        return new Guid(number, (short) 0, (short) 0, 0x77);
    }

    /** Contents that an honest installation could not all make, but a file can say. */
    static CatalogContents random(Random random) {
        List<CatalogItem> items = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        int id = CatalogContents.FIRST_ID;
        for (int i = random.nextInt(6); i > 0; i--) {
            id += random.nextInt(3);
            items.add(new CatalogItem(randomInfo(random, id), text(random, Constants.MAX_PATH)));
            if (random.nextBoolean()) {
                order.addFirst(id);
            }
            id++;
        }
        return new CatalogContents(id, order, items);
    }

    private static ProtocolInfo randomInfo(Random random, int id) {
        byte[] bytes = new byte[Constants.SIZEOF_WSAPROTOCOL_INFOW];
        random.nextBytes(bytes);
        ProtocolInfo noise = ProtocolInfo.ofBytes(bytes).withCatalogEntryId(id);
        return Entries.installed(named(noise, text(random, 255)), noise.ProviderId(), id);
    }

    private static ProtocolInfo named(ProtocolInfo info, String name) {
        byte[] bytes = info.toBytesW();
        byte[] field = new byte[512];
        for (int i = 0; i < name.length(); i++) {
            field[2 * i] = (byte) name.charAt(i);
            field[2 * i + 1] = (byte) (name.charAt(i) >> 8);
        }
        System.arraycopy(field, 0, bytes, bytes.length - field.length, field.length);
        return ProtocolInfo.ofBytes(bytes);
    }

    /** Of anything but NUL: blanks, line ends, backslashes, halves of characters. */
    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            boolean odd = random.nextInt(4) == 0;
            text.append(odd ? (char) (1 + random.nextInt(0xffff)) : " \\u=\n\r,az".charAt(i % 9));
        }
        return text.toString();
    }
}
