package dev.nordbox.installer.backup;

import dev.nordbox.installer.age.Recipient;
import dev.nordbox.installer.backup.LastRuns.Failure;
import dev.nordbox.installer.backup.LastRuns.Made;
import dev.nordbox.installer.backup.StoredKits.StoredKit;
import dev.nordbox.installer.backup.Succession.Taker;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.kit.Manifest.SealingKey;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.recovery.SaveKit;
import dev.nordbox.installer.recovery.SavedKit;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoreRefused;
import dev.nordbox.installer.volume.VolumesInKit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the timer of a box starts: a kit goes into the store, then what may go there goes. */
public final class Backup {
    private static final Path LIST = Path.of(BackupFile.VOLUMES).getFileName();

    private final BackupFile settings;
    private final String host;
    private final Optional<CameFrom> cameFrom;
    private final Path last;
    private final Stores stores;
    private final Shell shell;
    private final String version;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * @param machineId of this host, by which its kits differ from those of others of its name
     * @param cameFrom what this host was restored from
     * @param last file that says what became of the last runs
     * @param shell of the box, with root's rights
     * @param version of this program
     */
    public Backup(
            BackupFile settings,
            String machineId,
            Optional<CameFrom> cameFrom,
            Path last,
            Stores stores,
            Shell shell,
            String version,
            SecureRandom random,
            Clock clock) {
        this.settings = settings;
        this.host = KitName.markOf(machineId);
        this.cameFrom = cameFrom;
        this.last = last;
        this.stores = stores;
        this.shell = shell;
        this.version = version;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes and stores one kit.
     *
     * @return what was done, in a line, and what people should know of the kit, a line each
     * @throws ProblemException with what is in the way; it is remembered for {@code status}. After
     *     the kit was kept, with what it lacks: then all earlier ones stay
     */
    public String run() throws ProblemException {
        Instant now = now();
        LastRuns before = lastRuns();
        List<Problem> warnings = new ArrayList<>();
        try (Store store = stores.open(settings.backup().target())) {
            refuseSuccessor(store, now);
            // One that holds without need is told so by its status; a kit is worth more.
            new ControllerHold(shell).end();
            StoredKits kits = new StoredKits(store, settings.box(), host);
            KitName name = KitName.of(settings.box(), now, host);
            SavedKit saved = save(store, name, warnings);
            Made made = made(store, kits, name, saved.manifest());
            before = before.after(made);
            remember(before);
            saved.refuseLacking();
            List<KitName> gone = kits.thinOut(new Retention(settings.backup().keep()), name);
            return line(made, gone) + told(warnings);
        } catch (TakenOver e) {
            remember(before.after(new Failure(now, reason(e), true)));
            throw e;
        } catch (ProblemException e) {
            remember(before.after(new Failure(now, reason(e))));
            throw e;
        } catch (IOException e) {
            ProblemException problem = unusable(e);
            remember(before.after(new Failure(now, reason(problem))));
            throw problem;
        }
    }

    /**
     * Says to the store, once, that this host came back as the box; or finds out that another one
     * did since, and has the controller of this one hold.
     *
     * @return what came of it, in a line
     * @throws ProblemException with what is in the way, or who has taken the box over
     */
    public String settle() throws ProblemException {
        Instant now = now();
        try (Store store = stores.open(settings.backup().target())) {
            refuseSuccessor(store, now);
            goOn();
            return "this host goes on as " + settings.box();
        } catch (TakenOver e) {
            remember(lastRuns().after(new Failure(now, reason(e), true)));
            throw e;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * This host goes on as the box, whoever has taken it over.
     *
     * @throws ProblemException with what is in the way, STEP_FAILED when the controller still holds
     */
    public String claim() throws ProblemException {
        Instant now = now();
        try (Store store = stores.open(settings.backup().target())) {
            for (Succession succession : successions(store, now)) {
                succession.claim(settings.host(), cameFrom.map(CameFrom::kit).orElse(""));
            }
            goOn();
            remember(lastRuns().claimed());
            return "this host goes on as %s; another one that does finds out at its next kit"
                    .formatted(settings.box());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void goOn() throws ProblemException {
        if (!new ControllerHold(shell).end()) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem(
                            "the controller of this host may hold still: its API did not let go"
                                    + " the Lease",
                            settings.host(),
                            "see that k3s runs, then run `kit claim`"));
        }
    }

    private void refuseSuccessor(Store store, Instant now) throws ProblemException, IOException {
        for (Succession succession : successions(store, now)) {
            if (cameFrom.isPresent()) {
                succession.comeBack(settings.host(), cameFrom.get());
            }
            Optional<Taker> successor = succession.successor();
            if (successor.isPresent()) {
                throw takenOver(successor.get(), store);
            }
        }
    }

    /** The lost host may have another name: it looks for its own. */
    private List<Succession> successions(Store store, Instant now) {
        return Stream.concat(Stream.of(settings.box()), cameFrom.map(CameFrom::box).stream())
                .filter(box -> !box.isEmpty())
                .distinct()
                .map(box -> new Succession(store, box, host, now))
                .toList();
    }

    private TakenOver takenOver(Taker successor, Store store) throws ProblemException {
        boolean holds = new ControllerHold(shell).begin(successor);
        return new TakenOver(
                successor.words()
                        + ": no kit is made here"
                        + (holds ? ", and the controller of this host holds" : ""),
                store.name());
    }

    /** What the store has of this box, newest first. */
    public List<Listed> list() throws ProblemException {
        try (Store store = stores.open(settings.backup().target())) {
            return new StoredKits(store, settings.box(), host)
                    .list().stream()
                            .map(
                                    kit ->
                                            new Listed(
                                                    kit.name().made(),
                                                    kit.name().file(),
                                                    kit.size()))
                            .toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * A kit in the store.
     *
     * @param size in bytes, encrypted
     */
    public record Listed(Instant made, String file, long size) {
        /** Whether its name says a time that has not come yet. */
        boolean isAheadOf(Instant now) {
            return KitName.parse(file).filter(name -> name.isAheadOf(now)).isPresent();
        }

        /** That it is of, as its name says; {@code ""} when it says nothing. */
        public String box() {
            return KitName.parse(file).map(KitName::box).orElse("");
        }
    }

    private SavedKit save(Store store, KitName name, List<Problem> warnings)
            throws ProblemException, IOException {
        SaveKit save = new SaveKit(recipients(), version, collecting(warnings), random, clock);
        try (Incoming file = store.receive(name.file())) {
            return save.into(file, shell, settings.box(), Optional.empty());
        }
    }

    private Made made(Store store, StoredKits kits, KitName name, Manifest manifest)
            throws IOException {
        StoredKit stored =
                kits.find(name)
                        .orElseThrow(() -> new IOException("the kit was stored, and is not there"));
        remember(VolumesInKit.of(name.file() + " in " + store.name(), manifest));
        return new Made(
                name.made(),
                name.file(),
                store.name(),
                stored.size(),
                manifest.sealingKeys().stream().map(SealingKey::fingerprint).toList(),
                told(manifest, volume -> !volume.isCovered()),
                told(manifest, volume -> volume.isCovered() && !volume.left().isEmpty()),
                told(manifest, Volume::mayNotOpen),
                kits.ahead(name.made()));
    }

    /** Nobody watches a timer: progress is for nobody, warnings go to the journal. */
    private static Output collecting(List<Problem> warnings) {
        return event -> {
            if (event instanceof Event.Warned warned) {
                warnings.add(warned.problem());
            }
        };
    }

    private static List<String> told(Manifest manifest, Predicate<Volume> which) {
        return manifest.volumes().stream()
                .filter(which)
                .map(volume -> "%s: %s".formatted(volume.title(), volume.coverage()))
                .toList();
    }

    private List<Recipient> recipients() throws IOException {
        List<Recipient> recipients = new ArrayList<>();
        for (String text : settings.backup().recipients()) {
            recipients.add(Recipient.parse(text));
        }
        return recipients;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private LastRuns lastRuns() {
        try {
            return LastRuns.parse(Files.readAllBytes(last));
        } catch (IOException e) {
            return LastRuns.NONE; // the first run
        }
    }

    private void remember(LastRuns runs) throws ProblemException {
        try {
            OwnFile.replaceAndClose(last, runs.print());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void remember(VolumesInKit volumes) throws IOException {
        OwnFile.replaceAndClose(
                last.resolveSibling(LIST), volumes.text().getBytes(StandardCharsets.UTF_8));
    }

    private static String line(Made made, List<KitName> gone) {
        return "%s, %d KiB, is in %s%s"
                .formatted(
                        made.file(),
                        made.size() >> 10,
                        made.where(),
                        gone.isEmpty()
                                ? ""
                                : "; removed "
                                        + gone.stream()
                                                .map(KitName::file)
                                                .collect(Collectors.joining(", ")));
    }

    private static String told(List<Problem> warnings) {
        return warnings.stream()
                .map(problem -> "\n%s: %s".formatted(problem.where(), problem.what()))
                .collect(Collectors.joining());
    }

    private static String reason(ProblemException e) {
        return e.problems().stream()
                .map(problem -> problem.what() + " (" + problem.where() + ")")
                .collect(Collectors.joining("; "))
                .replaceAll("\\s+", " ");
    }

    private ProblemException unusable(IOException e) {
        return new ProblemException(
                ExitCode.KIT_UNUSABLE,
                new Problem(
                        "kits cannot be kept: " + e.getMessage(),
                        settings.backup().target().name(),
                        e instanceof StoreRefused refused
                                ? refused.remedy() + "; then `kit make` tries it"
                                : "see to the place that `backup.target` names, then `kit make`"
                                        + " tries it"),
                e);
    }
}
