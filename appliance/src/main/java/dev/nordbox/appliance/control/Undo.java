package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Info;
import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tombstone.Burial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The operation that brings deleted objects back: a sync of chosen objects whose manifests are not
 * those of Git, but of the burials that its {@code info} names. So every client of Argo CD shows it
 * as what it is, and no manifest is written into an Application.
 */
final class Undo {

    /** Name of the entry of {@code operation.info} with the burials, as {@code 7,8}. */
    static final String BURIALS = "nordbox.no/undo";

    private static final int LONGEST_ID = 15;

    private Undo() {}

    static boolean is(Operation operation) {
        return operation.info().stream().anyMatch(info -> info.name().equals(BURIALS));
    }

    static Info info(List<Burial> burials) {
        return new Info(
                BURIALS,
                burials.stream()
                        .map(burial -> String.valueOf(burial.id()))
                        .collect(Collectors.joining(",")));
    }

    /** Which burials it names; what is no number is left out. */
    static List<Long> ids(Operation operation) {
        return operation.info().stream()
                .filter(info -> info.name().equals(BURIALS))
                .flatMap(info -> Arrays.stream(info.value().split(",")))
                .map(String::trim)
                .filter(id -> id.matches("\\d{1," + LONGEST_ID + "}"))
                .map(Long::valueOf)
                .toList();
    }

    static SyncRequest request(AppState state, boolean dryRun, Collection<ResourceKey> objects) {
        return OperationRequests.request(
                state, false, dryRun, objects.stream().map(Undo::one).toList(), List.of());
    }

    private static Selected one(ResourceKey key) {
        return new Selected(key.group(), key.kind(), key.namespace(), key.name());
    }

    /** The same for the objects that can be brought back, where it names none itself. */
    static Operation of(Operation asked, AppState state, Collection<ResourceKey> objects) {
        List<Selected> named = asked.sync().map(SyncRequest::resources).orElse(List.of());
        boolean dryRun = asked.sync().filter(SyncRequest::dryRun).isPresent();
        List<ResourceKey> meant = new ArrayList<>();
        for (ResourceKey key : objects) {
            if (named.isEmpty() || named.stream().anyMatch(chosen -> matches(chosen, key))) {
                meant.add(key);
            }
        }
        return new Operation(
                Optional.of(request(state, dryRun, meant)),
                asked.initiatedBy(),
                asked.info(),
                asked.retry());
    }

    static boolean matches(Selected chosen, ResourceKey key) {
        return chosen.matches(key.group(), key.kind(), key.namespace(), key.name());
    }
}
