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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which host goes on as a box, of those that share its name and its store: the last one that said
 * so there. A restored box says so once; one that never was restored needs to say nothing. What
 * counts is in the name of a record, since who writes to a store need not be let read there.
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

    private final Store store;
    private final KitName mine;

    /**
     * @param host mark of the host that asks
     */
    Succession(Store store, String box, String host) {
        this.store = store;
        this.mine = KitName.of(box, Instant.EPOCH, host);
    }

    /**
     * @param file its record
     * @param name the same as a kit's
     * @param kit that it came back from; {@code ""} when a person wanted it so
     * @param host how it is reached
     */
    record Taker(StoredFile file, KitName name, String kit, String host) {
        String words() {
            return "%s %s at %s".formatted(host, BackupFile.TAKEN_OVER, name.made());
        }
    }

    /** Another host than this one, if it is the last that took the box over. */
    Optional<Taker> successor() throws IOException {
        Optional<Taker> newest =
                takers().stream().findFirst().filter(t -> !t.name().isOfSameHost(mine));
        return newest.map(this::named);
    }

    /** Whether this host has said already that it came back from that kit. */
    boolean knows(String kit) throws IOException {
        return takers().stream()
                .anyMatch(taker -> taker.name().isOfSameHost(mine) && taker.kit().equals(kit));
    }

    /**
     * This host goes on as the box.
     *
     * @param host how it is reached
     * @param kit as in {@link Taker}
     */
    void claim(Instant now, String host, String kit) throws IOException {
        List<Taker> before = takers();
        // Clocks of hosts differ, and the last word has to be the newest.
        Instant after =
                before.stream().findFirst().map(t -> t.name().made().plusSeconds(1)).orElse(now);
        KitName name = KitName.of(mine.box(), now.isAfter(after) ? now : after, mine.host());
        try (Incoming file = store.receive(record(name, kit))) {
            try (OutputStream out = file.stream()) {
                out.write(Json.print(Map.of("host", host)));
            }
            file.keep();
        }
        for (Taker taker : before) {
            if (taker.name().isOfSameHost(mine)) {
                store.delete(taker.file().name());
            }
        }
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
                        .ifPresent(name -> takers.add(new Taker(file, name, kit, SOMEBODY)));
            }
        }
        takers.sort(Comparator.comparing((Taker taker) -> taker.name().made()).reversed());
        return takers;
    }

    /** Where it is reached is for people. */
    private Taker named(Taker taker) {
        try (InputStream in = store.read(taker.file())) {
            Map<String, Object> said = Json.parse(in.readNBytes(MOST_BYTES));
            String host = Fields.text(said, "host").orElse(SOMEBODY);
            return new Taker(taker.file(), taker.name(), taker.kit(), host);
        } catch (IOException | IllegalArgumentException e) {
            return taker;
        }
    }

    private static String record(KitName name, String kit) {
        String beginning = name.file().substring(0, name.file().length() - KIT.length());
        return beginning + (kit.isEmpty() ? "" : "." + kit) + TAKEN;
    }
}
