package dev.nordbox.installer.cli;

import dev.nordbox.installer.age.Identity;
import dev.nordbox.installer.backup.Backup.Listed;
import dev.nordbox.installer.backup.KitAddress;
import dev.nordbox.installer.backup.KitsInStore;
import dev.nordbox.installer.config.StoreAddress;
import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.recovery.KitKeys;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.up.Phases;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file of a kit for one run: a person's own, or one that was fetched from a store and goes when
 * the run ends, however it ends. It is as encrypted as it was there, and still nobody's to find.
 */
final class FetchedKit implements AutoCloseable {
    private static final String PHASE = "fetch";
    private static final String BEGINNING = "kit-";
    private static final Duration ABANDONED = Duration.ofDays(2);

    private final Path file;
    private final Optional<Path> folder;
    private final KitKeys keys;
    private final List<Identity> identities;

    private FetchedKit(Path file, Optional<Path> folder, KitKeys keys, List<Identity> identities) {
        this.file = file;
        this.folder = folder;
        this.keys = keys;
        this.identities = identities;
    }

    /**
     * Finds what opens it first: a kit may be large, and the key of it another one.
     *
     * @param said a file, or a store with or without the kit's name
     * @param flag that said it, for messages
     */
    static FetchedKit of(
            String said,
            String flag,
            StoreOptions options,
            KitKeyOptions opening,
            BoxOptions box,
            Surroundings around,
            Output output)
            throws ProblemException {
        KitKeys keys = opening.keys(box.identity(), around);
        if (!StoreAddress.isElsewhere(said)) {
            Path file = Path.of(said);
            return new FetchedKit(
                    file, Optional.empty(), keys, keys.thatOpen(file, opening.identities));
        }
        KitAddress address = KitAddress.parse(said, flag);
        try (Store store =
                options.open(
                        address.store(),
                        box.file(),
                        Optional.ofNullable(box.sshConfig),
                        around,
                        output)) {
            KitsInStore kits = new KitsInStore(store);
            String name = address.kit().orElse(KitsInStore.NEWEST);
            Listed kit = choose(kits, name, output, around);
            List<Identity> identities =
                    keys.thatOpen(Path.of(kit.file()), kits.beginning(kit), opening.identities);
            Path folder = folder(around);
            FetchedKit fetched =
                    new FetchedKit(
                            folder.resolve(kit.file()), Optional.of(folder), keys, identities);
            return fetched.filled(kit, kits, output, around);
        } catch (IOException e) {
            // Of the store's end: what is read and written has told of itself.
            throw cannotFetch(
                    Reason.of(e), said, "see that the store is in reach, and run it again", e);
        }
    }

    private FetchedKit filled(Listed kit, KitsInStore kits, Output output, Surroundings around)
            throws ProblemException {
        try {
            fetch(kit, file, kits, output, around);
            return this;
        } catch (ProblemException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static Listed choose(KitsInStore kits, String name, Output output, Surroundings around)
            throws ProblemException {
        return kits.choose(
                name,
                around.clock().instant(),
                problem -> output.tell(new Event.Warned(PHASE, problem)));
    }

    /** Tells how far it has come, and what it is. */
    static void fetch(Listed kit, Path to, KitsInStore kits, Output output, Surroundings around)
            throws ProblemException {
        Phases phases = new Phases(output, around.clock());
        phases.during(
                PHASE,
                () -> {
                    kits.fetch(kit, to, phases.transfer(PHASE, kit.file()));
                    return kit;
                },
                got -> "%s, %d KiB".formatted(got.file(), got.size() >> 10));
    }

    /** Where much has room: a kit may be larger than what /tmp takes. */
    private static Path folder(Surroundings around) throws ProblemException {
        Path cache = around.cache();
        try {
            OwnFile.createDirectory(cache);
            removeAbandoned(cache, around.clock().instant().minus(ABANDONED));
            Path folder = Files.createTempDirectory(cache, BEGINNING);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw cannotFetch(
                    Reason.of(e),
                    cache.toString(),
                    "see to it, or let XDG_CACHE_HOME name a directory with room for it",
                    e);
        }
    }

    /** Of runs that were killed; those that are at work are younger. */
    private static void removeAbandoned(Path cache, Instant before) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache, BEGINNING + "*")) {
            for (Path folder : folders) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    remove(folder);
                }
            }
        }
    }

    private static ProblemException cannotFetch(
            String why, String where, String remedy, IOException e) {
        return new ProblemException(
                ExitCode.KIT_UNUSABLE,
                new Problem("the kit cannot be fetched: " + why, where, remedy),
                e);
    }

    /** Opens and checks it. */
    Kit open() throws ProblemException {
        return keys.openWith(file, identities);
    }

    @Override
    public void close() {
        folder.ifPresent(FetchedKit::remove);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.deleteIfExists(each);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            return; // it went already
        }
    }
}
