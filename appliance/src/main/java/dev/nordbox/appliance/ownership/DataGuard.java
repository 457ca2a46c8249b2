package dev.nordbox.appliance.ownership;

import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Nobody's data goes because a line was removed: what may hold some is deleted by a person's word.
 */
public final class DataGuard {

    /** Argo CD's annotation; {@code Prune=true} in it, on the live object, is the word. */
    public static final String SYNC_OPTIONS = "argocd.argoproj.io/sync-options";

    private static final Set<GroupKind> DATA =
            Set.of(
                    new GroupKind("", "PersistentVolumeClaim"),
                    new GroupKind("", "PersistentVolume"));

    private DataGuard() {}

    /** Why the object must stay; empty when it may go. */
    public static Optional<String> of(LiveEntry entry) {
        if (isAgreed(entry)) {
            return Optional.empty();
        }
        boolean data = mayHoldData(entry.key().groupKind()) || entry.takesVolumes();
        return data ? Optional.of("it may hold data; " + howToAgree(entry)) : Optional.empty();
    }

    public static boolean mayHoldData(GroupKind kind) {
        return DATA.contains(kind);
    }

    /** Deleting one of these deletes everything in it, ours or not. */
    public static boolean holdsOthers(GroupKind kind) {
        return kind.equals(Placement.NAMESPACE) || kind.equals(Placement.DEFINITION);
    }

    public static boolean isAgreed(LiveEntry entry) {
        return hasOption(entry, "Prune=true");
    }

    static boolean hasOption(LiveEntry entry, String option) {
        String options = entry.annotations().getOrDefault(SYNC_OPTIONS, "");
        return Arrays.stream(options.split(",")).anyMatch(o -> o.trim().equals(option));
    }

    public static String howToAgree(LiveEntry entry) {
        String namespace =
                entry.key().namespace().isEmpty() ? "" : " -n " + entry.key().namespace();
        return "if it is to go: kubectl annotate"
                + namespace
                + " "
                + entry.key().groupKind().toString().toLowerCase(java.util.Locale.ROOT)
                + " "
                + entry.key().name()
                + " "
                + SYNC_OPTIONS
                + "=Prune=true --overwrite";
    }
}
