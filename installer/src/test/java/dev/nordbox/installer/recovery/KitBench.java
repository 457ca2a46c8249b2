package dev.nordbox.installer.recovery;

import dev.nordbox.installer.age.Identity;
import dev.nordbox.installer.age.X25519Identity;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.NewFile;
import dev.nordbox.installer.volume.TrialListing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a kit costs a process: {@code save KIT KEY MIB} makes one of a box whose volume has so much
 * data, {@code open KIT KEY} reads it as a restore does, once to check it and once for what it
 * brings. Prints the seconds and the most memory that the process ever had. {@code ci/bench-kit}
 * makes ratios of it.
 */
public final class KitBench {
    private KitBench() {}

    public static void main(String[] arguments) throws Exception {
        Path kit = Path.of(arguments[1]);
        Path key = Path.of(arguments[2]);
        long begun = System.nanoTime();
        if (arguments[0].equals("save")) {
            save(kit, key, Long.parseLong(arguments[3]) << 20);
        } else {
            open(kit, key);
        }
        System.out.printf("seconds %.2f%n", (System.nanoTime() - begun) / 1e9);
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .forEach(line -> System.out.println("rss-kib " + line.replaceAll("\\D", "")));
    }

    private static void save(Path kit, Path key, long bytes) throws Exception {
        X25519Identity identity = X25519Identity.make(new SecureRandom());
        Files.writeString(key, identity.secretText());
        SaveKit saving =
                new SaveKit(
                        List.of(identity.recipient()),
                        "bench",
                        event -> {},
                        new SecureRandom(),
                        Clock.systemUTC());
        try (Incoming file = NewFile.beside(kit)) {
            saving.into(file, new GeneratedBox(bytes), "bench", Optional.empty());
        }
    }

    private static void open(Path kit, Path key) throws IOException {
        Kit opened = Kit.open(kit, Identity.parse(Files.readString(key)));
        long[] read = {0};
        opened.copyStreams(
                opened.manifest().streams(),
                stored ->
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                read[0]++;
                            }

                            @Override
                            public void write(byte[] bytes, int from, int length) {
                                read[0] += length;
                            }
                        });
        System.out.println("mib " + (read[0] >> 20));
    }

    /** One volume; what is in it is made as it is read. */
    private record GeneratedBox(long bytes) implements Shell {
        private static final String PARTS =
                """
                meta k3s v1.36.4+k3s1
                meta node bench
                meta url\s
                part 600 6 k3s/token
                secretpart 600 9 k3s/etcd-snapshot
                snap
                shotend
                """;

        @Override
        public String name() {
            return "bench";
        }

        @Override
        public CommandOutcome run(Command command) {
            return switch (command.label()) {
                case "measure the volumes" ->
                        new CommandOutcome(
                                0, "777 0:0 " + bytes + " " + Volume.ROOT + "/one\n", "");
                case "ask the controller" ->
                        new CommandOutcome(
                                0, "{\"repository\":{\"url\":\"u\",\"revision\":\"r\"}}", "");
                default -> throw new IllegalStateException("not known: " + command.label());
            };
        }

        @Override
        public CommandOutcome receive(Command command, OutputStream sink) throws IOException {
            switch (command.label()) {
                case SaveKit.LABEL -> sink.write(PARTS.getBytes(StandardCharsets.UTF_8));
                case "list the volumes" ->
                        sink.write(
                                new TrialListing()
                                        .volume("pvc-1", "shop/data", TrialListing.local("one"))
                                        .json()
                                        .getBytes(StandardCharsets.UTF_8));
                case "read the files of pvc-1" -> data(sink);
                default -> throw new IllegalStateException("not known: " + command.label());
            }
            return new CommandOutcome(0, "", "");
        }

        private void data(OutputStream sink) throws IOException {
            byte[] some = new byte[1 << 15];
            new SplittableRandom(1).nextBytes(some);
            for (long left = bytes; left > 0; left -= some.length) {
                sink.write(some, 0, (int) Math.min(left, some.length));
            }
        }
    }
}
