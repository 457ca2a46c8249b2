package dev.nordbox.installer.backup;

import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoredFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The kits of one box among the files of a store; whatever else lies there is not seen. */
final class StoredKits {
    private final Store store;
    private final KitName mine;

    /**
     * @param host mark of the host that asks
     */
    StoredKits(Store store, String box, String host) {
        this.store = store;
        this.mine = KitName.of(box, Instant.EPOCH, host);
    }

    /** Those of other hosts of that name, too; newest first. */
    List<StoredKit> list() throws IOException {
        List<StoredKit> kits = new ArrayList<>();
        for (StoredFile file : store.list()) {
            KitName.parse(file.name())
                    .filter(mine::isOfSameBox)
                    .ifPresent(name -> kits.add(new StoredKit(name, file.size())));
        }
        kits.sort(Comparator.comparing((StoredKit kit) -> kit.name().made()).reversed());
        return kits;
    }

    Optional<StoredKit> find(KitName name) throws IOException {
        return list().stream().filter(kit -> kit.name().equals(name)).findFirst();
    }

    /** Files of those that are dated ahead of a time. */
    List<String> ahead(Instant now) throws IOException {
        return list().stream()
                .map(StoredKit::name)
                .filter(name -> name.isAheadOf(now))
                .map(KitName::file)
                .toList();
    }

    /**
     * Deletes what retention does not keep, and what runs that were killed have left, of this host
     * alone. No kit of it may be on its way.
     *
     * @param made the kit that was just made
     * @return what retention did not keep
     */
    List<KitName> thinOut(Retention retention, KitName made) throws IOException {
        for (String name : store.unfinished()) {
            if (KitName.parse(name).filter(mine::isOfSameHost).isPresent()) {
                store.discard(name);
            }
        }
        List<KitName> surplus =
                retention.surplus(
                        list().stream().map(StoredKit::name).filter(mine::isOfSameHost).toList(),
                        made);
        for (KitName name : surplus) {
            store.delete(name.file());
        }
        return surplus;
    }

    /**
     * @param size in bytes, encrypted
     */
    record StoredKit(KitName name, long size) {}
}
