package dev.nordbox.installer.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The first message of a TLS client, to learn whether a server still speaks an old version; this
 * Java would not send one. RFC 5246 section 7.4.1.2, RFC 8422 section 5.1.
 */
final class TlsHello {
    /** What the field says, by the version's name: TLS 1.0 is SSL 3.1. */
    private static final Map<String, Integer> VERSIONS =
            Map.of("1.0", 0x0301, "1.1", 0x0302, "1.2", 0x0303);

    /** Those that old servers have as well as those that new ones insist on. */
    private static final List<Integer> SUITES =
            List.of(
                    0xc02b, 0xc02c, 0xc02f, 0xc030, 0xc009, 0xc00a, 0xc013, 0xc014, 0x009c, 0x002f,
                    0x0035);

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int RANDOM_BYTES = 32;

    private TlsHello() {}

    /** In hex. */
    static String of(String version) {
        byte[] extensions = extensions();
        int body = 2 + RANDOM_BYTES + 1 + 2 + 2 * SUITES.size() + 2 + 2 + extensions.length;
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + body);
        // The record's own version is 1.0 whatever follows, for servers that choke on others.
        hello.put((byte) HANDSHAKE).putShort((short) 0x0301).putShort((short) (4 + body));
        hello.put((byte) CLIENT_HELLO).put((byte) 0).putShort((short) body);
        hello.putShort(VERSIONS.get(version).shortValue());
        // No secret comes of this handshake, so that any text will do for its random.
        hello.put("nordbox looks which TLS you take".getBytes(StandardCharsets.US_ASCII));
        hello.put((byte) 0);
        hello.putShort((short) (2 * SUITES.size()));
        SUITES.forEach(suite -> hello.putShort(suite.shortValue()));
        hello.put((byte) 1).put((byte) 0);
        hello.putShort((short) extensions.length).put(extensions);
        return HexFormat.of().formatHex(hello.array());
    }

    /** Curves, their point format, signatures, and that no renegotiation is meant. */
    private static byte[] extensions() {
        return HexFormat.of()
                .parseHex(
                        "000a00080006001d00170018"
                                + "000b00020100"
                                + "000d00180016"
                                + "04030503060308040805080604010501060102010203"
                                + "ff01000100");
    }

    /** As the script takes them. */
    static List<String> arguments() {
        return VERSIONS.keySet().stream()
                .sorted()
                .map(version -> version + "=" + of(version))
                .toList();
    }

    /**
     * Whether the server went on with the handshake. In hex: a handshake record, its version and
     * length, and that it begins with a ServerHello; an alert is another record.
     */
    static boolean isTaken(String answer) {
        return answer.matches("1603[0-9a-f]{6}02[0-9a-f]*");
    }
}
