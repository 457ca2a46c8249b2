package dev.nordbox.installer.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoreContract;
import dev.nordbox.installer.store.StoreRefused;
import dev.nordbox.installer.store.StoredFile;
import dev.nordbox.installer.testbed.VersityGateway;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real S3 server. */
class S3StoreIT extends StoreContract {
    private static final S3Credentials OWNER =
            new S3Credentials(VersityGateway.ACCESS, VersityGateway.SECRET);
    private static final String PREFIX = "boxes/prod-1";

    @TempDir static Path folder;
    private static VersityGateway server;

    @BeforeAll
    static void startServer() throws Exception {
        server = VersityGateway.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void anEmptyBucket() throws Exception {
        try (Stream<Path> all = Files.walk(server.bucket("kits"))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        server.bucket("kits");
    }

    @Override
    protected Store store() throws Exception {
        return open(OWNER);
    }

    @Override
    protected Store again() throws Exception {
        return store();
    }

    @Override
    protected Store nowhere() throws Exception {
        return open(place("nowhere"), OWNER, Clock.systemUTC());
    }

    /** A part: before that nothing is sent. */
    @Override
    protected int enoughToLeaveSomething() {
        return S3Upload.PART + 1;
    }

    @Override
    protected String nothingThere() {
        return "there is no such bucket";
    }

    @Override
    protected byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(server.bucket("kits").resolve(PREFIX).resolve(name));
    }

    @Override
    protected boolean isPrivate(String name) throws Exception {
        server.addGuest("reader", "reader-of-nothing");
        SignedRequests guest = requests(new S3Credentials("reader", "reader-of-nothing"));
        assertThatThrownBy(() -> get(guest, name)).hasMessageContaining("may not do that");
        return get(requests(OWNER), name) == 200;
    }

    @Test
    void aFileOfManyPartsIsWhole() throws Exception {
        byte[] content = new byte[2 * S3Upload.PART + 7];
        new Random(2).nextBytes(content);
        try (Store store = store();
                Incoming file = store.receive("large.kit")) {
            try (OutputStream out = file.stream()) {
                out.write(content, 0, 100_001);
                out.write(content, 100_001, content.length - 100_001);
            }
            assertThat(store.list()).isEmpty();
            file.keep();
            assertThat(store.list()).containsExactly(new StoredFile("large.kit", content.length));
        }
        assertThat(bytes("large.kit")).isEqualTo(content);
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadIsRefusedNotMixed() throws Exception {
        byte[] content = new byte[S3Download.PART + 7];
        new Random(4).nextBytes(content);
        try (Store store = store()) {
            put(store, content);
            try (InputStream in = store.read(store.list().get(0))) {
                in.readNBytes(1000);
                content[0]++;
                put(store, content);

                assertThatExceptionOfType(StoreRefused.class)
                        .isThrownBy(in::readAllBytes)
                        .withMessageContaining("another one took its place");
            }
        }
    }

    private static void put(Store store, byte[] content) throws Exception {
        try (Incoming file = store.receive("large.kit")) {
            try (OutputStream out = file.stream()) {
                out.write(content);
            }
            file.keep();
        }
    }

    @Test
    void partsOfAKilledRunGoWhenTheFileComesAgain() throws Exception {
        S3Store store = open(OWNER);
        store.receive("large.kit").stream().write(new byte[S3Upload.PART + 1]);
        assertThat(store.unfinished()).hasSize(1);

        store.receive("large.kit");

        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void partsOfWhatIsNotKeptGoAtOnce() throws Exception {
        S3Store store = open(OWNER);
        try (Incoming file = store.receive("large.kit")) {
            file.stream().write(new byte[S3Upload.PART + 1]);
            assertThat(store.unfinished()).hasSize(1);
        }
        assertThat(store.unfinished()).isEmpty();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void onlyWhatLiesRightBelowThePrefixIsSeen() throws Exception {
        Path bucket = server.bucket("kits");
        for (String file :
                List.of(
                        "a.kit",
                        "boxes/b.kit",
                        "boxes/prod-1/c d&é.kit",
                        "boxes/prod-1/x/e.kit",
                        "boxes/prod-10/f.kit")) {
            Files.createDirectories(bucket.resolve(file).getParent());
            Files.writeString(bucket.resolve(file), "x");
        }

        assertThat(store().list()).containsExactly(new StoredFile("c d&é.kit", 1));
    }

    @Test
    void moreFilesThanAPageAreAllListed() throws Exception {
        Path boxes = Files.createDirectories(server.bucket("kits").resolve(PREFIX));
        for (int i = 0; i < 1203; i++) {
            Files.createFile(boxes.resolve("file-" + i));
        }

        assertThat(store().list()).hasSize(1203).doesNotHaveDuplicates();
    }

    @Test
    void aBucketOfSomebodyElseIsTold() throws Exception {
        server.addGuest("stranger", "stranger-secret");

        refused(
                open(new S3Credentials("stranger", "stranger-secret")),
                "the credentials may not do that",
                "boxes/prod-1/");
    }

    @Test
    void aKeyThatTheStoreDoesNotKnowAndAWrongSecretAreTold() throws Exception {
        String file = "backup.target.s3.credentials";
        refused(
                open(new S3Credentials("nobody", "at-all")),
                "the store does not know the access key",
                file);
        refused(
                open(new S3Credentials(VersityGateway.ACCESS, "not-the-secret")),
                "the secret key is not that of the access key",
                file);
    }

    @Test
    void aClockThatIsWrongIsToldWithHowFar() throws Exception {
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));

        assertThatThrownBy(() -> open(place("kits"), OWNER, behind).receive("kit"))
                .hasMessageMatching(
                        "cannot list uploads .*: the clock of this machine is 3[56]\\d\\d s behind"
                                + " the store's");
    }

    @Test
    void anotherRegionIsTold() throws Exception {
        S3Place elsewhere = new S3Place("the store", server.endpoint(), "kits", "", "mars-1", true);

        refused(open(elsewhere, OWNER, Clock.systemUTC()), "region mars-1", "region");
    }

    @Test
    void aServerThatNobodyVouchesForIsRefused() throws Exception {
        S3Store store = S3Store.open(place("kits"), OWNER, Optional.empty(), Clock.systemUTC());

        refused(store, "is not trusted", "backup.target.s3.ca");
    }

    @Test
    void aServerThatDoesNotAnswerIsTold() throws Exception {
        S3Place nobody =
                new S3Place(
                        "the store", URI.create("https://127.0.0.1:1"), "kits", "", "no-1", true);

        refused(open(nobody, OWNER, Clock.systemUTC()), "127.0.0.1:1 does not answer", "egress");
    }

    @Test
    void aLargeFileGoesThroughLittleMemory() throws Exception {
        long size = 200L << 20;
        byte[] chunk = new byte[64 << 10];
        try (Store store = store();
                Incoming file = store.receive("large")) {
            long before = used();
            long most = 0;
            try (OutputStream out = file.stream()) {
                for (long sent = 0; sent < size; sent += chunk.length) {
                    out.write(chunk);
                    if (sent % (24L << 20) == 0) {
                        most = Math.max(most, used() - before);
                    }
                }
            }
            file.keep();
            System.out.println("most held while 200 MiB went by: " + (most >> 10) + " KiB");
            assertThat(most).isLessThan(3L * S3Upload.PART);
            assertThat(store.list()).containsExactly(new StoredFile("large", size));
            assertThat(mostHeldWhileReading(store, new StoredFile("large", size)))
                    .isLessThan(3L * S3Upload.PART);
        }
    }

    private static long mostHeldWhileReading(Store store, StoredFile file) throws Exception {
        long before = used();
        long most = 0;
        long read = 0;
        byte[] chunk = new byte[64 << 10];
        try (InputStream in = store.read(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (read / (24L << 20) != (read + count) / (24L << 20)) {
                    most = Math.max(most, used() - before);
                }
                read += count;
            }
        }
        assertThat(read).isEqualTo(file.size());
        System.out.println("most held while it came back: " + (most >> 10) + " KiB");
        return most;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void refused(Store store, String what, String remedy) {
        assertThatExceptionOfType(StoreRefused.class)
                .isThrownBy(() -> store.receive("kit"))
                .satisfies(
                        e -> {
                            assertThat(e).hasMessageContaining(what);
                            assertThat(e.remedy()).contains(remedy);
                            assertThat(e.toString()).doesNotContain(VersityGateway.SECRET);
                        });
    }

    private static int get(SignedRequests requests, String name) throws Exception {
        return requests.send(
                        new SignedRequests.Request("read", "GET", PREFIX + "/" + name, Map.of()))
                .statusCode();
    }

    private static SignedRequests requests(S3Credentials credentials) throws Exception {
        return new SignedRequests(
                place("kits"),
                credentials,
                TrustedCas.of(Optional.of(server.ca()), ""),
                Clock.systemUTC(),
                time -> {});
    }

    private static S3Store open(S3Credentials credentials) throws Exception {
        return open(place("kits"), credentials, Clock.systemUTC());
    }

    private static S3Store open(S3Place place, S3Credentials credentials, Clock clock)
            throws Exception {
        return new S3Store(
                place,
                new SignedRequests(
                        place,
                        credentials,
                        TrustedCas.of(Optional.of(server.ca()), ""),
                        clock,
                        time -> {}));
    }

    private static S3Place place(String bucket) {
        return new S3Place(
                "the store", server.endpoint(), bucket, PREFIX, VersityGateway.REGION, true);
    }
}
