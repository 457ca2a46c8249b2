package dev.nordbox.installer.backup;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which host goes on as a box, of those that share its name and its store: the last one that said
 * so there. A restored box says so once, as of its restore; one that never was restored needs to
 * say nothing. What counts is in the name of a record, since who writes to a store need not be let
 * read there. A record of a time that is far from here yet is of nobody whose word would ever be
 * followed by another, and does not count.
 *
 * <pre>nordbox-prod-1-20261201T020304Z-1f0c2a9b.0123456789abcdef.taken</pre>
 */
final class Succession {
    private static final String SOMEBODY = "another host";
    private static final String KIT = ".kit";
    private static final String TAKEN = ".taken";
    private static final Pattern RECORD =
            Pattern.compile("(nordbox-.*?)(?:\\.([0-9a-f]{16}))?\\.taken");
    private static final int MOST_BYTES = 4096;

    /** Of what is told of a host. */
    private static final int MOST_LETTERS = 100;

    private final Store store;
    private final KitName mine;
    private final Instant now;

    /**
     * @param host mark of the host that asks
     */
    Succession(Store store, String box, String host, Instant now) {
        this.store = store;
        this.mine = KitName.of(box, Instant.EPOCH, host);
        this.now = now;
    }

    /**
     * @param file its record
     * @param name the same as a kit's
     * @param kit that its host came back from; {@code ""} when it never did
     * @param host how it is reached, in letters that are safe everywhere
     */
    record Taker(StoredFile file, KitName name, String kit, String host) {
        String words() {
            return "%s %s at %s".formatted(host, BackupFile.TAKEN_OVER, name.made());
        }
    }

    /** Another host than this one, if it is the last that took the box over. */
    Optional<Taker> successor() throws IOException {
        Optional<Taker> newest = takers().stream().findFirst().filter(t -> !isMine(t));
        return newest.map(this::named);
    }

    /**
     * This host came back as the box, and says so unless it has said so already, or another one
     * took the box over since.
     *
     * @param host how it is reached
     */
    void comeBack(String host, CameFrom from) throws IOException {
        List<Taker> before = takers();
        Instant noted = from.restored().truncatedTo(ChronoUnit.SECONDS);
        Instant restored = noted.isAfter(now) ? now : noted;
        if (before.stream().anyMatch(t -> isMine(t) && t.kit().equals(from.kit()))
                || before.stream().anyMatch(t -> !isMine(t) && t.name().made().isAfter(restored))) {
            return;
        }
        say(after(before, restored), host, from.kit(), before);
    }

    /**
     * This host goes on as the box, since a person wants it so.
     *
     * @param host how it is reached
     * @param kit that it came back from; {@code ""} when it never did
     */
    void claim(String host, String kit) throws IOException {
        List<Taker> before = takers();
        say(after(before, now), host, kit, before);
    }

    /** Clocks of hosts differ, and the last word has to be the newest. */
    private static Instant after(List<Taker> before, Instant time) {
        return before.stream()
                .findFirst()
                .map(newest -> newest.name().made().plusSeconds(1))
                .filter(next -> next.isAfter(time))
                .orElse(time);
    }

    private void say(Instant time, String host, String kit, List<Taker> before) throws IOException {
        KitName name = KitName.of(mine.box(), time, mine.host());
        try (Incoming file = store.receive(record(name, kit))) {
            try (OutputStream out = file.stream()) {
                out.write(Json.print(Map.of("host", host)));
            }
            file.keep();
        }
        for (Taker taker : before) {
            if (isMine(taker)) {
                store.delete(taker.file().name());
            }
        }
    }

    private boolean isMine(Taker taker) {
        return taker.name().isOfSameHost(mine);
    }

    /** Newest first. */
    private List<Taker> takers() throws IOException {
        List<Taker> takers = new ArrayList<>();
        for (StoredFile file : store.list()) {
            Matcher record = RECORD.matcher(file.name());
            if (record.matches()) {
                String kit = Optional.ofNullable(record.group(2)).orElse("");
                KitName.parse(record.group(1) + KIT)
                        .filter(mine::isOfSameBox)
                        .filter(name -> !name.isAheadOf(now))
                        .ifPresent(name -> takers.add(new Taker(file, name, kit, SOMEBODY)));
            }
        }
        takers.sort(Comparator.comparing((Taker taker) -> taker.name().made()).reversed());
        return takers;
    }

    /** Where it is reached is for people, and was written by whoever can write to the store. */
    private Taker named(Taker taker) {
        try (InputStream in = store.read(taker.file())) {
            Map<String, Object> said = Json.parse(in.readNBytes(MOST_BYTES));
            String host = Fields.text(said, "host").map(Succession::safe).orElse(SOMEBODY);
            return new Taker(taker.file(), taker.name(), taker.kit(), host);
        } catch (IOException | IllegalArgumentException e) {
            return taker;
        }
    }

    /** It stands in a status, a journal and a Lease as it is. */
    private static String safe(String host) {
        String cut = host.substring(0, Math.min(MOST_LETTERS, host.length()));
        return cut.replaceAll("[^A-Za-z0-9@.:_\\[\\]-]", "?");
    }

    private static String record(KitName name, String kit) {
        String beginning = name.file().substring(0, name.file().length() - KIT.length());
        return beginning + (kit.isEmpty() ? "" : "." + kit) + TAKEN;
    }
}
