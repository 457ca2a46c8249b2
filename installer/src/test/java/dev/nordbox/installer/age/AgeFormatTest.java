package dev.nordbox.installer.age;

import static dev.nordbox.installer.age.TrialAge.bytes;
import static dev.nordbox.installer.age.TrialAge.decrypt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Files that age itself must refuse, or take, by the kinds of <a href="https://c2sp.org/CCTV/age">
 * its public test files</a>. Each is made by hand from its parts, with a MAC that fits unless that
 * is the point.
 */
class AgeFormatTest {
    private static final byte[] FILE_KEY = bytes(16);
    private static final byte[] NONCE = bytes(Chunks.NONCE);

    private final X25519Identity me = X25519Identity.make(TrialAge.RANDOM);
    private final Stanza mine = me.recipient().wrap(FILE_KEY, TrialAge.RANDOM);
    private final Stanza unknown = new Stanza("grease", List.of("a", "b"), bytes(100));
    private final Stanza emptyBody = new Stanza("grease", List.of(), new byte[0]);
    private final Stanza fullLine = new Stanza("grease", List.of(), bytes(48));

    @Test
    void stanzasOfOthersAreSkipped() throws IOException {
        byte[] file = file(List.of(unknown, emptyBody, fullLine, mine), payload(bytes(5)));

        assertThat(decrypt(file, me)).isEqualTo(bytes(5));
    }

    @TestFactory
    Stream<DynamicTest> headersThatAreRefused() {
        String share = mine.arguments().get(0);
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(text("another version", t -> t.replace("/v1\n", "/v2\n")));
        tests.add(text("carriage returns", t -> t.replace("\n", "\r\n")));
        tests.add(text("a blank too many", t -> t.replace("-> X25519 ", "-> X25519  ")));
        tests.add(text("a blank at the end", t -> t.replace(share + "\n", share + " \n")));
        tests.add(text("no blank after the arrow", t -> t.replace("-> X25519", "->X25519")));
        tests.add(text("a byte that is no text", t -> t.replace("-> X25519", "-> X\u00e625519")));
        tests.add(text("padding in the MAC", t -> t.replaceFirst("(--- \\S+)", "$1=")));
        tests.add(text("no MAC", t -> t.replaceFirst("--- \\S+", "---")));
        tests.add(text("a MAC of another length", t -> t.replaceFirst("(--- \\S+)", "$1AAAA")));
        tests.add(text("another MAC", t -> t.replaceFirst("--- \\S+", "--- " + "A".repeat(43))));
        tests.add(text("armour", t -> "-----BEGIN AGE ENCRYPTED FILE-----\n" + t));
        tests.add(text("no stanza", t -> t.replaceFirst("(?s)-> .*---", "---")));
        tests.add(
                stanzas("a share that is too long", x25519(List.of(share + "AAAA"), mine.body())));
        tests.add(stanzas("an argument too many", x25519(List.of(share, "x"), mine.body())));
        tests.add(stanzas("no share", x25519(List.of(), mine.body())));
        tests.add(stanzas("a share of low order", x25519(List.of("A".repeat(43)), mine.body())));
        tests.add(stanzas("a longer file key", x25519(List.of(share), bytes(40))));
        tests.add(stanzas("a shorter file key", x25519(List.of(share), bytes(16))));
        tests.add(
                stanzas(
                        "a passphrase beside a key",
                        mine,
                        new Stanza("scrypt", List.of("A".repeat(22), "10"), bytes(32))));
        for (String work : List.of("0", "01", "+1", "x", "23", "64", "1024")) {
            tests.add(
                    stanzas(
                            "a passphrase with work " + work,
                            new Stanza("scrypt", List.of("A".repeat(22), work), bytes(32))));
        }
        tests.add(
                stanzas(
                        "a passphrase with a short salt",
                        new Stanza("scrypt", List.of("AAAA", "10"), bytes(32))));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> payloadsThatAreRefused() throws IOException {
        byte[] whole = chunk(0, true, bytes(100));
        byte[] first = chunk(0, false, bytes(Chunks.SIZE));
        byte[] second = chunk(1, true, bytes(100));
        return Stream.of(
                payload("no nonce", new byte[0]),
                payload("half a nonce", bytes(7)),
                payload("nothing after the nonce", NONCE),
                payload("a tag alone that does not fit", NONCE, bytes(16)),
                payload("less than a tag", NONCE, bytes(15)),
                payload("bytes after the end", NONCE, whole, bytes(30)),
                payload("the last part twice", NONCE, whole, whole),
                payload("no last part", NONCE, first),
                payload("the first part missing", NONCE, second),
                payload("a short part that is not the last", NONCE, chunk(0, false, bytes(100))),
                payload("parts in another order", NONCE, second, first),
                payload("an empty last part", NONCE, first, chunk(1, true, new byte[0])),
                payload("two last parts", NONCE, chunk(0, true, bytes(Chunks.SIZE)), second));
    }

    private Stanza x25519(List<String> arguments, byte[] body) {
        return new Stanza("X25519", arguments, body);
    }

    private DynamicTest text(String what, UnaryOperator<String> change) {
        return DynamicTest.dynamicTest(
                what,
                () -> {
                    byte[] good = file(List.of(mine), payload(bytes(5)));
                    int end = TrialAge.headerLength(good);
                    String header = new String(good, 0, end, StandardCharsets.ISO_8859_1);
                    ByteArrayOutputStream bad = new ByteArrayOutputStream();
                    bad.writeBytes(change.apply(header).getBytes(StandardCharsets.ISO_8859_1));
                    bad.write(good, end, good.length - end);
                    assertRefused(bad.toByteArray());
                });
    }

    private DynamicTest stanzas(String what, Stanza... stanzas) {
        return DynamicTest.dynamicTest(
                what, () -> assertRefused(file(List.of(stanzas), payload(bytes(5)))));
    }

    private DynamicTest payload(String what, byte[]... parts) {
        return DynamicTest.dynamicTest(
                what, () -> assertRefused(file(List.of(mine), together(parts))));
    }

    private void assertRefused(byte[] file) {
        Passphrase passphrase = new Passphrase("x".toCharArray());
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> decrypt(file, me, passphrase));
    }

    private static byte[] file(List<Stanza> stanzas, byte[] payload) {
        return together(Header.of(stanzas, FILE_KEY).encoded(), payload);
    }

    private static byte[] payload(byte[] plain) {
        return together(NONCE, chunk(0, true, plain));
    }

    private static byte[] chunk(int number, boolean last, byte[] plain) {
        Chunks chunks = new Chunks(FILE_KEY, NONCE);
        for (int i = 0; i < number; i++) {
            chunks.next();
        }
        return chunks.key().seal(chunks.nonce(last), plain, plain.length);
    }

    private static byte[] together(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
